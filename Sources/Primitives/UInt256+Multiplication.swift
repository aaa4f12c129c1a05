extension UInt256 {
  /// Product modulo 2^256: the ten partial products that reach it.
  @inlinable
  public static func * (left: UInt256, right: UInt256) -> UInt256 {
    // Column by column; `t` carries the running 128-bit sum.
    var t = UInt128(left.limb0) &* UInt128(right.limb0)
    let r0 = UInt64(truncatingIfNeeded: t)
    t = (t >> 64) &+ UInt128(left.limb0) &* UInt128(right.limb1)
    var u = UInt128(UInt64(truncatingIfNeeded: t)) &+ UInt128(left.limb1) &* UInt128(right.limb0)
    let r1 = UInt64(truncatingIfNeeded: u)
    t = (t >> 64) &+ UInt128(left.limb0) &* UInt128(right.limb2)
    u =
      (u >> 64) &+ UInt128(UInt64(truncatingIfNeeded: t)) &+ UInt128(left.limb1)
      &* UInt128(right.limb1)
    var v = UInt128(UInt64(truncatingIfNeeded: u)) &+ UInt128(left.limb2) &* UInt128(right.limb0)
    let r2 = UInt64(truncatingIfNeeded: v)
    let top =
      UInt64(truncatingIfNeeded: t >> 64) &+ UInt64(truncatingIfNeeded: u >> 64)
      &+ UInt64(truncatingIfNeeded: v >> 64)
    v =
      UInt128(left.limb0 &* right.limb3) &+ UInt128(left.limb1 &* right.limb2)
      &+ UInt128(left.limb2 &* right.limb1) &+ UInt128(left.limb3 &* right.limb0)
    return UInt256(limbs: r0, r1, r2, top &+ UInt64(truncatingIfNeeded: v))
  }

  @inlinable
  public static func *= (left: inout UInt256, right: UInt256) { left = left * right }

  /// The product, or nil when it does not fit 256 bits.
  public func multipliedChecked(by other: UInt256) -> UInt256? {
    let (low, high) = multipliedFullWidth(by: other)
    return high.isZero ? low : nil
  }

  /// The full 512-bit product.
  public func multipliedFullWidth(by other: UInt256) -> (low: UInt256, high: UInt256) {
    let a = [limb0, limb1, limb2, limb3]
    let b = [other.limb0, other.limb1, other.limb2, other.limb3]
    var r = [UInt64](repeating: 0, count: 8)
    for i in 0..<4 {
      var carry: UInt64 = 0
      for j in 0..<4 {
        let t = UInt128(a[i]) &* UInt128(b[j]) &+ UInt128(r[i + j]) &+ UInt128(carry)
        r[i + j] = UInt64(truncatingIfNeeded: t)
        carry = UInt64(truncatingIfNeeded: t >> 64)
      }
      r[i + 4] = carry
    }
    return (UInt256(limbs: r[0], r[1], r[2], r[3]), UInt256(limbs: r[4], r[5], r[6], r[7]))
  }
}
