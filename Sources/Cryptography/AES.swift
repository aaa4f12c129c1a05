import CLibcrypto

/// AES in counter mode (FIPS 197, NIST SP 800-38A §6.5).
public enum AES {
  /// Encrypts or decrypts, which are the same; keys have 16 or 32 bytes, the first counter block 16.
  ///
  /// Nil for other sizes.
  public static func counterMode(_ bytes: [UInt8], key: [UInt8], counter: [UInt8]) -> [UInt8]? {
    guard counter.count == 16, let size = Int32(exactly: bytes.count) else { return nil }
    let cipher: OpaquePointer?
    switch key.count {
    case 16: unsafe cipher = EVP_aes_128_ctr()
    case 32: unsafe cipher = EVP_aes_256_ctr()
    default: return nil
    }
    guard let context = unsafe EVP_CIPHER_CTX_new() else { return nil }
    defer { unsafe EVP_CIPHER_CTX_free(context) }
    var output = [UInt8](repeating: 0, count: bytes.count)
    var written: Int32 = 0
    // Safe: key and counter have the sizes of the cipher; counter mode writes as much as it reads.
    guard unsafe EVP_EncryptInit_ex(context, cipher, nil, key, counter) == 1,
      unsafe EVP_EncryptUpdate(context, &output, &written, bytes, size) == 1, written == size
    else { return nil }
    return output
  }
}
