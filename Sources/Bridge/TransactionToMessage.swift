package import Ethereum
package import Filecoin
import IPLD
package import Primitives

/// Ethereum transactions as Filecoin messages (FIP-0054, FIP-0055, FIP-0091;
/// lotus `chain/types/ethtypes`).
extension SignedMessage {
  /// The message that a signed transaction means on the chain with `chainID`.
  package init(
    _ transaction: Transaction, chainID: ChainID
  ) throws(TransactionConversionError) {
    try transaction.checkSupported(on: chainID)
    let sender: EthAddress
    do {
      // Filecoin's verification does not ask for a low s (lotus `lib/sigs/delegated`).
      sender = try transaction.sender(allowsHighS: true)
    } catch {
      throw .invalidSignature(error)
    }
    self.init(
      Message(
        ethereumFrom: sender, to: transaction.to, nonce: transaction.nonce,
        value: transaction.value, input: transaction.data, gasLimit: transaction.gasLimit,
        maxFeePerGas: transaction.maxFeePerGas,
        maxPriorityFeePerGas: transaction.maxPriorityFeePerGas),
      Signature(.delegated, transaction.delegatedSignature))
  }

  /// The message of a transaction as it travels.
  package init(
    ethereumTransaction bytes: [UInt8], chainID: ChainID
  ) throws(TransactionConversionError) {
    try self.init(try Transaction.decodeSupported(bytes), chainID: chainID)
  }
}

extension Message {
  /// The call of a contract, or the creation of one when `to` is nil, that Ethereum's fields mean.
  ///
  /// Amounts are in attoFIL. Params are a CBOR byte string of the input, nothing for no input.
  package init(
    ethereumFrom from: EthAddress, to: EthAddress?, nonce: UInt64, value: UInt256,
    input: [UInt8], gasLimit: UInt64, maxFeePerGas: UInt256, maxPriorityFeePerGas: UInt256
  ) {
    self.init(
      from: Address(from),
      to: to.map { Address($0) } ?? .id(WellKnownActor.ethereumAddressManager), nonce: nonce,
      value: TokenAmount(atto: value), method: to == nil ? .createExternal : .invokeContract,
      params: input.isEmpty ? [] : ByteString(input).cborBytes, gasLimit: gasLimit,
      gasFeeCap: TokenAmount(atto: maxFeePerGas),
      gasPremium: TokenAmount(atto: maxPriorityFeePerGas))
  }
}

extension MethodNumber {
  /// How an account deploys a contract through the Ethereum address manager
  /// (builtin-actors `actors/eam`).
  package static let createExternal: MethodNumber = 4
}

extension Transaction {
  /// Reads a transaction and refuses types that Filecoin does not know before their fields.
  package static func decodeSupported(
    _ bytes: [UInt8]
  ) throws(TransactionConversionError) -> Transaction {
    if let first = bytes.first, first < 0xc0, let type = TransactionType(rawValue: first),
      type != .legacy, type != .dynamicFee
    {
      throw .unsupportedType(type)
    }
    do {
      return try Transaction.decode(bytes)
    } catch {
      throw .malformed(error)
    }
  }

  /// Checks everything but the signature.
  func checkSupported(on chainID: ChainID) throws(TransactionConversionError) {
    guard type == .legacy || type == .dynamicFee else { throw .unsupportedType(type) }
    guard accessList.isEmpty else { throw .nonEmptyAccessList }
    if let own = self.chainID, own != chainID.rawValue {
      throw .wrongChainID(own, expected: chainID)
    }
    guard gasLimit <= UInt64(Int64.max) else { throw .gasLimitTooLarge(gasLimit) }
  }

  /// The signature as a delegated one: r ‖ s ‖ parity for type 2; for legacy transactions a prefix
  /// (01 without, 02 with replay protection), r ‖ s and v without leading zeros.
  var delegatedSignature: [UInt8] {
    let point = signature.r.bigEndianBytes + signature.s.bigEndianBytes
    guard case .legacy(let legacy) = self else {
      return point + [UInt8(truncatingIfNeeded: signature.yParity)]
    }
    return [legacy.chainID == nil ? 1 : 2] + point + legacy.v.minimalBigEndianBytes
  }
}
