/// A 256-bit unsigned integer: the EVM's word.
///
/// Four 64-bit limbs, `limb0` least significant. A plain value: no allocation, no reference.
/// Arithmetic operators wrap modulo 2^256, as the EVM's do (Yellow Paper §9.1); the `&` forms of
/// Swift's own integers are therefore not needed.
@frozen
public struct UInt256: Hashable, Sendable {
  public var limb0: UInt64
  public var limb1: UInt64
  public var limb2: UInt64
  public var limb3: UInt64

  /// A word from its limbs, least significant first.
  @inlinable
  public init(limbs limb0: UInt64, _ limb1: UInt64, _ limb2: UInt64, _ limb3: UInt64) {
    self.limb0 = limb0
    self.limb1 = limb1
    self.limb2 = limb2
    self.limb3 = limb3
  }

  @inlinable
  public init(_ value: UInt64) { self.init(limbs: value, 0, 0, 0) }

  /// A non-negative `Int`; negative values are a caller's mistake.
  @inlinable
  public init(_ value: Int) { self.init(UInt64(value)) }

  @inlinable
  public init(_ value: UInt128) {
    self.init(
      limbs: UInt64(truncatingIfNeeded: value), UInt64(truncatingIfNeeded: value >> 64), 0, 0)
  }

  @inlinable public static var zero: UInt256 { UInt256(limbs: 0, 0, 0, 0) }
  @inlinable public static var one: UInt256 { UInt256(limbs: 1, 0, 0, 0) }
  @inlinable public static var max: UInt256 { UInt256(limbs: .max, .max, .max, .max) }

  @inlinable @inline(__always)
  public var isZero: Bool { (limb0 | limb1 | limb2 | limb3) == 0 }

  /// Whether the value fits the lowest limb.
  @inlinable @inline(__always)
  public var fitsUInt64: Bool { (limb1 | limb2 | limb3) == 0 }

  /// The value if it fits 64 bits.
  @inlinable public var asUInt64: UInt64? { fitsUInt64 ? limb0 : nil }

  /// The value if it fits a non-negative `Int`.
  @inlinable public var asInt: Int? { fitsUInt64 ? Int(exactly: limb0) : nil }

  /// The value if it fits 128 bits.
  @inlinable public var asUInt128: UInt128? {
    (limb2 | limb3) == 0 ? UInt128(limb1) << 64 | UInt128(limb0) : nil
  }

  /// The value, or 2^64 − 1 when it does not fit.
  @inlinable public var clampedToUInt64: UInt64 { fitsUInt64 ? limb0 : .max }
}

extension UInt256: ExpressibleByIntegerLiteral {
  @inlinable
  public init(integerLiteral value: UInt64) { self.init(value) }
}

extension UInt256: Comparable {
  @inlinable @inline(__always)
  public static func < (left: UInt256, right: UInt256) -> Bool {
    let leftHigh = UInt128(left.limb3) << 64 | UInt128(left.limb2)
    let rightHigh = UInt128(right.limb3) << 64 | UInt128(right.limb2)
    let leftLow = UInt128(left.limb1) << 64 | UInt128(left.limb0)
    let rightLow = UInt128(right.limb1) << 64 | UInt128(right.limb0)
    return leftHigh == rightHigh ? leftLow < rightLow : leftHigh < rightHigh
  }
}
