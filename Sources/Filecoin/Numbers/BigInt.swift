package import Primitives

/// A signed integer of any size: what Filecoin's CBOR calls a big integer.
///
/// Amounts of FIL and their products with gas are such numbers. Sign and magnitude; zero is never
/// negative. Magnitudes of 128 bits, which hold every amount there is, lie in the value itself;
/// wider ones in an array.
package struct BigInt: Hashable, Sendable {
  /// The magnitude when it fits, else 0.
  private let small: UInt128
  /// All limbs of a magnitude that does not fit 128 bits, least significant first and without
  /// leading zeros.
  private let wide: [UInt64]?
  package let isNegative: Bool

  init(isNegative: Bool, limbs: [UInt64]) {
    var limbs = limbs
    while limbs.last == 0 { limbs.removeLast() }
    let isWide = limbs.count > 2
    wide = isWide ? limbs : nil
    small =
      isWide
      ? 0 : UInt128(limbs.count == 2 ? limbs[1] : 0) << 64 | UInt128(limbs.first ?? 0)
    self.isNegative = isNegative && !limbs.isEmpty
  }

  init(isNegative: Bool, small magnitude: UInt128) {
    small = magnitude
    wide = nil
    self.isNegative = isNegative && magnitude != 0
  }

  /// 64-bit limbs, least significant first, without leading zeros; empty for zero.
  var limbs: [UInt64] {
    if let wide { return wide }
    let low = UInt64(truncatingIfNeeded: small)
    let high = UInt64(truncatingIfNeeded: small >> 64)
    return high != 0 ? [low, high] : low != 0 ? [low] : []
  }

  /// The magnitude if it fits 128 bits.
  var smallMagnitude: UInt128? { wide == nil ? small : nil }

  package static let zero = BigInt(isNegative: false, small: 0)

  package init(_ value: some FixedWidthInteger) {
    let magnitude = value.magnitude
    if let small = UInt128(exactly: magnitude) {
      self.init(isNegative: value < 0, small: small)
      return
    }
    var limbs: [UInt64] = []
    var rest = magnitude
    while rest != 0 {
      limbs.append(UInt64(truncatingIfNeeded: rest))
      rest = rest >> 64
    }
    self.init(isNegative: value < 0, limbs: limbs)
  }

  /// The same for the width of gas and nonces, which other modules then use without a generic call.
  package init(_ value: UInt64) { self.init(isNegative: false, small: UInt128(value)) }

  package init(_ word: UInt256) {
    if let small = word.asUInt128 {
      self.init(isNegative: false, small: small)
    } else {
      self.init(isNegative: false, limbs: [word.limb0, word.limb1, word.limb2, word.limb3])
    }
  }

  package var isZero: Bool { small == 0 && wide == nil }

  /// The value if it is not negative and fits 64 bits.
  package var asUInt64: UInt64? { asUInt128.flatMap { UInt64(exactly: $0) } }

  /// The value if it is not negative and fits 128 bits.
  package var asUInt128: UInt128? { wide == nil && !isNegative ? small : nil }

  /// The value if it is not negative and fits 256 bits.
  package var asUInt256: UInt256? {
    guard !isNegative else { return nil }
    guard let wide else { return UInt256(small) }
    guard wide.count <= 4 else { return nil }
    return UInt256(limbs: wide[0], wide[1], wide[2], wide.count == 4 ? wide[3] : 0)
  }

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
    guard bytes.count > 16 else {
      self.init(
        isNegative: isNegative, small: bytes.reduce(0 as UInt128) { $0 << 8 | UInt128($1) })
      return
    }
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
    if let x = left.smallMagnitude, let y = right.smallMagnitude {
      return left.isNegative ? y < x : x < y
    }
    return left.isNegative
      ? precedes(right.limbs, left.limbs) : precedes(left.limbs, right.limbs)
  }

  /// Whether one magnitude is less than another.
  static func precedes(_ left: [UInt64], _ right: [UInt64]) -> Bool {
    guard left.count == right.count else { return left.count < right.count }
    return left.reversed().lexicographicallyPrecedes(right.reversed())
  }
}
