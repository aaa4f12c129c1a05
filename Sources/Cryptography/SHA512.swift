/// SHA-512 (FIPS 180-4) and what BIP-32 and BIP-39 build on it.
public enum SHA512 {
  /// The 64-byte digest.
  public static func hash(_ bytes: some Sequence<UInt8>) -> [UInt8] {
    MessageDigest.sha512.hash(bytes)
  }

  /// HMAC-SHA512 (RFC 4231): 64 bytes.
  public static func authenticationCode(key: [UInt8], message: [UInt8]) -> [UInt8] {
    MessageDigest.sha512.authenticationCode(key: key, message: message)
  }

  /// PBKDF2-HMAC-SHA512 (RFC 8018 §5.2): `count` bytes.
  public static func derivedKey(
    password: [UInt8], salt: [UInt8], iterations: Int, count: Int
  ) -> [UInt8] {
    MessageDigest.sha512.derivedKey(
      password: password, salt: salt, iterations: iterations, count: count)
  }
}
