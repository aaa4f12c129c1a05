/// SHA-256 (FIPS 180-4).
public enum SHA256 {
  /// The 32-byte digest.
  public static func hash(_ bytes: some Sequence<UInt8>) -> [UInt8] {
    MessageDigest.sha256.hash(bytes)
  }
}
