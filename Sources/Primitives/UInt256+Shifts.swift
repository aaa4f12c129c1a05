extension UInt256 {
  /// Logical shift left; zero from 256 on.
  @inlinable @inline(__always)
  public static func << (value: UInt256, count: UInt64) -> UInt256 {
    guard count < 256 else { return .zero }
    let bits = count & 63
    // `>> 1 >> (63 - bits)` is `>> (64 - bits)` that also holds for bits = 0.
    let carry = 63 &- bits
    let s0 = value.limb0 &<< bits
    let s1 = value.limb1 &<< bits | (value.limb0 &>> 1) &>> carry
    let s2 = value.limb2 &<< bits | (value.limb1 &>> 1) &>> carry
    let s3 = value.limb3 &<< bits | (value.limb2 &>> 1) &>> carry
    // Whole limbs by selection: a count that varies would make branches guess wrong.
    let one = count & 64 != 0
    let two = count & 128 != 0
    let t0 = one ? 0 : s0
    let t1 = one ? s0 : s1
    let t2 = one ? s1 : s2
    let t3 = one ? s2 : s3
    return UInt256(limbs: two ? 0 : t0, two ? 0 : t1, two ? t0 : t2, two ? t1 : t3)
  }

  /// Logical shift right; zero from 256 on.
  @inlinable @inline(__always)
  public static func >> (value: UInt256, count: UInt64) -> UInt256 {
    guard count < 256 else { return .zero }
    return shiftedRight(value, count, filling: 0)
  }

  /// EVM SHL with a word as the count.
  @inlinable @inline(__always)
  public func shiftedLeft(by count: UInt256) -> UInt256 { self << count.clampedToUInt64 }

  /// EVM SHR with a word as the count.
  @inlinable @inline(__always)
  public func shiftedRight(by count: UInt256) -> UInt256 { self >> count.clampedToUInt64 }

  /// EVM SAR: arithmetic shift right with a word as the count.
  @inlinable @inline(__always)
  public func arithmeticShiftedRight(by count: UInt256) -> UInt256 {
    let fill = UInt64(bitPattern: Int64(bitPattern: limb3) >> 63)
    guard count < 256 else { return UInt256(limbs: fill, fill, fill, fill) }
    return UInt256.shiftedRight(self, count.limb0, filling: fill)
  }

  /// `fill` is what enters from the top: 0, or all ones for a negative number. `count` < 256.
  @inlinable @inline(__always)
  static func shiftedRight(_ value: UInt256, _ count: UInt64, filling fill: UInt64) -> UInt256 {
    let bits = count & 63
    let carry = 63 &- bits
    let s0 = value.limb0 &>> bits | (value.limb1 &<< 1) &<< carry
    let s1 = value.limb1 &>> bits | (value.limb2 &<< 1) &<< carry
    let s2 = value.limb2 &>> bits | (value.limb3 &<< 1) &<< carry
    let s3 = value.limb3 &>> bits | (fill &<< 1) &<< carry
    let one = count & 64 != 0
    let two = count & 128 != 0
    let t0 = one ? s1 : s0
    let t1 = one ? s2 : s1
    let t2 = one ? s3 : s2
    let t3 = one ? fill : s3
    return UInt256(limbs: two ? t2 : t0, two ? t3 : t1, two ? fill : t2, two ? fill : t3)
  }
}
