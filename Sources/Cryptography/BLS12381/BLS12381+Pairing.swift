extension BLS12381 {
  /// |z| in binary.
  static let loopDigits: [Int8] = (0..<63).reversed().map {
    Int8(parameter >> UInt64($0) & 1)
  }

  static func multiply(
    _ value: Fp12<Field>, byLine a: Fp2<Field>, _ b: Fp2<Field>, _ c: Fp2<Field>
  ) -> Fp12<Field> {
    // The twist's point (x, y) is (x / w², y / w³) on the curve; the line is taken times w³.
    value.timesSparse(a, v: b, vw: c)
  }

  static func lastAdditions(_ point: AffinePoint<G2>) -> [AffinePoint<G2>] { [] }

  /// Hayashida, Hayasaka and Teruya, "Efficient final exponentiation via cyclotomic structure":
  /// 3 (p⁴ − p² + 1) / r = (z − 1)² (z + p) (z² + p² − 1) + 3.
  static func finalExponentiation(_ value: Fp12<Field>) -> Fp12<Field> {
    // The loop ran over −z.
    let f = value.conjugate.easyPartOfFinalExponentiation()
    let f1 = powerOfParameter(f) * f.conjugate
    let f2 = powerOfParameter(f1) * f1.conjugate
    let f3 = powerOfParameter(f2) * f2.frobenius()
    let f4 = powerOfParameter(powerOfParameter(f3)) * f3.frobenius().frobenius() * f3.conjugate
    return f4 * f.cyclotomicSquared() * f
  }

  /// value^z for an element of the cyclotomic subgroup.
  private static func powerOfParameter(_ value: Fp12<Field>) -> Fp12<Field> {
    value.cyclotomicPower(parameter).conjugate
  }

  /// Whether the product of the pairings of points of G1 and G2 is one.
  package static func pairingIsOne(
    _ pairs: [(g1: AffinePoint<G1>, g2: AffinePoint<G2>)]
  ) -> Bool {
    pairingProductIsOne(pairs)
  }
}
