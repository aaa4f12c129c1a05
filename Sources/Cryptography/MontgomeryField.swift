/// What curve formulas ask of a coordinate: a prime field or an extension of one.
package protocol FieldElement: Equatable, Sendable {
  static var zero: Self { get }
  static var one: Self { get }
  var isZero: Bool { get }
  static func + (left: Self, right: Self) -> Self
  static func - (left: Self, right: Self) -> Self
  static func * (left: Self, right: Self) -> Self
  static prefix func - (value: Self) -> Self
  func squared() -> Self
  /// 1 / self; zero for zero.
  func inverted() -> Self
}

extension FieldElement {
  func doubled() -> Self { self + self }

  /// self^exponent, the exponent as little-endian limbs.
  func power(_ exponent: [UInt64]) -> Self {
    // Four bits at a time from a table of the first sixteen powers.
    var powers = InlineArray<16, Self>(repeating: .one)
    for index in 1..<16 { powers[index] = powers[index - 1] * self }
    var result = Self.one
    for limb in exponent.reversed() {
      for shift in stride(from: 60, through: 0, by: -4) {
        if result != .one { for _ in 0..<4 { result = result.squared() } }
        let digit = Int(truncatingIfNeeded: limb >> UInt64(shift) & 15)
        if digit != 0 { result = result * powers[digit] }
      }
    }
    return result
  }

  /// Inverts every element in place, at the price of one inversion and three products an element;
  /// zeros stay.
  static func invert(_ elements: inout [Self]) {
    var products = [Self]()
    products.reserveCapacity(elements.count)
    var product = Self.one
    for element in elements {
      products.append(product)
      if !element.isZero { product = product * element }
    }
    var inverse = product.inverted()
    for index in elements.indices.reversed() where !elements[index].isZero {
      let element = elements[index]
      elements[index] = inverse * products[index]
      inverse = inverse * element
    }
  }
}

/// A prime field whose elements a are held as a·R modulo p, R the power of 2^64 above p
/// (Montgomery, "Modular multiplication without trial division").
///
/// The limbs are always below p, so equal elements have equal limbs. Nothing is allocated and
/// nothing is constant-time: the inputs of precompiles are public.
package protocol MontgomeryField: FieldElement {
  /// Bytes of an element's encoding.
  static var byteCount: Int { get }

  /// (p + 1) / 4 as little-endian limbs; p is 3 modulo 4.
  static var squareRootExponent: [UInt64] { get }

  /// The element of `byteCount` big-endian bytes from `offset`; nil when they are not below p or
  /// not there.
  init?(bigEndian bytes: Span<UInt8>, at offset: Int)

  /// `byteCount` big-endian bytes.
  var bigEndianBytes: [UInt8] { get }

  /// Whether the number from 0 to p − 1 is odd.
  var isOdd: Bool { get }

  /// Whether the number is above (p − 1) / 2, that is above its negative.
  var isLexicographicallyLargest: Bool { get }

  /// a·b + c·d with one reduction.
  static func sumOfProducts(_ a: Self, _ b: Self, _ c: Self, _ d: Self) -> Self
}

extension MontgomeryField {
  /// A square root, nil when there is none.
  func squareRoot() -> Self? {
    let root = power(Self.squareRootExponent)
    return root.squared() == self ? root : nil
  }

  /// A constant from its hexadecimal digits; a wrong one is a mistake in this module.
  init(_ hex: StaticString) {
    var digits = String(describing: hex)
    digits = String(repeating: "0", count: 2 * Self.byteCount - digits.count) + digits
    var bytes = [UInt8]()
    var rest = digits[...]
    while !rest.isEmpty {
      guard let byte = UInt8(rest.prefix(2), radix: 16) else {
        preconditionFailure("no field element: \(hex)")
      }
      bytes.append(byte)
      rest = rest.dropFirst(2)
    }
    guard let element = Self(bigEndian: bytes.span, at: 0) else {
      preconditionFailure("no field element: \(hex)")
    }
    self = element
  }
}
