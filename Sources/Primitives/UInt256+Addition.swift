extension UInt256 {
  /// Sum modulo 2^256 and the carry out of the top limb (0 or 1).
  ///
  /// The carries are taken from 128-bit sums, which compile to one `add` and three `adc`.
  @inlinable @inline(__always)
  public static func addingWithCarry(_ left: UInt256, _ right: UInt256) -> (UInt256, carry: UInt64)
  {
    let s0 = UInt128(left.limb0) &+ UInt128(right.limb0)
    let s1 = UInt128(left.limb1) &+ UInt128(right.limb1) &+ (s0 >> 64)
    let s2 = UInt128(left.limb2) &+ UInt128(right.limb2) &+ (s1 >> 64)
    let s3 = UInt128(left.limb3) &+ UInt128(right.limb3) &+ (s2 >> 64)
    let sum = UInt256(
      limbs: UInt64(truncatingIfNeeded: s0), UInt64(truncatingIfNeeded: s1),
      UInt64(truncatingIfNeeded: s2), UInt64(truncatingIfNeeded: s3))
    return (sum, UInt64(truncatingIfNeeded: s3 >> 64))
  }

  /// Difference modulo 2^256 and the borrow (1 when `right` is greater).
  @inlinable @inline(__always)
  public static func subtractingWithBorrow(
    _ left: UInt256, _ right: UInt256
  ) -> (UInt256, borrow: UInt64) {
    let s0 = UInt128(left.limb0) &+ UInt128(~right.limb0) &+ 1
    let s1 = UInt128(left.limb1) &+ UInt128(~right.limb1) &+ (s0 >> 64)
    let s2 = UInt128(left.limb2) &+ UInt128(~right.limb2) &+ (s1 >> 64)
    let s3 = UInt128(left.limb3) &+ UInt128(~right.limb3) &+ (s2 >> 64)
    let difference = UInt256(
      limbs: UInt64(truncatingIfNeeded: s0), UInt64(truncatingIfNeeded: s1),
      UInt64(truncatingIfNeeded: s2), UInt64(truncatingIfNeeded: s3))
    return (difference, 1 &- UInt64(truncatingIfNeeded: s3 >> 64))
  }

  @inlinable @inline(__always)
  public static func + (left: UInt256, right: UInt256) -> UInt256 { addingWithCarry(left, right).0 }

  @inlinable @inline(__always)
  public static func - (left: UInt256, right: UInt256) -> UInt256 {
    subtractingWithBorrow(left, right).0
  }

  @inlinable @inline(__always)
  public static func += (left: inout UInt256, right: UInt256) { left = left + right }

  @inlinable @inline(__always)
  public static func -= (left: inout UInt256, right: UInt256) { left = left - right }

  /// Two's complement negation.
  @inlinable @inline(__always)
  public static prefix func - (value: UInt256) -> UInt256 { zero - value }

  /// The sum, or nil when it does not fit 256 bits.
  @inlinable @inline(__always)
  public func addingChecked(_ other: UInt256) -> UInt256? {
    let (sum, carry) = UInt256.addingWithCarry(self, other)
    return carry == 0 ? sum : nil
  }

  /// The difference, or nil when `other` is greater.
  @inlinable @inline(__always)
  public func subtractingChecked(_ other: UInt256) -> UInt256? {
    let (difference, borrow) = UInt256.subtractingWithBorrow(self, other)
    return borrow == 0 ? difference : nil
  }
}
