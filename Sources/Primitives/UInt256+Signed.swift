/// The EVM's signed reading of a word: two's complement, 256 bits (Yellow Paper §9.4, H.2).
extension UInt256 {
  @inlinable public var isNegative: Bool { limb3 >> 63 == 1 }

  /// EVM SLT.
  @inlinable
  public func isLessSigned(than other: UInt256) -> Bool {
    let flip: UInt64 = 1 << 63
    return UInt256(limbs: limb0, limb1, limb2, limb3 ^ flip)
      < UInt256(limbs: other.limb0, other.limb1, other.limb2, other.limb3 ^ flip)
  }

  /// EVM SDIV: truncated; 0 when the divisor is 0; −2^255 / −1 is −2^255.
  public func dividedSigned(by divisor: UInt256) -> UInt256 {
    let left = isNegative ? -self : self
    let right = divisor.isNegative ? -divisor : divisor
    let quotient = left / right
    return isNegative != divisor.isNegative ? -quotient : quotient
  }

  /// EVM SMOD: the sign of the dividend; 0 when the divisor is 0.
  public func remainderSigned(dividingBy divisor: UInt256) -> UInt256 {
    let left = isNegative ? -self : self
    let right = divisor.isNegative ? -divisor : divisor
    let remainder = left % right
    return isNegative ? -remainder : remainder
  }

  /// EVM SIGNEXTEND: extends the sign of byte `index`, counted from the least significant.
  @inlinable
  public func signExtended(fromByte index: UInt256) -> UInt256 {
    guard index < 31 else { return self }
    let unused = 248 - 8 * index.limb0
    return (self << unused).arithmeticShiftedRight(by: UInt256(unused))
  }
}
