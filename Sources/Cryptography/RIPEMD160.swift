/// RIPEMD-160 (ISO/IEC 10118-3), used only by precompile 0x03.
public enum RIPEMD160 {
  /// The 20-byte digest.
  public static func hash(_ bytes: some Sequence<UInt8>) -> [UInt8] {
    MessageDigest.ripemd160.hash(bytes)
  }
}
