import CWord

/// The field of BN254's curve, p = 36x⁴ + 36x³ + 24x² + 6x + 1 with x = 4965661367192848881.
///
/// 4 limbs, `limb0` least significant, holding a·2^256 modulo p.
package struct BN254Field: MontgomeryField, BitwiseCopyable {
  private var limb0: UInt64
  private var limb1: UInt64
  private var limb2: UInt64
  private var limb3: UInt64

  @inline(__always)
  private init(_ limb0: UInt64, _ limb1: UInt64, _ limb2: UInt64, _ limb3: UInt64) {
    self.limb0 = limb0
    self.limb1 = limb1
    self.limb2 = limb2
    self.limb3 = limb3
  }

  /// p.
  @inline(__always) private static var modulus: Self {
    Self(
      0x3c20_8c16_d87c_fd47, 0x9781_6a91_6871_ca8d, 0xb850_45b6_8181_585d,
      0x3064_4e72_e131_a029)
  }

  /// −1 / p modulo 2^64.
  @inline(__always) private static var negatedInverse: UInt64 { 0x87d2_0782_e486_6389 }

  /// 2^512 modulo p, which turns a number into an element.
  @inline(__always) private static var radixSquared: Self {
    Self(
      0xf32c_fc5b_538a_fa89, 0xb5e7_1911_d445_01fb, 0x47ab_1eff_0a41_7ff6,
      0x06d8_9f71_cab8_351f)
  }

  /// 2^768 modulo p, which turns the inverse of a representation into that of the inverse.
  @inline(__always) private static var radixCubed: Self {
    Self(
      0xb1cd_6daf_da15_30df, 0x62f2_10e6_a728_3db6, 0xef7f_0b0c_0ada_0afb,
      0x20fd_6e90_2d59_2544)
  }

  package static let squareRootExponent: [UInt64] = [
    0x4f08_2305_b61f_3f52, 0x65e0_5aa4_5a1c_72a3, 0x6e14_116d_a060_5617,
    0x0c19_139c_b84c_680a,
  ]

  @inline(__always) package static var zero: Self { Self(0, 0, 0, 0) }

  /// 2^256 modulo p.
  @inline(__always) package static var one: Self {
    Self(
      0xd35d_438d_c58f_0d9d, 0x0a78_eb28_f5c7_0b3d, 0x666e_a36f_7879_462c,
      0x0e0a_77c1_9a07_df2f)
  }

  @inline(__always)
  package var isZero: Bool { (limb0 | limb1 | limb2 | limb3) == 0 }
}

// MARK: - Arithmetic

extension BN254Field {
  @inline(__always)
  package static func + (left: Self, right: Self) -> Self {
    let s0 = cword_add(left.limb0, right.limb0, 0)
    let s1 = cword_add(left.limb1, right.limb1, s0.high)
    let s2 = cword_add(left.limb2, right.limb2, s1.high)
    let s3 = cword_add(left.limb3, right.limb3, s2.high)
    // No carry is left: p has spare bits at the top.
    return Self(s0.low, s1.low, s2.low, s3.low).reducedOnce()
  }

  @inline(__always)
  package static func - (left: Self, right: Self) -> Self {
    let d0 = cword_add(left.limb0, ~right.limb0, 1)
    let d1 = cword_add(left.limb1, ~right.limb1, d0.high)
    let d2 = cword_add(left.limb2, ~right.limb2, d1.high)
    let d3 = cword_add(left.limb3, ~right.limb3, d2.high)
    // A missing carry is a borrow: add p, else add 0.
    let mask = d3.high &- 1
    let p = modulus
    let s0 = cword_add(d0.low, p.limb0 & mask, 0)
    let s1 = cword_add(d1.low, p.limb1 & mask, s0.high)
    let s2 = cword_add(d2.low, p.limb2 & mask, s1.high)
    let s3 = cword_add(d3.low, p.limb3 & mask, s2.high)
    return Self(s0.low, s1.low, s2.low, s3.low)
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
    let isBelow = d3.high == 0
    return Self(
      isBelow ? limb0 : d0.low, isBelow ? limb1 : d1.low, isBelow ? limb2 : d2.low,
      isBelow ? limb3 : d3.low)
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
    self = Self(r1.low, r2.low, r3.low, s3.high &+ r3.high)
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
    self = Self(r1.low, r2.low, r3.low, s3.high &+ t3.high &+ r3.high)
  }

  /// Adds the multiple of p that clears the lowest limb, and drops that limb.
  private mutating func shift() {
    let p = Self.modulus
    let factor = limb0 &* Self.negatedInverse
    let r0 = cword_multiply_add(p.limb0, factor, limb0, 0)
    let r1 = cword_multiply_add(p.limb1, factor, limb1, r0.high)
    let r2 = cword_multiply_add(p.limb2, factor, limb2, r1.high)
    let r3 = cword_multiply_add(p.limb3, factor, limb3, r2.high)
    self = Self(r1.low, r2.low, r3.low, r3.high)
  }
}

// MARK: - Numbers

extension BN254Field {
  package static var byteCount: Int { 32 }

  package init?(bigEndian bytes: Span<UInt8>, at offset: Int) {
    guard offset >= 0, offset + 32 <= bytes.count else { return nil }
    func limb(_ index: Int) -> UInt64 {
      let start = offset + 24 - 8 * index
      var limb: UInt64 = 0
      for position in start..<start + 8 { limb = limb << 8 | UInt64(bytes[position]) }
      return limb
    }
    let number = Self(limb(0), limb(1), limb(2), limb(3))
    guard number.isBelow(Self.modulus) else { return nil }
    self = number * Self.radixSquared
  }

  package var bigEndianBytes: [UInt8] {
    let number = self.number
    let limbs = [number.limb3, number.limb2, number.limb1, number.limb0]
    return limbs.flatMap { limb in
      (0..<8).map { UInt8(truncatingIfNeeded: limb >> UInt64(56 - 8 * $0)) }
    }
  }

  package var isOdd: Bool { number.limb0 & 1 == 1 }

  package var isLexicographicallyLargest: Bool { (-self).number.isBelow(number) }

  /// The limbs of the number itself.
  private var number: Self {
    var number = self
    for _ in 0..<4 { number.shift() }
    return number.reducedOnce()
  }

  /// Whether the limbs, read as a number, are below those of another.
  private func isBelow(_ other: Self) -> Bool {
    let d0 = cword_add(limb0, ~other.limb0, 1)
    let d1 = cword_add(limb1, ~other.limb1, d0.high)
    let d2 = cword_add(limb2, ~other.limb2, d1.high)
    let d3 = cword_add(limb3, ~other.limb3, d2.high)
    return d3.high == 0
  }
}
