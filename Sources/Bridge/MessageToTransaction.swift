package import Ethereum
package import Filecoin
import IPLD
import Primitives

/// Filecoin messages with delegated signatures as the Ethereum transactions they came from.
extension Transaction {
  /// The transaction behind a message on the chain with `chainID`.
  ///
  /// Every transaction has exactly one message; a message that another would give back is refused,
  /// as block validation refuses it (lotus `EthTransactionFromSignedFilecoinMessage`).
  package init(
    _ signed: SignedMessage, chainID: ChainID
  ) throws(TransactionConversionError) {
    guard signed.signature.kind == .delegated else {
      throw .notEthereum("its signature is not a delegated one")
    }
    let form = try DelegatedForm(signed.signature.data, chainID: chainID)
    let message = signed.message
    guard message.version == 0 else { throw .notEthereum("version \(message.version)") }
    guard case .delegated(WellKnownActor.ethereumAddressManager, _) = message.from else {
      throw .notEthereum("its sender \(message.from) has no Ethereum address")
    }
    let to = try Self.recipient(of: message)
    let input = try Self.input(of: message)
    guard let value = message.value.atto.asUInt256, let fee = message.gasFeeCap.atto.asUInt256,
      let priority = message.gasPremium.atto.asUInt256
    else { throw .notEthereum("an amount does not fit 256 bits") }
    switch form.kind {
    case .dynamicFee:
      self = .dynamicFee(
        DynamicFeeTransaction(
          chainID: chainID.rawValue, nonce: message.nonce, maxPriorityFeePerGas: priority,
          maxFeePerGas: fee, gasLimit: message.gasLimit, to: to, value: value, data: input,
          signature: form.signature))
    case .legacy(let ownChainID):
      guard fee == priority else {
        throw .notEthereum("a legacy transaction's premium is its gas price")
      }
      self = .legacy(
        LegacyTransaction(
          nonce: message.nonce, gasPrice: fee, gasLimit: message.gasLimit, to: to, value: value,
          data: input, chainID: ownChainID, signature: form.signature))
    }
    guard try SignedMessage(self, chainID: chainID) == signed else {
      throw .notEthereum("the transaction's own message is another one")
    }
  }

  private static func recipient(
    of message: Message
  ) throws(TransactionConversionError) -> EthAddress? {
    if message.to == .id(WellKnownActor.ethereumAddressManager),
      message.method == .createExternal
    {
      return nil
    }
    guard message.method == .invokeContract else {
      throw .notEthereum("method \(message.method)")
    }
    guard let address = message.to.ethAddress else {
      throw .notEthereum("its recipient \(message.to) has no Ethereum address")
    }
    return address
  }

  private static func input(
    of message: Message
  ) throws(TransactionConversionError) -> [UInt8] {
    guard !message.params.isEmpty else { return [] }
    let input: ByteString
    do {
      input = try ByteString(cborBytes: message.params)
    } catch {
      throw .notEthereum("its params are no byte string: \(error)")
    }
    guard !input.bytes.isEmpty else {
      throw .notEthereum("non-empty params encode empty byte array")
    }
    return input.bytes
  }
}

/// A delegated signature taken apart.
private struct DelegatedForm {
  enum Kind {
    case dynamicFee
    /// nil without replay protection.
    case legacy(chainID: UInt64?)
  }

  let kind: Kind
  let signature: TransactionSignature

  init(_ data: [UInt8], chainID: ChainID) throws(TransactionConversionError) {
    switch (data.count, data.first) {
    case (65, _):
      kind = .dynamicFee
      signature = try Self.signature(data, parity: UInt64(data[64]))
    case (66, 1):
      guard data[65] == 27 || data[65] == 28 else {
        throw .invalidDelegatedSignature("v is \(data[65]), not 27 or 28")
      }
      kind = .legacy(chainID: nil)
      signature = try Self.signature(data.dropFirst(), parity: UInt64(data[65] - 27))
    case (66...75, 2):
      let base = UInt256(UInt128(chainID.rawValue) * 2 + 35)
      guard let v = UInt256(bigEndian: data[65...]), v == base || v == base + 1 else {
        throw .invalidDelegatedSignature("v is for another chain than \(chainID.rawValue)")
      }
      kind = .legacy(chainID: chainID.rawValue)
      signature = try Self.signature(data.dropFirst(), parity: v == base ? 0 : 1)
    default:
      throw .invalidDelegatedSignature("unknown form of \(data.count) bytes")
    }
  }

  private static func signature(
    _ data: some Collection<UInt8>, parity: UInt64
  ) throws(TransactionConversionError) -> TransactionSignature {
    guard let r = UInt256(bigEndian: data.prefix(32)),
      let s = UInt256(bigEndian: data.dropFirst(32).prefix(32))
    else { throw .invalidDelegatedSignature("r and s do not fit") }
    return TransactionSignature(r: r, s: s, yParity: parity)
  }
}
