import Primitives

/// Comparisons with one limb, which most constants of contracts fit: three limbs need not be read
/// from the record, nor compared one by one.
extension UInt256 {
  @inline(__always)
  private var above: UInt64 { limb1 | limb2 | limb3 }

  @inline(__always)
  func isLess(than limb: UInt64) -> Bool { above == 0 && limb0 < limb }

  @inline(__always)
  func isGreater(than limb: UInt64) -> Bool { above != 0 || limb0 > limb }

  @inline(__always)
  func equals(_ limb: UInt64) -> Bool { above | (limb0 ^ limb) == 0 }
}
