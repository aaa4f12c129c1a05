extension UInt256 {
  /// Logical shift left; zero from 256 on.
  @inlinable
  public static func << (value: UInt256, count: UInt64) -> UInt256 {
    guard count < 256 else { return .zero }
    let bits = count & 63
    // `>> 1 >> (63 - bits)` is `>> (64 - bits)` that also holds for bits = 0.
    let carry = 63 &- bits
    let s0 = value.limb0 &<< bits
    let s1 = value.limb1 &<< bits | (value.limb0 &>> 1) &>> carry
    let s2 = value.limb2 &<< bits | (value.limb1 &>> 1) &>> carry
    let s3 = value.limb3 &<< bits | (value.limb2 &>> 1) &>> carry
    switch count >> 6 {
    case 0: return UInt256(limbs: s0, s1, s2, s3)
    case 1: return UInt256(limbs: 0, s0, s1, s2)
    case 2: return UInt256(limbs: 0, 0, s0, s1)
    default: return UInt256(limbs: 0, 0, 0, s0)
    }
  }

  /// Logical shift right; zero from 256 on.
  @inlinable
  public static func >> (value: UInt256, count: UInt64) -> UInt256 {
    guard count < 256 else { return .zero }
    return shiftedRight(value, count, filling: 0)
  }

  /// EVM SHL with a word as the count.
  @inlinable
  public func shiftedLeft(by count: UInt256) -> UInt256 { self << count.clampedToUInt64 }

  /// EVM SHR with a word as the count.
  @inlinable
  public func shiftedRight(by count: UInt256) -> UInt256 { self >> count.clampedToUInt64 }

  /// EVM SAR: arithmetic shift right with a word as the count.
  @inlinable
  public func arithmeticShiftedRight(by count: UInt256) -> UInt256 {
    let fill = UInt64(bitPattern: Int64(bitPattern: limb3) >> 63)
    guard count < 256 else { return UInt256(limbs: fill, fill, fill, fill) }
    return UInt256.shiftedRight(self, count.limb0, filling: fill)
  }

  /// `fill` is what enters from the top: 0, or all ones for a negative number. `count` < 256.
  @inlinable
  static func shiftedRight(_ value: UInt256, _ count: UInt64, filling fill: UInt64) -> UInt256 {
    let bits = count & 63
    let carry = 63 &- bits
    let s0 = value.limb0 &>> bits | (value.limb1 &<< 1) &<< carry
    let s1 = value.limb1 &>> bits | (value.limb2 &<< 1) &<< carry
    let s2 = value.limb2 &>> bits | (value.limb3 &<< 1) &<< carry
    let s3 = value.limb3 &>> bits | (fill &<< 1) &<< carry
    switch count >> 6 {
    case 0: return UInt256(limbs: s0, s1, s2, s3)
    case 1: return UInt256(limbs: s1, s2, s3, fill)
    case 2: return UInt256(limbs: s2, s3, fill, fill)
    default: return UInt256(limbs: s3, fill, fill, fill)
    }
  }
}
