// How words are computed with. Four limbs in a plain struct, and each operation written so that the
// compiler has only one good choice. Times are nanoseconds an operation, of the prototypes on Zen 4 that
// decided.
//
// Carries (`UInt256+Addition`). Sums of two limbs are made in 128 bits and the upper half carries on:
// that compiles to add, adc, adc, adc (1.1 ns). `addingReportingOverflow` makes branches (1.4-2 times
// that). A difference is the sum with the complement, the carry starting at 1. Comparison looks at
// halves of 128 bits (1.0).
//
// Products (`UInt256+Multiplication`) go row by row over the ten partial products that reach 256 bits
// (4.1); the full product takes sixteen. Powers (`UInt256+Power`) take four bits of the exponent at a
// time, from the highest.
//
// Division (`UInt256+Division`, `LimbDivision`) is Knuth's algorithm D, written out for each width of
// the divisor and without branches within a digit. A digit comes from one division of the hardware,
// which Swift cannot say; it stands in `CWord`. MULMOD keeps the reciprocal of the last modulus
// (`ModulusMemory`): 37 instead of 75.
//
// Shifts (`UInt256+Shifts`) select whole limbs without branches: counts that vary mispredict.
//
// Loads (`UInt256+Limbwise`). The largest hidden cost: the optimiser likes to copy two limbs at once,
// and a load of sixteen bytes that were just stored as two limbs waits until both have reached the
// cache. Half of SDIV's time went so. Code that reads words just written asks for them limb by limb.
//
// What must inline across modules is `@inlinable @inline(__always)`; division and powers are calls.

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
