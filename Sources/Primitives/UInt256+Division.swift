/// Schoolbook division (Knuth, The Art of Computer Programming 2, 4.3.1, algorithm D) in limbs,
/// written out for each width of the divisor.
extension UInt256 {
  /// Quotient and remainder. Division by zero gives (0, 0), as the EVM's DIV and MOD do.
  @inline(never)
  public func quotientAndRemainder(dividingBy divisor: UInt256) -> (
    quotient: UInt256, remainder: UInt256
  ) {
    UInt256.divide(self, by: divisor)
  }

  // `/` and `%` are compiled on their own: each drops what only the other needs, and one word
  // comes back in registers where two go through memory.

  /// EVM DIV: 0 when the divisor is 0.
  @inline(never)
  public static func / (left: UInt256, right: UInt256) -> UInt256 {
    divide(left, by: right).quotient
  }

  /// EVM MOD: 0 when the divisor is 0.
  @inline(never)
  public static func % (left: UInt256, right: UInt256) -> UInt256 {
    divide(left, by: right).remainder
  }

  @inline(__always)
  private static func divide(
    _ u: UInt256, by d: UInt256
  ) -> (quotient: UInt256, remainder: UInt256) {
    if u < d { return (.zero, u) }
    if d.limb3 != 0 { return divideBy4(u, d) }
    if d.limb2 != 0 { return divideBy3(u, d) }
    if d.limb1 != 0 { return divideBy2(u, d) }
    return divideBy1(u, d.limb0)
  }

  /// The quotient is one limb.
  @inline(__always)
  private static func divideBy4(
    _ u: UInt256, _ d: UInt256
  ) -> (quotient: UInt256, remainder: UInt256) {
    let shift = UInt64(truncatingIfNeeded: d.limb3.leadingZeroBitCount)
    let divisor = d.normalized(shift)
    let (top, dividend) = u.normalizedWide(shift)
    let upper = LimbDivision.wide(top, dividend.limb3)
    let (q, rest) = LimbDivision.divide3By2(upper, dividend.limb2, by: divisor.upper)
    let (quotient, remainder) = subtract(
      q, of: divisor, from: rest, dividend.limb1, dividend.limb0)
    return (UInt256(quotient), remainder.denormalized(shift))
  }

  @inline(__always)
  private static func divideBy3(
    _ u: UInt256, _ d: UInt256
  ) -> (quotient: UInt256, remainder: UInt256) {
    let shift = UInt64(truncatingIfNeeded: d.limb2.leadingZeroBitCount)
    let divisor = d.normalized(shift)
    let (top, dividend) = u.normalizedWide(shift)
    let leading = divisor.middle
    if u.limb3 == 0 {
      let upper = LimbDivision.wide(dividend.limb3, dividend.limb2)
      let (q, rest) = LimbDivision.divide3By2(upper, dividend.limb1, by: leading)
      let (quotient, remainder) = subtract(q, of: divisor, from: rest, dividend.limb0)
      return (UInt256(quotient), remainder.denormalized(shift))
    }
    let v = LimbDivision.reciprocal(of: leading)
    let start = UInt256(limbs: dividend.limb2, dividend.limb3, top, 0)
    let (q1, r1) = nextDigit3(start, dividend.limb1, divisor, v)
    let (q0, r0) = nextDigit3(r1, dividend.limb0, divisor, v)
    return (UInt256(limbs: q0, q1, 0, 0), r0.denormalized(shift))
  }

  @inline(__always)
  private static func divideBy2(
    _ u: UInt256, _ d: UInt256
  ) -> (quotient: UInt256, remainder: UInt256) {
    let shift = UInt64(truncatingIfNeeded: d.limb1.leadingZeroBitCount)
    let divisor = LimbDivision.wide(d.limb1, d.limb0) &<< UInt128(shift)
    let (top, dividend) = u.normalizedWide(shift)
    if u.limb2 | u.limb3 == 0 {
      let upper = LimbDivision.wide(dividend.limb2, dividend.limb1)
      let (q, r) = LimbDivision.divide3By2(upper, dividend.limb0, by: divisor)
      return (UInt256(q), UInt256(r &>> UInt128(shift)))
    }
    let v = LimbDivision.reciprocal(of: divisor)
    let (q2, r2) = LimbDivision.divide3By2(
      LimbDivision.wide(top, dividend.limb3), dividend.limb2, by: divisor, reciprocal: v)
    let (q1, r1) = LimbDivision.divide3By2(r2, dividend.limb1, by: divisor, reciprocal: v)
    let (q0, r0) = LimbDivision.divide3By2(r1, dividend.limb0, by: divisor, reciprocal: v)
    return (UInt256(limbs: q0, q1, q2, 0), UInt256(r0 &>> UInt128(shift)))
  }

  @inline(__always)
  private static func divideBy1(
    _ u: UInt256, _ d: UInt64
  ) -> (quotient: UInt256, remainder: UInt256) {
    if d == 0 { return (.zero, .zero) }
    if u.limb1 | u.limb2 | u.limb3 == 0 {
      return (UInt256(u.limb0 / d), UInt256(u.limb0 % d))
    }
    let shift = UInt64(truncatingIfNeeded: d.leadingZeroBitCount)
    let divisor = d &<< shift
    let (top, dividend) = u.normalizedWide(shift)
    let v = LimbDivision.reciprocal(of: divisor)
    let (q3, r3) = LimbDivision.divide2By1(top, dividend.limb3, by: divisor, reciprocal: v)
    let (q2, r2) = LimbDivision.divide2By1(r3, dividend.limb2, by: divisor, reciprocal: v)
    let (q1, r1) = LimbDivision.divide2By1(r2, dividend.limb1, by: divisor, reciprocal: v)
    let (q0, r0) = LimbDivision.divide2By1(r1, dividend.limb0, by: divisor, reciprocal: v)
    return (UInt256(limbs: q0, q1, q2, q3), UInt256(r0 &>> shift))
  }

  /// One digit of a division by four normalised limbs: (r, next) / d, where r < d.
  @inline(__always)
  static func nextDigit4(
    _ r: UInt256, _ next: UInt64, _ d: UInt256, _ v: UInt64
  ) -> (UInt64, UInt256) {
    if r.upper == d.upper {
      // The digit is 2^64 − 1: the rest is (r − d) 2^64 + next + d.
      let difference = r - d
      return (
        .max,
        UInt256(limbs: next, difference.limb0, difference.limb1, difference.limb2) + d
      )
    }
    let (q, rest) = LimbDivision.divide3By2(r.upper, r.limb1, by: d.upper, reciprocal: v)
    return subtract(q, of: d, from: rest, r.limb0, next)
  }

  /// As `nextDigit4` for three limbs; the top limb of `r` and `d` is zero.
  @inline(__always)
  static func nextDigit3(
    _ r: UInt256, _ next: UInt64, _ d: UInt256, _ v: UInt64
  ) -> (UInt64, UInt256) {
    if r.middle == d.middle {
      let difference = r - d
      let rest = UInt256(limbs: next, difference.limb0, difference.limb1, 0) + d
      return (.max, UInt256(limbs: rest.limb0, rest.limb1, rest.limb2, 0))
    }
    let (q, rest) = LimbDivision.divide3By2(r.middle, r.limb0, by: d.middle, reciprocal: v)
    return subtract(q, of: d, from: rest, next)
  }

  /// The digit and rest of a four-limb divisor from those of its upper two limbs.
  @inline(__always)
  private static func subtract(
    _ q: UInt64, of d: UInt256, from rest: UInt128, _ u1: UInt64, _ u0: UInt64
  ) -> (UInt64, UInt256) {
    let t0 = LimbDivision.product(q, d.limb0)
    let w0 = UInt128(u0) &- UInt128(LimbDivision.low(t0))
    let t1 =
      LimbDivision.product(q, d.limb1) &+ (t0 >> 64) &+ (w0 >> 127)
    let w1 = UInt128(u1) &- UInt128(LimbDivision.low(t1))
    let excess = (t1 >> 64) &+ (w1 >> 127)
    let upper = rest &- excess
    let remainder = UInt256(
      limbs: LimbDivision.low(w0), LimbDivision.low(w1), LimbDivision.low(upper),
      LimbDivision.high(upper))
    // Rare: the digit was one too large.
    if rest < excess { return (q &- 1, remainder + d) }
    return (q, remainder)
  }

  /// The digit and rest of a three-limb divisor from those of its upper two limbs.
  @inline(__always)
  private static func subtract(
    _ q: UInt64, of d: UInt256, from rest: UInt128, _ u0: UInt64
  ) -> (UInt64, UInt256) {
    let t0 = LimbDivision.product(q, d.limb0)
    let w0 = UInt128(u0) &- UInt128(LimbDivision.low(t0))
    let excess = (t0 >> 64) &+ (w0 >> 127)
    let upper = rest &- excess
    let remainder = UInt256(
      limbs: LimbDivision.low(w0), LimbDivision.low(upper), LimbDivision.high(upper), 0)
    if rest < excess {
      let corrected = remainder + d
      return (q &- 1, UInt256(limbs: corrected.limb0, corrected.limb1, corrected.limb2, 0))
    }
    return (q, remainder)
  }

  /// Limbs 3 and 2.
  @inline(__always) var upper: UInt128 { LimbDivision.wide(limb3, limb2) }

  /// Limbs 2 and 1.
  @inline(__always) var middle: UInt128 { LimbDivision.wide(limb2, limb1) }

  /// Shifted left by less than 64 bits; the bits that leave are zero.
  @inline(__always)
  func normalized(_ shift: UInt64) -> UInt256 { normalizedWide(shift).1 }

  /// Shifted left by less than 64 bits, with the bits that leave at the top.
  @inline(__always)
  func normalizedWide(_ shift: UInt64) -> (UInt64, UInt256) {
    // `>> 1 >> (63 - shift)` is `>> (64 - shift)` that also holds for 0.
    let back = 63 &- shift
    return (
      (limb3 &>> 1) &>> back,
      UInt256(
        limbs: limb0 &<< shift, limb1 &<< shift | (limb0 &>> 1) &>> back,
        limb2 &<< shift | (limb1 &>> 1) &>> back, limb3 &<< shift | (limb2 &>> 1) &>> back)
    )
  }

  /// Shifted right by less than 64 bits.
  @inline(__always)
  func denormalized(_ shift: UInt64) -> UInt256 {
    let back = 63 &- shift
    return UInt256(
      limbs: limb0 &>> shift | (limb1 &<< 1) &<< back, limb1 &>> shift | (limb2 &<< 1) &<< back,
      limb2 &>> shift | (limb3 &<< 1) &<< back, limb3 &>> shift)
  }
}
