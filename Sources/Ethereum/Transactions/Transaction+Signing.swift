import Cryptography
package import Primitives

/// Who signed, and signing.
extension Transaction {
  /// The account that signed.
  ///
  /// - Parameter allowsHighS: whether `s` above half the group order is valid: in Frontier only
  ///   (EIP-2).
  package func sender(
    allowsHighS: Bool = false
  ) throws(TransactionSignatureError) -> EthAddress {
    let signature = signature
    guard signature.yParity <= 1 else { throw .invalidParity(signature.yParity) }
    guard !signature.r.isZero, signature.r < Secp256k1.order else {
      throw .rOutOfRange(signature.r)
    }
    guard !signature.s.isZero, signature.s < Secp256k1.order else {
      throw .sOutOfRange(signature.s)
    }
    guard allowsHighS || signature.s <= Secp256k1.maximumLowS else {
      throw .highS(signature.s)
    }
    let address = Secp256k1.recoverAddress(
      digest: signingHash, r: signature.r, s: signature.s,
      recoveryID: UInt8(signature.yParity))
    guard let address else { throw .unrecoverable }
    return address
  }

  /// The transaction with the signature of `privateKey` (32 bytes, big-endian) on `signingHash`.
  package func signed(
    privateKey: [UInt8]
  ) throws(TransactionSignatureError) -> Transaction {
    guard let signature = Secp256k1.sign(digest: signingHash, privateKey: privateKey) else {
      throw .invalidPrivateKey
    }
    var transaction = self
    transaction.signature = TransactionSignature(
      r: signature.r, s: signature.s, yParity: UInt64(signature.recoveryID))
    return transaction
  }
}
