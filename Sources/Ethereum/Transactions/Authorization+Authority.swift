import Cryptography
package import Primitives

extension Authorization {
  /// The account that signed; nil when the signature is none (such a tuple is skipped).
  package func authority() -> EthAddress? {
    guard let parity = yParity.asUInt64, parity <= 1, s <= Secp256k1.maximumLowS else {
      return nil
    }
    return Secp256k1.recoverAddress(
      digest: signingHash, r: r, s: s, recoveryID: UInt8(parity))
  }
}
