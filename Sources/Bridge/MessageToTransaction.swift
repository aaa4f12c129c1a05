package import Ethereum
package import Filecoin
import IPLD
package import Primitives

extension Transaction {
  /// The Ethereum transaction behind a message with a delegated signature; nil for a native message.
  ///
  /// `chainID` is that of the network: messages do not carry it.
  package init?(_ signed: SignedMessage, chainID: ChainID) {
    guard signed.signature.kind == .delegated else { return nil }
    let message = signed.message
    guard let value = message.value.atto.asUInt256, let cap = message.gasFeeCap.atto.asUInt256,
      let premium = message.gasPremium.atto.asUInt256
    else { return nil }
    var to: EthAddress?
    switch message.method {
    case .createExternal where message.to == .id(WellKnownActor.ethereumAddressManager): break
    case .invokeContract:
      guard let address = message.to.ethAddress else { return nil }
      to = address
    default: return nil
    }
    var data: [UInt8] = []
    if !message.params.isEmpty {
      // Parameters that are no byte string are no Ethereum input; the message is a native one.
      guard let input = try? ByteString(cborBytes: message.params), !input.bytes.isEmpty else {
        return nil
      }
      data = input.bytes
    }
    let bytes = signed.signature.data
    if bytes.count == 65 {
      guard let signature = TransactionSignature(bytes[...], yParity: UInt64(bytes[64])) else {
        return nil
      }
      self = .dynamicFee(
        DynamicFeeTransaction(
          chainID: chainID.rawValue, nonce: message.nonce, maxPriorityFeePerGas: premium,
          maxFeePerGas: cap, gasLimit: message.gasLimit, to: to, value: value, data: data,
          signature: signature))
      return
    }
    guard (66...73).contains(bytes.count), cap == premium,
      let v = UInt256(bigEndian: bytes[65...])?.asUInt128
    else { return nil }
    let base: UInt128
    switch bytes[0] {
    case 1: base = 27
    case 2: base = 35 + 2 * UInt128(chainID.rawValue)
    default: return nil
    }
    guard v == base || v == base + 1,
      let signature = TransactionSignature(bytes[1...], yParity: v == base ? 0 : 1)
    else { return nil }
    self = .legacy(
      LegacyTransaction(
        nonce: message.nonce, gasPrice: cap, gasLimit: message.gasLimit, to: to, value: value,
        data: data, chainID: bytes[0] == 2 ? chainID.rawValue : nil, signature: signature))
  }
}

extension TransactionSignature {
  /// r and s in front of `bytes`.
  fileprivate init?(_ bytes: ArraySlice<UInt8>, yParity: UInt64) {
    guard bytes.count >= 64, yParity <= 1, let r = UInt256(bigEndian: bytes.prefix(32)),
      let s = UInt256(bigEndian: bytes.dropFirst(32).prefix(32))
    else { return nil }
    self.init(r: r, s: s, yParity: yParity)
  }
}

extension SignedMessage {
  /// The hash by which Ethereum's view knows the message: the transaction's, or for a native message
  /// the digest of its CID (lotus `chain/types/ethtypes`).
  package func ethereumHash(chainID: ChainID) -> Hash256 {
    Transaction(self, chainID: chainID)?.hash ?? Hash256(cid.digest) ?? .zero
  }
}
