extension UInt256 {
  /// EVM EXP: self to the power `exponent`, modulo 2^256. The work grows with the exponent's bits.
  @inline(never)
  public func power(_ exponent: UInt256) -> UInt256 {
    if limb0 & 1 == 0 {
      // Each factor brings a zero bit at the end.
      guard exponent < 256 else { return .zero }
      if limb0 == 2 && fitsUInt64 { return .one << exponent.limb0 }
    }
    return exponent.bitWidthUsed <= 32
      ? power(short: exponent.limb0) : power(long: exponent)
  }

  /// From the lowest bit: the two products of a bit do not wait for each other.
  @inline(__always)
  private func power(short exponent: UInt64) -> UInt256 {
    var result = UInt256.one
    var square = self
    var bits = exponent
    while bits > 1 {
      if bits & 1 == 1 { result *= square }
      square = square.squared
      bits &>>= 1
    }
    return bits == 0 ? result : result * square
  }

  /// From the highest, four bits at a time: half as many products, and no branch to mispredict.
  private func power(long exponent: UInt256) -> UInt256 {
    var powers = InlineArray<16, UInt256>(repeating: .one)
    for index in 1..<16 { powers[index] = powers[index - 1] * self }
    let digits = (exponent.bitWidthUsed + 3) / 4
    var result = UInt256.one
    for digit in stride(from: digits - 1, through: 0, by: -1) {
      if digit != digits - 1 { result = result.squared.squared.squared.squared }
      let limb: UInt64
      switch digit >> 4 {
      case 0: limb = exponent.limb0
      case 1: limb = exponent.limb1
      case 2: limb = exponent.limb2
      default: limb = exponent.limb3
      }
      result *= powers[Int(limb &>> UInt64(4 * (digit & 15)) & 15)]
    }
    return result
  }

  /// self × self modulo 2^256, with equal cross products counted twice.
  @inline(__always)
  var squared: UInt256 {
    let p00 = LimbDivision.product(limb0, limb0)
    let p01 = LimbDivision.product(limb0, limb1)
    let p02 = LimbDivision.product(limb0, limb2)
    let p11 = LimbDivision.product(limb1, limb1)
    let top = limb0 &* limb3 &+ limb1 &* limb2
    let c1 = (p00 >> 64) &+ (UInt128(LimbDivision.low(p01)) << 1)
    let upper =
      p11 &+ (p02 << 1) &+ LimbDivision.wide(top << 1, 0) &+ ((p01 >> 64) << 1) &+ (c1 >> 64)
    return UInt256(
      limbs: LimbDivision.low(p00), LimbDivision.low(c1), LimbDivision.low(upper),
      LimbDivision.high(upper))
  }
}
