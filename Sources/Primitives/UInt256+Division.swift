extension UInt256 {
  /// Quotient and remainder. Division by zero gives (0, 0), as the EVM's DIV and MOD do.
  public func quotientAndRemainder(dividingBy divisor: UInt256) -> (
    quotient: UInt256, remainder: UInt256
  ) {
    guard !divisor.isZero else { return (.zero, .zero) }
    var quotient = UInt256.zero
    var remainder = UInt256.zero
    for bit in stride(from: 255, through: 0, by: -1) {
      let overflow = remainder.limb3 >> 63
      remainder = (remainder << 1) | ((self >> UInt64(bit)) & .one)
      if overflow == 1 || remainder >= divisor {
        remainder -= divisor
        quotient = quotient | (.one << UInt64(bit))
      }
    }
    return (quotient, remainder)
  }

  /// EVM DIV: 0 when the divisor is 0.
  @inlinable
  public static func / (left: UInt256, right: UInt256) -> UInt256 {
    left.quotientAndRemainder(dividingBy: right).quotient
  }

  /// EVM MOD: 0 when the divisor is 0.
  @inlinable
  public static func % (left: UInt256, right: UInt256) -> UInt256 {
    left.quotientAndRemainder(dividingBy: right).remainder
  }
}
