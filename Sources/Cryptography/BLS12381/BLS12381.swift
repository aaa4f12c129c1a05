package import Primitives

/// BLS12-381, the curve of EIP-2537 and EIP-4844: y² = x³ + 4 over Fp and its twist over Fp2,
/// ξ = 1 + u.
package enum BLS12381: PairingCurve {
  package typealias Field = BLS12381Field

  /// The curve over Fp; its points of order r are G1.
  package enum G1: CurveGroup {
    package static let coefficient = Field("4")
  }

  /// The twist over Fp2; its points of order r are G2.
  package enum G2: CurveGroup {
    /// 4 · ξ: the twist multiplies by ξ.
    package static let coefficient = Fp2(Field("4"), Field("4"))
  }

  /// |z|, the negative of the parameter z of the family of curves.
  static let parameter: UInt64 = 0xd201_0000_0001_0000

  /// r = z⁴ − z² + 1, the order of the groups.
  package static let order = UInt256(
    limbs: 0xffff_ffff_0000_0001, 0x53bd_a402_fffe_5bfe, 0x3339_d808_09a1_d805,
    0x73ed_a753_299d_7d48)

  /// A cube root of one: (x, y) ↦ (βx, y) multiplies by −z² on G1.
  static let cubeRoot = Field(
    "5f19672fdf76ce51ba69c6076a0f77eaddb3a93be6f89688de17d813620a00022e01fffffffefffe")

  /// 1 / ξ^((p − 1) / 3) and 1 / ξ^((p − 1) / 2): the factors of ψ on the twist.
  fileprivate static let frobeniusX = Field.frobeniusCoefficients[2].inverted()
  fileprivate static let frobeniusY = Field.frobeniusCoefficients[3].inverted()
}

extension BLS12381Field: PairingField {
  package static func timesNonResidue(_ value: Fp2<Self>) -> Fp2<Self> {
    Fp2(value.c0 - value.c1, value.c0 + value.c1)
  }

  package static let frobeniusCoefficients = Fp2<Self>.frobeniusCoefficients(
    nonResidue: Fp2(.one, .one),
    // (p − 1) / 6.
    exponent: [
      0x49aa_7fff_ffff_f1c7, 0x051c_aaaa_72e3_5555, 0xe688_231a_d3c8_2906,
      0xe613_e1eb_7deb_831f, 0x0c84_9bf3_b5e1_f223, 0x0455_82fc_5eea_a66f,
    ])
}

// MARK: - Endomorphisms and subgroups

extension AffinePoint where Group == BLS12381.G1 {
  /// (βx, y).
  func endomorphism() -> Self {
    var image = self
    image.x = image.x * BLS12381.cubeRoot
    return image
  }

  /// Whether a point of the curve has order r.
  ///
  /// Scott, "A note on group membership tests for G1, G2 and GT on BLS pairing-friendly curves":
  /// (βx, y) = −z²·(x, y). As β is a cube root of one this implies (z⁴ − z² + 1)·P = 0.
  package var isInSubgroup: Bool {
    let square = JacobianPoint(self)
      .multiplied(by: BLS12381.parameter).multiplied(by: BLS12381.parameter)
    return (square + endomorphism()).isInfinity
  }
}

extension AffinePoint where Group == BLS12381.G2 {
  /// ψ, the Frobenius map of the curve on the twist: multiplication by z on G2.
  func frobenius() -> Self {
    var image = self
    image.x = x.conjugate * BLS12381.frobeniusX
    image.y = y.conjugate * BLS12381.frobeniusY
    return image
  }

  /// Whether a point of the twist has order r.
  ///
  /// Scott, as above: ψ(Q) = z·Q.
  package var isInSubgroup: Bool {
    (JacobianPoint(self).multiplied(by: BLS12381.parameter) + frobenius()).isInfinity
  }
}

extension JacobianPoint where Group == BLS12381.G2 {
  /// ψ, the Frobenius map of the curve on the twist.
  func frobenius() -> Self {
    Self(
      x: x.conjugate * BLS12381.frobeniusX, y: y.conjugate * BLS12381.frobeniusY, z: z.conjugate)
  }
}
