extension UInt256 {
  /// EVM ADDMOD: (a + b) mod m over the 257-bit sum; 0 when m is 0.
  public static func addMod(_ a: UInt256, _ b: UInt256, _ modulus: UInt256) -> UInt256 {
    guard !modulus.isZero else { return .zero }
    let x = a % modulus
    let y = b % modulus
    let (sum, carry) = addingWithCarry(x, y)
    return carry == 1 || sum >= modulus ? sum - modulus : sum
  }

  /// EVM MULMOD: (a × b) mod m over the 512-bit product; 0 when m is 0.
  public static func mulMod(_ a: UInt256, _ b: UInt256, _ modulus: UInt256) -> UInt256 {
    guard !modulus.isZero else { return .zero }
    var result = UInt256.zero
    let x = a % modulus
    for bit in stride(from: 255, through: 0, by: -1) {
      result = addMod(result, result, modulus)
      if !((b >> UInt64(bit)) & .one).isZero { result = addMod(result, x, modulus) }
    }
    return result
  }

  /// EVM EXP: self to the power `exponent`, modulo 2^256.
  public func power(_ exponent: UInt256) -> UInt256 {
    var result = UInt256.one
    var base = self
    for bit in 0..<exponent.bitWidthUsed {
      if !((exponent >> UInt64(bit)) & .one).isZero { result *= base }
      base *= base
    }
    return result
  }
}
