import Cryptography
import Primitives

/// 0x06: the sum of two points of BN254's G1 (EIP-196).
///
/// Input: two points of 64 bytes, zeros past the end; output: a point. Coordinates not below p and
/// points off the curve fail.
enum BN254AddContract {
  static let history = [
    PrecompileVersion(.byzantium, eip: 196, .flat(500), run: run),
    PrecompileVersion(.istanbul, eip: 1108, .flat(150), run: run),
  ]

  @Sendable
  static func run(_ input: Span<UInt8>) -> [UInt8]? {
    let bytes = input.bytes(at: 0, 128)
    guard let left = Point(bigEndian: bytes.span, at: 0),
      let right = Point(bigEndian: bytes.span, at: 64)
    else { return nil }
    return (left + right).bigEndianBytes
  }

  private typealias Point = AffinePoint<BN254.G1>
}

/// 0x07: a point of BN254's G1 times a scalar (EIP-196).
///
/// Input: a point of 64 bytes and any word, zeros past the end; output: a point.
enum BN254MulContract {
  static let history = [
    PrecompileVersion(.byzantium, eip: 196, .flat(40_000), run: run),
    PrecompileVersion(.istanbul, eip: 1108, .flat(6000), run: run),
  ]

  @Sendable
  static func run(_ input: Span<UInt8>) -> [UInt8]? {
    let bytes = input.bytes(at: 0, 64)
    guard let point = AffinePoint<BN254.G1>(bigEndian: bytes.span, at: 0) else { return nil }
    return BN254.multiply(point, by: input.word(at: 64)).bigEndianBytes
  }
}

/// 0x08: whether a product of pairings on BN254 is one (EIP-197).
///
/// Input: pairs of a point of G1 and one of G2, 192 bytes each, possibly none; output: the word 1 or
/// 0. Other lengths fail, and points that are not in their group.
enum BN254PairingContract {
  static let history = [
    PrecompileVersion(
      .byzantium, eip: 197, .parts(base: 100_000, each: 80_000, size: size), run: run),
    PrecompileVersion(
      .istanbul, eip: 1108, .parts(base: 45_000, each: 34_000, size: size), run: run),
  ]

  @Sendable
  static func run(_ input: Span<UInt8>) -> [UInt8]? {
    guard input.count % size == 0 else { return nil }
    var pairs = [(g1: AffinePoint<BN254.G1>, g2: AffinePoint<BN254.G2>)]()
    for start in stride(from: 0, to: input.count, by: size) {
      guard let g1 = AffinePoint<BN254.G1>(bigEndian: input, at: start),
        let g2 = AffinePoint<BN254.G2>(bigEndian: input, at: start + 64)
      else { return nil }
      pairs.append((g1, g2))
    }
    return UInt256(BN254.pairingIsOne(pairs) ? 1 : 0).bigEndianBytes
  }

  /// Bytes of a pair: a point of G1, a point of G2.
  private static let size = 192
}
