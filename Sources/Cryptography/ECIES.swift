/// The hybrid encryption of Ethereum's peer-to-peer handshake (devp2p `rlpx.md`, after SEC 1 §5.1):
/// secp256k1, a key derived by SHA-256, AES-128 in counter mode and an HMAC with SHA-256.
public enum ECIES {
  /// Opens `public key (65) ‖ counter block (16) ‖ ciphertext ‖ authentication code (32)`.
  ///
  /// Nil when it was not sealed for this key, or was changed.
  public static func open(_ sealed: [UInt8], privateKey: [UInt8]) -> [UInt8]? {
    guard sealed.count >= 65 + 16 + 32,
      let shared = Secp256k1.sharedX(
        privateKey: privateKey, publicKey: Array(sealed[..<65]))
    else { return nil }
    // One round of NIST SP 800-56A's concatenation function yields all 32 bytes.
    let keys = SHA256.hash([0, 0, 0, 1] + shared)
    let end = sealed.count - 32
    let code = MessageDigest.sha256.authenticationCode(
      key: SHA256.hash(keys[16...]), message: Array(sealed[65..<end]))
    guard zip(code, sealed[end...]).reduce(0 as UInt8, { $0 | $1.0 ^ $1.1 }) == 0 else {
      return nil
    }
    return AES.counterMode(
      Array(sealed[81..<end]), key: Array(keys[..<16]), counter: Array(sealed[65..<81]))
  }
}
