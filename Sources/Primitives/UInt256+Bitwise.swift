extension UInt256 {
  @inlinable @inline(__always)
  public static func & (left: UInt256, right: UInt256) -> UInt256 {
    UInt256(
      limbs: left.limb0 & right.limb0, left.limb1 & right.limb1, left.limb2 & right.limb2,
      left.limb3 & right.limb3)
  }

  @inlinable @inline(__always)
  public static func | (left: UInt256, right: UInt256) -> UInt256 {
    UInt256(
      limbs: left.limb0 | right.limb0, left.limb1 | right.limb1, left.limb2 | right.limb2,
      left.limb3 | right.limb3)
  }

  @inlinable @inline(__always)
  public static func ^ (left: UInt256, right: UInt256) -> UInt256 {
    UInt256(
      limbs: left.limb0 ^ right.limb0, left.limb1 ^ right.limb1, left.limb2 ^ right.limb2,
      left.limb3 ^ right.limb3)
  }

  @inlinable @inline(__always)
  public static prefix func ~ (value: UInt256) -> UInt256 {
    UInt256(limbs: ~value.limb0, ~value.limb1, ~value.limb2, ~value.limb3)
  }

  /// Number of leading zero bits, 256 for zero (EIP-7939 CLZ).
  @inlinable
  public var leadingZeroBitCount: Int {
    if limb3 != 0 { return limb3.leadingZeroBitCount }
    if limb2 != 0 { return 64 + limb2.leadingZeroBitCount }
    if limb1 != 0 { return 128 + limb1.leadingZeroBitCount }
    return 192 + limb0.leadingZeroBitCount
  }

  /// Bits needed to write the value: 0 for zero.
  @inlinable public var bitWidthUsed: Int { 256 - leadingZeroBitCount }

  /// Bytes needed to write the value big-endian: 0 for zero.
  @inlinable public var byteWidthUsed: Int { (bitWidthUsed + 7) / 8 }

  /// EVM BYTE: byte `index` counted from the most significant; 0 beyond 31.
  @inlinable @inline(__always)
  public func byte(at index: UInt256) -> UInt256 {
    guard index < 32 else { return .zero }
    let low = index.limb0 & 8 == 0 ? limb1 : limb0
    let high = index.limb0 & 8 == 0 ? limb3 : limb2
    let limb = index.limb0 & 16 == 0 ? high : low
    return UInt256((limb &>> (56 &- 8 &* (index.limb0 & 7))) & 0xff)
  }
}
