/// Schoolbook division, written out for each width of the divisor.
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
    if d.limb3 != 0 { return divide(u, by4: d) }
    if d.limb2 != 0 { return divide(u, by3: d) }
    if d.limb1 != 0 { return divide(u, by2: d) }
    return divide(u, by1: d.limb0)
  }

  /// The quotient is one limb.
  @inline(__always)
  private static func divide(
    _ u: UInt256, by4 d: UInt256
  ) -> (quotient: UInt256, remainder: UInt256) {
    let shift = UInt64(truncatingIfNeeded: d.limb3.leadingZeroBitCount)
    let divisor = d.normalized(shift)
    // The top limb holds less than `shift` bits, hence less than the divisor's.
    let (top, dividend) = u.normalizedWide(shift)
    let (estimate, rest) = LimbDivision.digitOfLesserTop(
      LimbDivision.wide(top, dividend.limb3), dividend.limb2, by: divisor.upper)
    let (quotient, remainder) = LimbDivision.subtract(
      estimate, of4: divisor, from: rest, dividend.limb1, dividend.limb0)
    return (UInt256(quotient), remainder.denormalized(shift))
  }

  @inline(__always)
  private static func divide(
    _ u: UInt256, by3 d: UInt256
  ) -> (quotient: UInt256, remainder: UInt256) {
    let shift = UInt64(truncatingIfNeeded: d.limb2.leadingZeroBitCount)
    let divisor = d.normalized(shift)
    let (top, dividend) = u.normalizedWide(shift)
    var quotient = UInt256.zero
    var rest = UInt256(limbs: dividend.limb1, dividend.limb2, dividend.limb3, 0)
    if u.limb3 != 0 {
      let (estimate, partial) = LimbDivision.digitOfLesserTop(
        LimbDivision.wide(top, dividend.limb3), dividend.limb2, by: divisor.middle)
      (quotient.limb1, rest) = LimbDivision.subtract(
        estimate, of3: divisor, from: partial, dividend.limb1)
    }
    (quotient.limb0, rest) = LimbDivision.digit(rest, dividend.limb0, by3: divisor)
    return (quotient, rest.denormalized(shift))
  }

  @inline(__always)
  private static func divide(
    _ u: UInt256, by2 d: UInt256
  ) -> (quotient: UInt256, remainder: UInt256) {
    let shift = UInt64(truncatingIfNeeded: d.limb1.leadingZeroBitCount)
    let divisor = LimbDivision.wide(d.limb1, d.limb0) &<< UInt128(shift)
    let (top, dividend) = u.normalizedWide(shift)
    var quotient = UInt256.zero
    var rest = LimbDivision.wide(dividend.limb2, dividend.limb1)
    if u.limb2 | u.limb3 != 0 {
      (quotient.limb2, rest) = LimbDivision.digitOfLesserTop(
        LimbDivision.wide(top, dividend.limb3), dividend.limb2, by: divisor)
      (quotient.limb1, rest) = LimbDivision.digit(rest, dividend.limb1, by: divisor)
    }
    (quotient.limb0, rest) = LimbDivision.digit(rest, dividend.limb0, by: divisor)
    return (quotient, UInt256(rest &>> UInt128(shift)))
  }

  @inline(__always)
  private static func divide(
    _ u: UInt256, by1 d: UInt64
  ) -> (quotient: UInt256, remainder: UInt256) {
    if d == 0 { return (.zero, .zero) }
    if u.limb1 | u.limb2 | u.limb3 == 0 {
      let (quotient, remainder) = u.limb0.quotientAndRemainder(dividingBy: d)
      return (UInt256(quotient), UInt256(remainder))
    }
    let (q3, r3) = u.limb3.quotientAndRemainder(dividingBy: d)
    let (q2, r2) = LimbDivision.divide(r3, u.limb2, by: d)
    let (q1, r1) = LimbDivision.divide(r2, u.limb1, by: d)
    let (q0, r0) = LimbDivision.divide(r1, u.limb0, by: d)
    return (UInt256(limbs: q0, q1, q2, q3), UInt256(r0))
  }

  /// (high 2^256 + low) mod d, where high < d.
  @inline(__always)
  static func remainder(_ high: UInt256, _ low: UInt256, dividingBy d: UInt256) -> UInt256 {
    if d.limb3 != 0 {
      let shift = UInt64(truncatingIfNeeded: d.limb3.leadingZeroBitCount)
      let divisor = d.normalized(shift)
      let (carry, next) = low.normalizedWide(shift)
      var rest = high.normalized(shift)
      rest.limb0 |= carry
      rest = LimbDivision.digit(rest, next.limb3, by4: divisor).remainder
      rest = LimbDivision.digit(rest, next.limb2, by4: divisor).remainder
      rest = LimbDivision.digit(rest, next.limb1, by4: divisor).remainder
      rest = LimbDivision.digit(rest, next.limb0, by4: divisor).remainder
      return rest.denormalized(shift)
    }
    if d.limb2 != 0 {
      let shift = UInt64(truncatingIfNeeded: d.limb2.leadingZeroBitCount)
      let divisor = d.normalized(shift)
      let (carry, next) = low.normalizedWide(shift)
      var rest = high.normalized(shift)
      rest.limb0 |= carry
      rest = LimbDivision.digit(rest, next.limb3, by3: divisor).remainder
      rest = LimbDivision.digit(rest, next.limb2, by3: divisor).remainder
      rest = LimbDivision.digit(rest, next.limb1, by3: divisor).remainder
      rest = LimbDivision.digit(rest, next.limb0, by3: divisor).remainder
      return rest.denormalized(shift)
    }
    if d.limb1 != 0 {
      let shift = UInt64(truncatingIfNeeded: d.limb1.leadingZeroBitCount)
      let divisor = LimbDivision.wide(d.limb1, d.limb0) &<< UInt128(shift)
      let (carry, next) = low.normalizedWide(shift)
      var rest = LimbDivision.wide(high.limb1, high.limb0) &<< UInt128(shift) | UInt128(carry)
      rest = LimbDivision.digit(rest, next.limb3, by: divisor).remainder
      rest = LimbDivision.digit(rest, next.limb2, by: divisor).remainder
      rest = LimbDivision.digit(rest, next.limb1, by: divisor).remainder
      rest = LimbDivision.digit(rest, next.limb0, by: divisor).remainder
      return UInt256(rest &>> UInt128(shift))
    }
    var rest = LimbDivision.divide(high.limb0, low.limb3, by: d.limb0).remainder
    rest = LimbDivision.divide(rest, low.limb2, by: d.limb0).remainder
    rest = LimbDivision.divide(rest, low.limb1, by: d.limb0).remainder
    rest = LimbDivision.divide(rest, low.limb0, by: d.limb0).remainder
    return UInt256(rest)
  }
}
