/// The EVM's signed reading of a word: two's complement, 256 bits (Yellow Paper §9.4, H.2).
extension UInt256 {
  @inlinable public var isNegative: Bool { limb3 >> 63 == 1 }

  /// EVM SLT.
  @inlinable @inline(__always)
  public func isLessSigned(than other: UInt256) -> Bool {
    let flip: UInt64 = 1 << 63
    return UInt256(limbs: limb0, limb1, limb2, limb3 ^ flip)
      < UInt256(limbs: other.limb0, other.limb1, other.limb2, other.limb3 ^ flip)
  }

  /// EVM SDIV: truncated; 0 when the divisor is 0; −2^255 / −1 is −2^255.
  public func dividedSigned(by divisor: UInt256) -> UInt256 {
    let quotient = magnitude / divisor.magnitude
    return isNegative != divisor.isNegative ? -quotient : quotient
  }

  /// EVM SMOD: the sign of the dividend; 0 when the divisor is 0.
  public func remainderSigned(dividingBy divisor: UInt256) -> UInt256 {
    let remainder = magnitude % divisor.magnitude
    return isNegative ? -remainder : remainder
  }

  /// EVM SIGNEXTEND: extends the sign of byte `index`, counted from the least significant.
  @inlinable @inline(__always)
  public func signExtended(fromByte index: UInt256) -> UInt256 {
    guard index < 31 else { return self }
    // Extends inside the limb that holds the byte; what lies above takes the sign.
    let place = index.limb0 &>> 3
    let unused = 56 &- 8 &* (index.limb0 & 7)
    let low = place == 0 ? limb0 : limb1
    let high = place == 2 ? limb2 : limb3
    let limb = Int64(bitPattern: place < 2 ? low : high)
    let extended = UInt64(bitPattern: (limb &<< Int64(unused)) &>> Int64(unused))
    let sign = UInt64(bitPattern: Int64(bitPattern: extended) &>> 63)
    return UInt256(
      limbs: place == 0 ? extended : limb0,
      place == 1 ? extended : place < 1 ? sign : limb1,
      place == 2 ? extended : place < 2 ? sign : limb2,
      place == 3 ? extended : sign)
  }

  /// The distance from zero; 2^255 for −2^255.
  @inlinable
  public var magnitude: UInt256 {
    isNegative ? -self : self
  }
}
