package import Primitives

/// A signed integer of any size: what Filecoin's CBOR calls a big integer.
///
/// Amounts of FIL and their products with gas are such numbers. Sign and magnitude; zero is never
/// negative.
package struct BigInt: Hashable, Sendable {
  package let isNegative: Bool
  /// 64-bit limbs, least significant first, without leading zeros; empty for zero.
  let limbs: [UInt64]

  init(isNegative: Bool, limbs: [UInt64]) {
    var limbs = limbs
    while limbs.last == 0 { limbs.removeLast() }
    self.limbs = limbs
    self.isNegative = isNegative && !limbs.isEmpty
  }

  package static let zero = BigInt(isNegative: false, limbs: [])

  package init(_ value: some FixedWidthInteger) {
    var limbs: [UInt64] = []
    var rest = value.magnitude
    while rest != 0 {
      limbs.append(UInt64(truncatingIfNeeded: rest))
      rest = rest >> 64
    }
    self.init(isNegative: value < 0, limbs: limbs)
  }

  package init(_ word: UInt256) {
    self.init(isNegative: false, limbs: [word.limb0, word.limb1, word.limb2, word.limb3])
  }

  package var isZero: Bool { limbs.isEmpty }

  /// The value if it is not negative and fits 64 bits.
  package var asUInt64: UInt64? {
    limbs.count <= 1 && !isNegative ? limbs.first ?? 0 : nil
  }

  /// The value if it is not negative and fits 128 bits.
  package var asUInt128: UInt128? {
    limbs.count <= 2 && !isNegative ? UInt128(limb(1)) << 64 | UInt128(limb(0)) : nil
  }

  /// The value if it is not negative and fits 256 bits.
  package var asUInt256: UInt256? {
    guard limbs.count <= 4, !isNegative else { return nil }
    return UInt256(limbs: limb(0), limb(1), limb(2), limb(3))
  }

  private func limb(_ index: Int) -> UInt64 { index < limbs.count ? limbs[index] : 0 }

  /// The magnitude in big-endian bytes without leading zeros.
  package var magnitudeBytes: [UInt8] {
    var bytes: [UInt8] = []
    for limb in limbs.reversed() {
      for shift in stride(from: 56, through: 0, by: -8) {
        let byte = UInt8(truncatingIfNeeded: limb >> UInt64(shift))
        if byte != 0 || !bytes.isEmpty { bytes.append(byte) }
      }
    }
    return bytes
  }

  /// From a sign and big-endian bytes.
  package init(isNegative: Bool, magnitude bytes: some Collection<UInt8>) {
    var limbs: [UInt64] = []
    var limb: UInt64 = 0
    for (count, byte) in bytes.reversed().enumerated() {
      limb |= UInt64(byte) << UInt64(count % 8 * 8)
      if count % 8 == 7 {
        limbs.append(limb)
        limb = 0
      }
    }
    limbs.append(limb)
    self.init(isNegative: isNegative, limbs: limbs)
  }
}

extension BigInt: ExpressibleByIntegerLiteral {
  package init(integerLiteral value: Int64) { self.init(value) }
}

extension BigInt: Comparable {
  package static func < (left: BigInt, right: BigInt) -> Bool {
    guard left.isNegative == right.isNegative else { return left.isNegative }
    return left.isNegative
      ? precedes(right.limbs, left.limbs) : precedes(left.limbs, right.limbs)
  }

  /// Whether one magnitude is less than another.
  static func precedes(_ left: [UInt64], _ right: [UInt64]) -> Bool {
    guard left.count == right.count else { return left.count < right.count }
    return left.reversed().lexicographicallyPrecedes(right.reversed())
  }
}
