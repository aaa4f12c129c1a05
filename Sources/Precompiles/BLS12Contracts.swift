import Cryptography
import Primitives

/// 0x0b: the sum of two points of BLS12-381's curve over Fp (EIP-2537).
///
/// Input: two points of 128 bytes, anywhere on the curve; output: a point.
enum BLS12G1AddContract {
  static let history = [
    PrecompileVersion(.prague, eip: 2537, .flat(375), run: run)
  ]

  @Sendable
  static func run(_ input: Span<UInt8>) -> [UInt8]? {
    guard input.count == 256,
      let left = AffinePoint<BLS12381.G1>(padded: input, at: 0),
      let right = AffinePoint<BLS12381.G1>(padded: input, at: 128)
    else { return nil }
    return (left + right).paddedBytes
  }
}

/// 0x0c: a sum of G1 points times scalars (EIP-2537).
///
/// Input: pairs of a point of 128 bytes and a scalar, any word, at least one; output: a point.
/// A point outside the subgroup fails.
enum BLS12G1MSMContract {
  static let history = [
    PrecompileVersion(.prague, eip: 2537, .computed(gas), run: run)
  ]

  @Sendable
  static func gas(_ input: Span<UInt8>) -> UInt64 {
    MultiScalarPrice.gas(
      input, size: size, each: 12_000, discounts: MultiScalarPrice.discountsG1)
  }

  @Sendable
  static func run(_ input: Span<UInt8>) -> [UInt8]? {
    guard input.count > 0, input.count % size == 0 else { return nil }
    var points = [AffinePoint<BLS12381.G1>]()
    var scalars = [UInt256]()
    for start in stride(from: 0, to: input.count, by: size) {
      guard let point = AffinePoint<BLS12381.G1>(padded: input, at: start), point.isInSubgroup
      else { return nil }
      points.append(point)
      scalars.append(input.word(at: start + 128))
    }
    return BLS12381.sum(points, scalars).paddedBytes
  }

  /// Bytes of a pair.
  private static let size = 160
}

/// 0x0d: the sum of two points of BLS12-381's curve over Fp2 (EIP-2537).
///
/// Input: two points of 256 bytes, anywhere on the curve; output: a point.
enum BLS12G2AddContract {
  static let history = [
    PrecompileVersion(.prague, eip: 2537, .flat(600), run: run)
  ]

  @Sendable
  static func run(_ input: Span<UInt8>) -> [UInt8]? {
    guard input.count == 512,
      let left = AffinePoint<BLS12381.G2>(padded: input, at: 0),
      let right = AffinePoint<BLS12381.G2>(padded: input, at: 256)
    else { return nil }
    return (left + right).paddedBytes
  }
}

/// 0x0e: a sum of G2 points times scalars (EIP-2537).
///
/// Input: pairs of a point of 256 bytes and a scalar, any word, at least one; output: a point.
/// A point outside the subgroup fails.
enum BLS12G2MSMContract {
  static let history = [
    PrecompileVersion(.prague, eip: 2537, .computed(gas), run: run)
  ]

  @Sendable
  static func gas(_ input: Span<UInt8>) -> UInt64 {
    MultiScalarPrice.gas(
      input, size: size, each: 22_500, discounts: MultiScalarPrice.discountsG2)
  }

  @Sendable
  static func run(_ input: Span<UInt8>) -> [UInt8]? {
    guard input.count > 0, input.count % size == 0 else { return nil }
    var points = [AffinePoint<BLS12381.G2>]()
    var scalars = [UInt256]()
    for start in stride(from: 0, to: input.count, by: size) {
      guard let point = AffinePoint<BLS12381.G2>(padded: input, at: start), point.isInSubgroup
      else { return nil }
      points.append(point)
      scalars.append(input.word(at: start + 256))
    }
    return BLS12381.sum(points, scalars).paddedBytes
  }

  /// Bytes of a pair.
  private static let size = 288
}

/// 0x0f: whether a product of pairings on BLS12-381 is one (EIP-2537).
///
/// Input: pairs of a point of G1 and one of G2, 384 bytes each, at least one; output: the word 1 or
/// 0. A point outside its subgroup fails.
enum BLS12PairingContract {
  static let history = [
    PrecompileVersion(.prague, eip: 2537, .parts(base: 37_700, each: 32_600, size: size), run: run)
  ]

  @Sendable
  static func run(_ input: Span<UInt8>) -> [UInt8]? {
    guard input.count > 0, input.count % size == 0 else { return nil }
    var pairs = [(g1: AffinePoint<BLS12381.G1>, g2: AffinePoint<BLS12381.G2>)]()
    for start in stride(from: 0, to: input.count, by: size) {
      guard let g1 = AffinePoint<BLS12381.G1>(padded: input, at: start), g1.isInSubgroup,
        let g2 = AffinePoint<BLS12381.G2>(padded: input, at: start + 128), g2.isInSubgroup
      else { return nil }
      pairs.append((g1, g2))
    }
    return UInt256(BLS12381.pairingIsOne(pairs) ? 1 : 0).bigEndianBytes
  }

  /// Bytes of a pair.
  private static let size = 384
}

/// 0x10: a point of G1 from a field element (EIP-2537).
///
/// Input: an element of 64 bytes; output: a point of 128.
enum BLS12MapToG1Contract {
  static let history = [
    PrecompileVersion(.prague, eip: 2537, .flat(5500), run: run)
  ]

  @Sendable
  static func run(_ input: Span<UInt8>) -> [UInt8]? {
    guard input.count == 64, let element = BLS12381Field(padded: input, at: 0) else { return nil }
    return BLS12381.map(element).paddedBytes
  }
}

/// 0x11: a point of G2 from an element of Fp2 (EIP-2537).
///
/// Input: an element of 128 bytes; output: a point of 256.
enum BLS12MapToG2Contract {
  static let history = [
    PrecompileVersion(.prague, eip: 2537, .flat(23_800), run: run)
  ]

  @Sendable
  static func run(_ input: Span<UInt8>) -> [UInt8]? {
    guard input.count == 128, let element = Fp2<BLS12381Field>(padded: input, at: 0)
    else { return nil }
    return BLS12381.map(element).paddedBytes
  }
}
