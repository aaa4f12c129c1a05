extension UInt256 {
  /// EVM ADDMOD: (a + b) mod m over the 257-bit sum; 0 when m is 0.
  @inline(never)
  public static func addMod(_ a: UInt256, _ b: UInt256, _ modulus: UInt256) -> UInt256 {
    var (sum, carry) = addingWithCarry(a, b)
    if a >= modulus || b >= modulus {
      if carry == 0 { return sum % modulus }
      (sum, carry) = addingWithCarry(a % modulus, b % modulus)
    }
    let (reduced, borrow) = subtractingWithBorrow(sum, modulus)
    return carry == 1 || borrow == 0 ? reduced : sum
  }

  /// EVM MULMOD: (a × b) mod m over the 512-bit product; 0 when m is 0.
  @inline(never)
  public static func mulMod(_ a: UInt256, _ b: UInt256, _ modulus: UInt256) -> UInt256 {
    let (low, high) = a.multipliedFullWidth(by: b)
    if high.isZero { return low % modulus }
    return remainder(high < modulus ? high : high % modulus, low, modulus)
  }

  /// (high 2^256 + low) mod d, where high < d; 0 when d is 0.
  @inline(__always)
  private static func remainder(_ high: UInt256, _ low: UInt256, _ d: UInt256) -> UInt256 {
    if d.limb3 != 0 {
      let shift = UInt64(truncatingIfNeeded: d.limb3.leadingZeroBitCount)
      let divisor = d.normalized(shift)
      let v = LimbDivision.reciprocal(of: divisor.upper)
      let (carry, rest) = low.normalizedWide(shift)
      var r = high.normalized(shift)
      r.limb0 |= carry
      r = nextDigit4(r, rest.limb3, divisor, v).1
      r = nextDigit4(r, rest.limb2, divisor, v).1
      r = nextDigit4(r, rest.limb1, divisor, v).1
      r = nextDigit4(r, rest.limb0, divisor, v).1
      return r.denormalized(shift)
    }
    if d.limb2 != 0 {
      let shift = UInt64(truncatingIfNeeded: d.limb2.leadingZeroBitCount)
      let divisor = d.normalized(shift)
      let v = LimbDivision.reciprocal(of: divisor.middle)
      let (carry, rest) = low.normalizedWide(shift)
      var r = high.normalized(shift)
      r.limb0 |= carry
      r = nextDigit3(r, rest.limb3, divisor, v).1
      r = nextDigit3(r, rest.limb2, divisor, v).1
      r = nextDigit3(r, rest.limb1, divisor, v).1
      r = nextDigit3(r, rest.limb0, divisor, v).1
      return r.denormalized(shift)
    }
    if d.limb1 != 0 {
      let shift = UInt64(truncatingIfNeeded: d.limb1.leadingZeroBitCount)
      let divisor = LimbDivision.wide(d.limb1, d.limb0) &<< UInt128(shift)
      let v = LimbDivision.reciprocal(of: divisor)
      let (carry, rest) = low.normalizedWide(shift)
      var r = LimbDivision.wide(high.limb1, high.limb0) &<< UInt128(shift) | UInt128(carry)
      r = LimbDivision.divide3By2(r, rest.limb3, by: divisor, reciprocal: v).remainder
      r = LimbDivision.divide3By2(r, rest.limb2, by: divisor, reciprocal: v).remainder
      r = LimbDivision.divide3By2(r, rest.limb1, by: divisor, reciprocal: v).remainder
      r = LimbDivision.divide3By2(r, rest.limb0, by: divisor, reciprocal: v).remainder
      return UInt256(r &>> UInt128(shift))
    }
    guard d.limb0 != 0 else { return .zero }
    let shift = UInt64(truncatingIfNeeded: d.limb0.leadingZeroBitCount)
    let divisor = d.limb0 &<< shift
    let v = LimbDivision.reciprocal(of: divisor)
    let (carry, rest) = low.normalizedWide(shift)
    var r = high.limb0 &<< shift | carry
    r = LimbDivision.divide2By1(r, rest.limb3, by: divisor, reciprocal: v).remainder
    r = LimbDivision.divide2By1(r, rest.limb2, by: divisor, reciprocal: v).remainder
    r = LimbDivision.divide2By1(r, rest.limb1, by: divisor, reciprocal: v).remainder
    r = LimbDivision.divide2By1(r, rest.limb0, by: divisor, reciprocal: v).remainder
    return UInt256(r &>> shift)
  }
}
