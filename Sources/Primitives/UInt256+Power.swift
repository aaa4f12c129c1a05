extension UInt256 {
  /// EVM EXP: self to the power `exponent`, modulo 2^256.
  ///
  /// Squares and multiplies from the lowest bit, so that the two products of a bit do not wait for
  /// each other. The work grows with the bits of the exponent.
  @inline(never)
  public func power(_ exponent: UInt256) -> UInt256 {
    if limb0 & 1 == 0 {
      // Each factor brings a zero bit at the end.
      guard exponent < 256 else { return .zero }
      if limb0 == 2 && fitsUInt64 { return .one << exponent.limb0 }
    }
    var result = UInt256.one
    var square = self
    let used = exponent.bitWidthUsed
    var position = 0
    while position < used {
      var bits: UInt64
      switch position >> 6 {
      case 0: bits = exponent.limb0
      case 1: bits = exponent.limb1
      case 2: bits = exponent.limb2
      default: bits = exponent.limb3
      }
      let end = Swift.min(used, position + 64)
      while position < end {
        if bits & 1 == 1 { result *= square }
        bits &>>= 1
        position += 1
        if position < used { square = square.squared }
      }
    }
    return result
  }

  /// self × self modulo 2^256, with equal cross products counted twice.
  @inlinable
  var squared: UInt256 {
    let p00 = UInt128(limb0) &* UInt128(limb0)
    let p01 = UInt128(limb0) &* UInt128(limb1)
    let p02 = UInt128(limb0) &* UInt128(limb2)
    let p11 = UInt128(limb1) &* UInt128(limb1)
    let top = limb0 &* limb3 &+ limb1 &* limb2
    // Column 1 takes p01 twice: its doubling carries into columns 2 and 3.
    let c1 = (p00 >> 64) &+ (UInt128(UInt64(truncatingIfNeeded: p01)) << 1)
    let c2 =
      (c1 >> 64) &+ ((p01 >> 64) << 1) &+ (UInt128(UInt64(truncatingIfNeeded: p02)) << 1)
      &+ UInt128(UInt64(truncatingIfNeeded: p11))
    let c3 =
      UInt64(truncatingIfNeeded: c2 >> 64) &+ UInt64(truncatingIfNeeded: p02 >> 64) << 1
      &+ UInt64(truncatingIfNeeded: p11 >> 64) &+ top << 1
    return UInt256(
      limbs: UInt64(truncatingIfNeeded: p00), UInt64(truncatingIfNeeded: c1),
      UInt64(truncatingIfNeeded: c2), c3)
  }
}
