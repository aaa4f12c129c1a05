import CLibcrypto

/// A hash function of libcrypto, fetched once: fetching by name costs more than a short hash.
@safe
struct MessageDigest: @unchecked Sendable {
  // Safe: libcrypto's algorithm objects are immutable and shared between threads; never freed.
  let algorithm: OpaquePointer
  /// Bytes of a digest.
  let size: Int

  static let sha256 = MessageDigest(name: "SHA256", size: 32)
  static let sha512 = MessageDigest(name: "SHA512", size: 64)
  static let ripemd160 = MessageDigest(name: "RIPEMD160", size: 20)

  /// Before 3.0.7, libcrypto kept RIPEMD-160 in its legacy provider, which a library context of
  /// our own loads without touching the process's configuration.
  private init(name: String, size: Int) {
    var found = unsafe EVP_MD_fetch(nil, name, nil)
    if unsafe found == nil, let context = unsafe OSSL_LIB_CTX_new() {
      if unsafe OSSL_PROVIDER_load(context, "legacy") != nil {
        unsafe found = EVP_MD_fetch(context, name, nil)
      }
    }
    guard let algorithm = unsafe found else {
      preconditionFailure("the system's libcrypto offers no \(name)")
    }
    unsafe self.algorithm = algorithm
    self.size = size
  }

  /// The digest of a run of bytes.
  func hash(_ bytes: some Sequence<UInt8>) -> [UInt8] {
    unsafe withBytes(of: bytes) { input in
      unsafe [UInt8](unsafeUninitializedCapacity: size) { output, count in
        // Safe: the digest of this algorithm has exactly `size` bytes.
        let status = unsafe EVP_Digest(
          input.baseAddress, input.count, output.baseAddress, nil, algorithm, nil)
        precondition(status == 1, "libcrypto could not hash")
        count = size
      }
    }
  }

  /// HMAC of a message (RFC 2104).
  func authenticationCode(key: [UInt8], message: [UInt8]) -> [UInt8] {
    unsafe [UInt8](unsafeUninitializedCapacity: size) { output, count in
      let result = unsafe HMAC(
        algorithm, key, Int32(key.count), message, message.count, output.baseAddress, nil)
      precondition(unsafe result != nil, "libcrypto could not compute an HMAC")
      count = size
    }
  }

  /// PBKDF2 with this function's HMAC (RFC 8018 §5.2).
  func derivedKey(password: [UInt8], salt: [UInt8], iterations: Int, count: Int) -> [UInt8] {
    unsafe [UInt8](unsafeUninitializedCapacity: count) { output, filled in
      let status = unsafe password.withUnsafeBytes { secret in
        // The C function takes the password as `char`; an empty one may be null.
        unsafe PKCS5_PBKDF2_HMAC(
          secret.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(secret.count),
          salt, Int32(salt.count), Int32(iterations), algorithm, Int32(count), output.baseAddress)
      }
      precondition(status == 1, "libcrypto could not derive a key")
      filled = count
    }
  }
}
