package import Primitives

/// BN254, the curve of EIP-196 and EIP-197: y² = x³ + 3 over Fp and its twist over Fp2, ξ = 9 + u.
///
/// "alt_bn128" elsewhere. x = 4965661367192848881 is the parameter of the family.
package enum BN254: PairingCurve {
  package typealias Field = BN254Field

  /// The curve over Fp, all of whose points have order r.
  package enum G1: CurveGroup {
    package static let coefficient = Field("3")
  }

  /// The twist over Fp2; its points of order r are G2.
  package enum G2: CurveGroup {
    /// 3 / ξ: the twist divides by ξ.
    package static let coefficient =
      Fp2(Field("3"), .zero) * Fp2(Field("9"), .one).inverted()
  }

  /// The parameter x of the Barreto-Naehrig family.
  static let parameter: UInt64 = 4_965_661_367_192_848_881

  /// r, the order of the groups (EIP-197).
  package static let order = UInt256(
    limbs: 0x43e1_f593_f000_0001, 0x2833_e848_79b9_7091, 0xb850_45b6_8181_585d,
    0x3064_4e72_e131_a029)
}

extension BN254Field: PairingField {
  package static func timesNonResidue(_ value: Fp2<Self>) -> Fp2<Self> {
    let nine = value.doubled().doubled().doubled() + value
    return Fp2(nine.c0 - value.c1, nine.c1 + value.c0)
  }

  package static let frobeniusCoefficients = Fp2<Self>.frobeniusCoefficients(
    nonResidue: Fp2(Self("9"), .one),
    // (p − 1) / 6.
    exponent: [
      0x34b0_1759_2414_d4e1, 0xee95_91c2_e6bd_a1c2, 0xf40d_60f3_c040_3964, 0x0810_b7bd_d032_f006,
    ])
}

// MARK: - Scalars

extension BN254 {
  /// A point times any 256-bit number.
  package static func multiply(
    _ point: AffinePoint<G1>, by scalar: UInt256
  ) -> AffinePoint<G1> {
    let (low, isNegative, high) = split(scalar % order)
    var image = point
    image.x = image.x * cubeRoot
    return MultiScalarMultiplication.sum(
      [isNegative ? -point : point, image], [low, high], bits: 128
    ).affine
  }

  /// A cube root of one: (x, y) ↦ (βx, y) multiplies by λ, a cube root of one modulo r.
  private static let cubeRoot = Field(
    "30644e72e131a0295e6dd9e7e0acccb0c28f069fbb966e3de4bd44e5607cfd48")

  /// Numbers of 128 bits with scalar = ±low + λ · high modulo r, for a scalar below r.
  ///
  /// The lattice of such pairs that give zero has the basis (6x² + 2x, −2x − 1),
  /// (2x + 1, 6x² + 4x + 1).
  private static func split(_ scalar: UInt256) -> (low: UInt128, isNegative: Bool, high: UInt128) {
    let x = UInt256(parameter)
    let odd = x + x + 1
    let square = UInt256(6) * x * x + x + x
    let (quotient, rest) = scalar.quotientAndRemainder(dividingBy: square)
    let (factor, high) = (quotient * odd).quotientAndRemainder(dividingBy: square + x + x + 1)
    let product = factor * odd
    let isNegative = rest < product
    let low = isNegative ? product - rest : rest - product
    return (
      UInt128(low.limb1) << 64 | UInt128(low.limb0), isNegative,
      UInt128(high.limb1) << 64 | UInt128(high.limb0)
    )
  }
}
