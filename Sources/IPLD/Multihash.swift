import Cryptography
package import Primitives

/// A digest with the code of its hash function (multiformats' multihash).
package struct Multihash: Hashable, Sendable {
  /// The function's multicodec.
  package let code: UInt64
  package let digest: [UInt8]

  /// A digest that was computed elsewhere.
  package init(code: UInt64, digest: [UInt8]) {
    self.code = code
    self.digest = digest
  }

  /// BLAKE2b-256, which names every block of Filecoin's state.
  package init(blake2b256 bytes: [UInt8]) {
    self.init(code: Multicodec.blake2b256, digest: Blake2b.hash(bytes, size: 32))
  }

  /// The digest of BLAKE2b-256 alone.
  package static func blake2b256(of bytes: [UInt8]) -> Hash256 { Blake2b.hash256(bytes) }

  /// SHA-256.
  package init(sha256 bytes: [UInt8]) {
    self.init(code: Multicodec.sha256, digest: SHA256.hash(bytes))
  }

  /// Code, length and digest.
  package var bytes: [UInt8] {
    var bytes = Varint.encode(code)
    Varint.append(UInt64(digest.count), to: &bytes)
    return bytes + digest
  }
}
