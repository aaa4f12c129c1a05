extension UInt256 {
  /// Product modulo 2^256, row by row: the ten partial products that reach it.
  @inlinable @inline(__always)
  public static func * (left: UInt256, right: UInt256) -> UInt256 {
    let a0 = UInt128(left.limb0) &* UInt128(right.limb0)
    let a1 = UInt128(left.limb1) &* UInt128(right.limb0) &+ (a0 >> 64)
    let a2 = UInt128(left.limb2) &* UInt128(right.limb0) &+ (a1 >> 64)
    let a3 = left.limb3 &* right.limb0 &+ UInt64(truncatingIfNeeded: a2 >> 64)
    let b1 =
      UInt128(left.limb0) &* UInt128(right.limb1) &+ UInt128(UInt64(truncatingIfNeeded: a1))
    let b2 =
      UInt128(left.limb1) &* UInt128(right.limb1) &+ UInt128(UInt64(truncatingIfNeeded: a2))
      &+ (b1 >> 64)
    let b3 = left.limb2 &* right.limb1 &+ a3 &+ UInt64(truncatingIfNeeded: b2 >> 64)
    let c2 =
      UInt128(left.limb0) &* UInt128(right.limb2) &+ UInt128(UInt64(truncatingIfNeeded: b2))
    let c3 = left.limb1 &* right.limb2 &+ b3 &+ UInt64(truncatingIfNeeded: c2 >> 64)
    return UInt256(
      limbs: UInt64(truncatingIfNeeded: a0), UInt64(truncatingIfNeeded: b1),
      UInt64(truncatingIfNeeded: c2), left.limb0 &* right.limb3 &+ c3)
  }

  @inlinable @inline(__always)
  public static func *= (left: inout UInt256, right: UInt256) { left = left * right }

  /// The product, or nil when it does not fit 256 bits.
  public func multipliedChecked(by other: UInt256) -> UInt256? {
    let (low, high) = multipliedFullWidth(by: other)
    return high.isZero ? low : nil
  }

  /// The full 512-bit product, row by row.
  @inlinable @inline(__always)
  public func multipliedFullWidth(by other: UInt256) -> (low: UInt256, high: UInt256) {
    let row0 = multipliedAdding(other.limb0, .zero)
    let row1 = multipliedAdding(other.limb1, row0.high)
    let row2 = multipliedAdding(other.limb2, row1.high)
    let row3 = multipliedAdding(other.limb3, row2.high)
    return (UInt256(limbs: row0.low, row1.low, row2.low, row3.low), row3.high)
  }

  /// self × limb + addend: the lowest limb and the four above it. It never overflows five limbs.
  @inlinable @inline(__always)
  func multipliedAdding(_ limb: UInt64, _ addend: UInt256) -> (low: UInt64, high: UInt256) {
    let t0 = UInt128(limb0) &* UInt128(limb) &+ UInt128(addend.limb0)
    let t1 = UInt128(limb1) &* UInt128(limb) &+ UInt128(addend.limb1) &+ (t0 >> 64)
    let t2 = UInt128(limb2) &* UInt128(limb) &+ UInt128(addend.limb2) &+ (t1 >> 64)
    let t3 = UInt128(limb3) &* UInt128(limb) &+ UInt128(addend.limb3) &+ (t2 >> 64)
    return (
      UInt64(truncatingIfNeeded: t0),
      UInt256(
        limbs: UInt64(truncatingIfNeeded: t1), UInt64(truncatingIfNeeded: t2),
        UInt64(truncatingIfNeeded: t3), UInt64(truncatingIfNeeded: t3 >> 64))
    )
  }
}
