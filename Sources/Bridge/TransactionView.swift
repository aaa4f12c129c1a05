import Actors
package import Ethereum
package import FVM
package import Filecoin
package import IPLD
package import Primitives

/// A message of the chain as Ethereum shows it, whether or not it came from a transaction
/// (lotus `node/impl/eth/utils.go`). Amounts are wei, that is attoFIL.
package struct TransactionView: Hashable, Sendable {
  /// Keccak-256 of the transaction, or the digest of a native message's CID.
  package var hash: Hash256
  package var type: TransactionType
  /// nil without replay protection.
  package var chainID: UInt64?
  package var nonce: UInt64
  package var from: EthAddress
  /// nil for a deployment.
  package var to: EthAddress?
  package var value: UInt256
  package var input: [UInt8]
  package var gasLimit: UInt64
  package var maxFeePerGas: UInt256
  package var maxPriorityFeePerGas: UInt256
  /// All zero for a native message.
  package var signature: TransactionSignature
  /// The last field of a legacy signature; the parity of others.
  package var v: UInt256
  /// Whether it came from an Ethereum transaction.
  package var isEthereum: Bool

  /// A signed message as the chain with `chainID` shows it: the transaction behind a delegated
  /// signature, else the native view over `tree`.
  package init(
    _ signed: SignedMessage, chainID: ChainID, in tree: StateTree
  ) throws(KernelError) {
    if signed.signature.kind == .delegated {
      do throws(TransactionConversionError) {
        self.init(try Transaction(signed, chainID: chainID), from: signed.message.from)
        return
      } catch {
        // Validation lets no such message into a block; shown as native if one is there.
      }
    }
    try self.init(native: signed.message, cid: signed.cid, chainID: chainID, in: tree)
  }

  /// A transaction and the address that signed it.
  package init(_ transaction: Transaction, from: Address) {
    hash = transaction.hash
    type = transaction.type
    chainID = transaction.chainID
    nonce = transaction.nonce
    self.from = from.ethAddress ?? .zero
    to = transaction.to
    value = transaction.value
    input = transaction.data
    gasLimit = transaction.gasLimit
    maxFeePerGas = transaction.maxFeePerGas
    maxPriorityFeePerGas = transaction.maxPriorityFeePerGas
    signature = transaction.signature
    if case .legacy(let legacy) = transaction {
      v = legacy.v
    } else {
      v = UInt256(transaction.signature.yParity)
    }
    isEthereum = true
  }

  /// A native message, dressed as an unsigned type-2 transaction. Calls of contracts and deployments
  /// show their plain input, other methods the call data of `NativeMethodABI`.
  package init(
    native message: Message, cid: CID, chainID: ChainID, in tree: StateTree
  ) throws(KernelError) {
    hash = Hash256(cid.digest) ?? .zero
    type = .dynamicFee
    self.chainID = chainID.rawValue
    nonce = message.nonce
    from = try AddressMapping.ethAddress(of: message.from, in: tree) ?? .zero
    to =
      try AddressMapping.ethAddress(of: message.to, in: tree) ?? AddressMapping.missingReceiver
    value = message.value.atto.asUInt256 ?? .max
    gasLimit = message.gasLimit
    maxFeePerGas = message.gasFeeCap.atto.asUInt256 ?? .max
    maxPriorityFeePerGas = message.gasPremium.atto.asUInt256 ?? .max
    signature = .unsigned
    v = .zero
    isEthereum = false
    input = NativeMethodABI.input(
      message.method, codec: message.params.isEmpty ? 0 : Multicodec.cbor,
      params: message.params)
    let plain = ReturnData.decode(message.params)
    if message.method == .invokeContract {
      if let plain { input = plain }
    } else if message.to == .id(WellKnownActor.ethereumAddressManager),
      message.method == .createExternal, let plain
    {
      input = plain
      to = nil
    }
  }
}
