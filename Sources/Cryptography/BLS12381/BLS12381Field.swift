import CWord

/// The field of BLS12-381's curve, p = (z − 1)² (z⁴ − z² + 1) / 3 + z with z = −0xd201000000010000.
///
/// 6 limbs, `limb0` least significant, holding a·2^384 modulo p.
package struct BLS12381Field: MontgomeryField, BitwiseCopyable {
  private var limb0: UInt64
  private var limb1: UInt64
  private var limb2: UInt64
  private var limb3: UInt64
  private var limb4: UInt64
  private var limb5: UInt64

  @inline(__always)
  private init(
    _ limb0: UInt64, _ limb1: UInt64, _ limb2: UInt64, _ limb3: UInt64, _ limb4: UInt64,
    _ limb5: UInt64
  ) {
    self.limb0 = limb0
    self.limb1 = limb1
    self.limb2 = limb2
    self.limb3 = limb3
    self.limb4 = limb4
    self.limb5 = limb5
  }

  /// p.
  @inline(__always) private static var modulus: Self {
    Self(
      0xb9fe_ffff_ffff_aaab, 0x1eab_fffe_b153_ffff, 0x6730_d2a0_f6b0_f624,
      0x6477_4b84_f385_12bf, 0x4b1b_a7b6_434b_acd7, 0x1a01_11ea_397f_e69a)
  }

  /// −1 / p modulo 2^64.
  @inline(__always) private static var negatedInverse: UInt64 { 0x89f3_fffc_fffc_fffd }

  /// 2^768 modulo p, which turns a number into an element.
  @inline(__always) private static var radixSquared: Self {
    Self(
      0xf4df_1f34_1c34_1746, 0x0a76_e6a6_09d1_04f1, 0x8de5_476c_4c95_b6d5,
      0x67eb_88a9_939d_83c0, 0x9a79_3e85_b519_952d, 0x1198_8fe5_92ca_e3aa)
  }

  /// 2^1152 modulo p, which turns the inverse of a representation into that of the inverse.
  @inline(__always) private static var radixCubed: Self {
    Self(
      0xed48_ac6b_d94c_a1e0, 0x315f_831e_03a7_adf8, 0x9a53_352a_615e_29dd,
      0x34c0_4e5e_921e_1761, 0x2512_d435_6572_4728, 0x0aa6_3460_9175_5d4d)
  }

  package static let squareRootExponent: [UInt64] = [
    0xee7f_bfff_ffff_eaab, 0x07aa_ffff_ac54_ffff, 0xd9cc_34a8_3dac_3d89,
    0xd91d_d2e1_3ce1_44af, 0x92c6_e9ed_90d2_eb35, 0x0680_447a_8e5f_f9a6,
  ]

  @inline(__always) package static var zero: Self { Self(0, 0, 0, 0, 0, 0) }

  /// 2^384 modulo p.
  @inline(__always) package static var one: Self {
    Self(
      0x7609_0000_0002_fffd, 0xebf4_000b_c40c_0002, 0x5f48_9857_53c7_58ba,
      0x77ce_5853_7052_5745, 0x5c07_1a97_a256_ec6d, 0x15f6_5ec3_fa80_e493)
  }

  @inline(__always)
  package var isZero: Bool { (limb0 | limb1 | limb2 | limb3 | limb4 | limb5) == 0 }
}

// MARK: - Arithmetic

extension BLS12381Field {
  @inline(__always)
  package static func + (left: Self, right: Self) -> Self {
    let s0 = cword_add(left.limb0, right.limb0, 0)
    let s1 = cword_add(left.limb1, right.limb1, s0.high)
    let s2 = cword_add(left.limb2, right.limb2, s1.high)
    let s3 = cword_add(left.limb3, right.limb3, s2.high)
    let s4 = cword_add(left.limb4, right.limb4, s3.high)
    let s5 = cword_add(left.limb5, right.limb5, s4.high)
    // No carry is left: p has spare bits at the top.
    return Self(s0.low, s1.low, s2.low, s3.low, s4.low, s5.low).reducedOnce()
  }

  @inline(__always)
  package static func - (left: Self, right: Self) -> Self {
    let d0 = cword_add(left.limb0, ~right.limb0, 1)
    let d1 = cword_add(left.limb1, ~right.limb1, d0.high)
    let d2 = cword_add(left.limb2, ~right.limb2, d1.high)
    let d3 = cword_add(left.limb3, ~right.limb3, d2.high)
    let d4 = cword_add(left.limb4, ~right.limb4, d3.high)
    let d5 = cword_add(left.limb5, ~right.limb5, d4.high)
    // A missing carry is a borrow: add p, else add 0.
    let mask = d5.high &- 1
    let p = modulus
    let s0 = cword_add(d0.low, p.limb0 & mask, 0)
    let s1 = cword_add(d1.low, p.limb1 & mask, s0.high)
    let s2 = cword_add(d2.low, p.limb2 & mask, s1.high)
    let s3 = cword_add(d3.low, p.limb3 & mask, s2.high)
    let s4 = cword_add(d4.low, p.limb4 & mask, s3.high)
    let s5 = cword_add(d5.low, p.limb5 & mask, s4.high)
    return Self(s0.low, s1.low, s2.low, s3.low, s4.low, s5.low)
  }

  @inline(__always)
  package static prefix func - (value: Self) -> Self { zero - value }

  @inline(never)
  package static func * (left: Self, right: Self) -> Self {
    var sum = zero
    sum.addAndShift(left, times: right.limb0)
    sum.addAndShift(left, times: right.limb1)
    sum.addAndShift(left, times: right.limb2)
    sum.addAndShift(left, times: right.limb3)
    sum.addAndShift(left, times: right.limb4)
    sum.addAndShift(left, times: right.limb5)
    return sum.reducedOnce()
  }

  package func squared() -> Self { self * self }

  @inline(never)
  package static func sumOfProducts(_ a: Self, _ b: Self, _ c: Self, _ d: Self) -> Self {
    // 2p² + Rp is below 2Rp, so one subtraction is enough here too.
    var sum = zero
    sum.addAndShift(a, times: b.limb0, c, times: d.limb0)
    sum.addAndShift(a, times: b.limb1, c, times: d.limb1)
    sum.addAndShift(a, times: b.limb2, c, times: d.limb2)
    sum.addAndShift(a, times: b.limb3, c, times: d.limb3)
    sum.addAndShift(a, times: b.limb4, c, times: d.limb4)
    sum.addAndShift(a, times: b.limb5, c, times: d.limb5)
    return sum.reducedOnce()
  }

  package func inverted() -> Self {
    Self.radixCubed * ModularInverse.inverse(of: self, modulo: Self.modulus)
  }

  /// self, or self − p when that is not negative.
  @inline(__always)
  private func reducedOnce() -> Self {
    let p = Self.modulus
    let d0 = cword_add(limb0, ~p.limb0, 1)
    let d1 = cword_add(limb1, ~p.limb1, d0.high)
    let d2 = cword_add(limb2, ~p.limb2, d1.high)
    let d3 = cword_add(limb3, ~p.limb3, d2.high)
    let d4 = cword_add(limb4, ~p.limb4, d3.high)
    let d5 = cword_add(limb5, ~p.limb5, d4.high)
    let isBelow = d5.high == 0
    return Self(
      isBelow ? limb0 : d0.low, isBelow ? limb1 : d1.low, isBelow ? limb2 : d2.low,
      isBelow ? limb3 : d3.low, isBelow ? limb4 : d4.low, isBelow ? limb5 : d5.low)
  }

  /// Adds `first` × `digit` and the multiple of p that clears the lowest limb, and drops that limb.
  ///
  /// One pass from limb to limb: the carries of both products run side by side. The highest limb has
  /// no carry, as p has spare bits at the top.
  @inline(__always)
  private mutating func addAndShift(_ first: Self, times digit: UInt64) {
    let p = Self.modulus
    let s0 = cword_multiply_add(first.limb0, digit, limb0, 0)
    let factor = s0.low &* Self.negatedInverse
    let r0 = cword_multiply_add(p.limb0, factor, s0.low, 0)
    let s1 = cword_multiply_add(first.limb1, digit, limb1, s0.high)
    let r1 = cword_multiply_add(p.limb1, factor, s1.low, r0.high)
    let s2 = cword_multiply_add(first.limb2, digit, limb2, s1.high)
    let r2 = cword_multiply_add(p.limb2, factor, s2.low, r1.high)
    let s3 = cword_multiply_add(first.limb3, digit, limb3, s2.high)
    let r3 = cword_multiply_add(p.limb3, factor, s3.low, r2.high)
    let s4 = cword_multiply_add(first.limb4, digit, limb4, s3.high)
    let r4 = cword_multiply_add(p.limb4, factor, s4.low, r3.high)
    let s5 = cword_multiply_add(first.limb5, digit, limb5, s4.high)
    let r5 = cword_multiply_add(p.limb5, factor, s5.low, r4.high)
    self = Self(
      r1.low, r2.low, r3.low, r4.low, r5.low,
      s5.high &+ r5.high)
  }

  /// The same with two products.
  @inline(__always)
  private mutating func addAndShift(
    _ first: Self, times digit: UInt64, _ second: Self, times other: UInt64
  ) {
    let p = Self.modulus
    let s0 = cword_multiply_add(first.limb0, digit, limb0, 0)
    let t0 = cword_multiply_add(second.limb0, other, s0.low, 0)
    let factor = t0.low &* Self.negatedInverse
    let r0 = cword_multiply_add(p.limb0, factor, t0.low, 0)
    let s1 = cword_multiply_add(first.limb1, digit, limb1, s0.high)
    let t1 = cword_multiply_add(second.limb1, other, s1.low, t0.high)
    let r1 = cword_multiply_add(p.limb1, factor, t1.low, r0.high)
    let s2 = cword_multiply_add(first.limb2, digit, limb2, s1.high)
    let t2 = cword_multiply_add(second.limb2, other, s2.low, t1.high)
    let r2 = cword_multiply_add(p.limb2, factor, t2.low, r1.high)
    let s3 = cword_multiply_add(first.limb3, digit, limb3, s2.high)
    let t3 = cword_multiply_add(second.limb3, other, s3.low, t2.high)
    let r3 = cword_multiply_add(p.limb3, factor, t3.low, r2.high)
    let s4 = cword_multiply_add(first.limb4, digit, limb4, s3.high)
    let t4 = cword_multiply_add(second.limb4, other, s4.low, t3.high)
    let r4 = cword_multiply_add(p.limb4, factor, t4.low, r3.high)
    let s5 = cword_multiply_add(first.limb5, digit, limb5, s4.high)
    let t5 = cword_multiply_add(second.limb5, other, s5.low, t4.high)
    let r5 = cword_multiply_add(p.limb5, factor, t5.low, r4.high)
    self = Self(
      r1.low, r2.low, r3.low, r4.low, r5.low,
      s5.high &+ t5.high &+ r5.high)
  }

  /// Adds the multiple of p that clears the lowest limb, and drops that limb.
  private mutating func shift() {
    let p = Self.modulus
    let factor = limb0 &* Self.negatedInverse
    let r0 = cword_multiply_add(p.limb0, factor, limb0, 0)
    let r1 = cword_multiply_add(p.limb1, factor, limb1, r0.high)
    let r2 = cword_multiply_add(p.limb2, factor, limb2, r1.high)
    let r3 = cword_multiply_add(p.limb3, factor, limb3, r2.high)
    let r4 = cword_multiply_add(p.limb4, factor, limb4, r3.high)
    let r5 = cword_multiply_add(p.limb5, factor, limb5, r4.high)
    self = Self(r1.low, r2.low, r3.low, r4.low, r5.low, r5.high)
  }
}

// MARK: - Numbers

extension BLS12381Field {
  package static var byteCount: Int { 48 }

  package init?(bigEndian bytes: Span<UInt8>, at offset: Int) {
    guard offset >= 0, offset + 48 <= bytes.count else { return nil }
    func limb(_ index: Int) -> UInt64 {
      let start = offset + 40 - 8 * index
      var limb: UInt64 = 0
      for position in start..<start + 8 { limb = limb << 8 | UInt64(bytes[position]) }
      return limb
    }
    let number = Self(limb(0), limb(1), limb(2), limb(3), limb(4), limb(5))
    guard number.isBelow(Self.modulus) else { return nil }
    self = number * Self.radixSquared
  }

  package var bigEndianBytes: [UInt8] {
    let number = self.number
    let limbs = [
      number.limb5, number.limb4, number.limb3, number.limb2, number.limb1, number.limb0,
    ]
    return limbs.flatMap { limb in
      (0..<8).map { UInt8(truncatingIfNeeded: limb >> UInt64(56 - 8 * $0)) }
    }
  }

  package var isOdd: Bool { number.limb0 & 1 == 1 }

  package var isLexicographicallyLargest: Bool { (-self).number.isBelow(number) }

  /// The limbs of the number itself.
  private var number: Self {
    var number = self
    for _ in 0..<6 { number.shift() }
    return number.reducedOnce()
  }

  /// Whether the limbs, read as a number, are below those of another.
  private func isBelow(_ other: Self) -> Bool {
    let d0 = cword_add(limb0, ~other.limb0, 1)
    let d1 = cword_add(limb1, ~other.limb1, d0.high)
    let d2 = cword_add(limb2, ~other.limb2, d1.high)
    let d3 = cword_add(limb3, ~other.limb3, d2.high)
    let d4 = cword_add(limb4, ~other.limb4, d3.high)
    let d5 = cword_add(limb5, ~other.limb5, d4.high)
    return d5.high == 0
  }
}
