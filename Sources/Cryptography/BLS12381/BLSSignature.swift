/// BLS signatures with keys in G1 and signatures in G2, as f3 addresses sign
/// (draft-irtf-cfrg-bls-signature, ciphersuite `BLS_SIG_BLS12381G2_XMD:SHA-256_SSWU_RO_NUL_`).
package enum BLSSignature {
  private static let suite = Array("BLS_SIG_BLS12381G2_XMD:SHA-256_SSWU_RO_NUL_".utf8)

  /// Whether a signature (96 bytes, compressed) over `message` is by `publicKey` (48 bytes,
  /// compressed). Bytes that are no points of the subgroups, and the key at infinity, sign nothing.
  package static func isValid(
    _ signature: [UInt8], over message: [UInt8], by publicKey: [UInt8]
  ) -> Bool {
    guard let key = AffinePoint<BLS12381.G1>(compressed: publicKey), key != .infinity,
      let point = AffinePoint<BLS12381.G2>(compressed: signature)
    else { return false }
    return BLS12381.pairingIsOne([
      (g1: key, g2: hash(message)), (g1: -BLS12381.generatorG1, g2: point),
    ])
  }

  /// hash_to_curve (RFC 9380 §3): the sum of the maps of two elements of Fp2.
  private static func hash(_ message: [UInt8]) -> AffinePoint<BLS12381.G2> {
    let bytes = expand(message, blocks: 8)
    let elements = (0..<4).map { element(bytes[($0 * 64)..<($0 * 64 + 64)]) }
    let first = BLS12381.map(Fp2(elements[0], elements[1]))
    let second = BLS12381.map(Fp2(elements[2], elements[3]))
    return (JacobianPoint(first) + second).affine
  }

  /// 64 big-endian bytes modulo the field's order.
  private static func element(_ bytes: ArraySlice<UInt8>) -> BLS12381Field {
    let zeros = [UInt8](repeating: 0, count: 16)
    let halves = [bytes.prefix(32), bytes.suffix(32)].map { half in
      let number = zeros + half
      // 256 bits are below the order of 381.
      return BLS12381Field(bigEndian: number.span, at: 0) ?? .zero
    }
    return halves[0] * twoTo256 + halves[1]
  }

  private static let twoTo256 = BLS12381Field(
    "10000000000000000000000000000000000000000000000000000000000000000")

  /// expand_message_xmd with SHA-256 (RFC 9380 §5.3.1); at most 255 blocks of 32 bytes.
  private static func expand(_ message: [UInt8], blocks: UInt8) -> [UInt8] {
    let domain = suite + [UInt8(suite.count)]
    let length = UInt16(blocks) * 32
    let padding = [UInt8](repeating: 0, count: 64)
    let sizes = [UInt8(length >> 8), UInt8(truncatingIfNeeded: length), 0]
    let first = SHA256.hash(padding + message + sizes + domain)
    var block = [UInt8](repeating: 0, count: 32)
    var bytes: [UInt8] = []
    for index in 1...blocks {
      block = SHA256.hash(zip(first, block).map { $0 ^ $1 } + [index] + domain)
      bytes += block
    }
    return bytes
  }
}

extension AffinePoint where Group == BLS12381.G2 {
  /// 96 bytes: the compressed form of G1 for a coordinate of two parts, the second part first; nil
  /// when they are not the encoding of a point of the subgroup.
  package init?(compressed bytes: [UInt8]) {
    guard bytes.count == 96, bytes[0] & 0x80 != 0 else { return nil }
    var digits = bytes
    digits[0] &= 0x1f
    if bytes[0] & 0x40 != 0 {
      guard bytes[0] == 0xc0, digits.allSatisfy({ $0 == 0 }) else { return nil }
      self = .infinity
      return
    }
    guard let c1 = BLS12381Field(bigEndian: digits.span, at: 0),
      let c0 = BLS12381Field(bigEndian: digits.span, at: 48)
    else { return nil }
    let x = Fp2(c0, c1)
    guard let y = (x.squared() * x + BLS12381.G2.coefficient).squareRoot() else { return nil }
    let isLarger =
      y.c1.isZero ? y.c0.isLexicographicallyLargest : y.c1.isLexicographicallyLargest
    let wantsLarger = bytes[0] & 0x20 != 0
    self.init(x: x, y: isLarger == wantsLarger ? y : -y)
    guard isInSubgroup else { return nil }
  }
}
