extension BN254 {
  /// 6x + 2 in non-adjacent form.
  static let loopDigits: [Int8] = {
    var digits = [Int8]()
    var rest = 6 * UInt128(parameter) + 2
    while rest > 0 {
      if rest & 1 == 0 {
        digits.append(0)
      } else if rest & 3 == 1 {
        digits.append(1)
        rest -= 1
      } else {
        digits.append(-1)
        rest += 1
      }
      rest >>= 1
    }
    return digits.dropLast().reversed()
  }()

  static func multiply(
    _ value: Fp12<Field>, byLine a: Fp2<Field>, _ b: Fp2<Field>, _ c: Fp2<Field>
  ) -> Fp12<Field> {
    // The twist's point (x, y) is (x·w², y·w³) on the curve.
    value.timesSparse(c, w: b, vw: a)
  }

  static func lastAdditions(_ point: AffinePoint<G2>) -> [AffinePoint<G2>] {
    let image = frobenius(point)
    return [image, -frobenius(image)]
  }

  /// The Frobenius map of the curve, on the twist: multiplication by p on G2.
  private static func frobenius(_ point: AffinePoint<G2>) -> AffinePoint<G2> {
    guard !point.isInfinity else { return point }
    let coefficients = Field.frobeniusCoefficients
    return AffinePoint(
      x: point.x.conjugate * coefficients[2], y: point.y.conjugate * coefficients[3])
  }

  /// Scott, Benger, Charlemagne, Dominguez Perez and Kachisa, "On the final exponentiation for
  /// calculating pairings on ordinary elliptic curves", §5: the hard part as an addition chain over
  /// powers of x and p.
  static func finalExponentiation(_ value: Fp12<Field>) -> Fp12<Field> {
    let f = value.easyPartOfFinalExponentiation()
    let fp = f.frobenius()
    let fpp = fp.frobenius()
    let fx = f.cyclotomicPower(parameter)
    let fxx = fx.cyclotomicPower(parameter)
    let fxxx = fxx.cyclotomicPower(parameter)
    let fxxp = fxx.frobenius()

    let y0 = fp * fpp * fpp.frobenius()
    let y1 = f.conjugate
    let y2 = fxxp.frobenius()
    let y3 = fx.frobenius().conjugate
    let y4 = (fx * fxxp).conjugate
    let y5 = fxx.conjugate
    let y6 = (fxxx * fxxx.frobenius()).conjugate

    // y0 · y1² · y2⁶ · y3¹² · y4¹⁸ · y5³⁰ · y6³⁶
    let t0 = y6.cyclotomicSquared() * y4 * y5
    let t1 = (y3 * y5 * t0).cyclotomicSquared() * (t0 * y2)
    let t2 = t1.cyclotomicSquared()
    return (t2 * y1).cyclotomicSquared() * (t2 * y0)
  }
}

extension AffinePoint where Group == BN254.G2 {
  /// Whether a point of the twist has order r.
  ///
  /// El Housni, Guillevic and Piellard, "Co-factor clearing and subgroup membership testing on
  /// pairing-friendly curves", §4.3: (x + 1)·Q + ψ(x·Q) + ψ²(x·Q) = ψ³(2x·Q).
  package var isInSubgroup: Bool {
    let multiple = JacobianPoint(self).multiplied(by: BN254.parameter)
    let first = multiple.frobenius()
    let second = first.frobenius()
    let left = multiple + self + first + second
    return left == second.frobenius().doubled()
  }
}

extension JacobianPoint where Group == BN254.G2 {
  /// ψ, the Frobenius map of the curve on the twist.
  fileprivate func frobenius() -> Self {
    let coefficients = BN254.Field.frobeniusCoefficients
    return Self(
      x: x.conjugate * coefficients[2], y: y.conjugate * coefficients[3], z: z.conjugate)
  }
}
