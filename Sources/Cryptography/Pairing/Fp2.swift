/// c0 + c1·u with u² = −1.
package struct Fp2<Field: PairingField>: FieldElement {
  package var c0: Field
  package var c1: Field

  @inline(__always)
  package init(_ c0: Field, _ c1: Field) {
    self.c0 = c0
    self.c1 = c1
  }

  package static var zero: Self { Self(.zero, .zero) }
  package static var one: Self { Self(.one, .zero) }
  package var isZero: Bool { c0.isZero && c1.isZero }

  @inline(__always)
  package static func + (left: Self, right: Self) -> Self {
    Self(left.c0 + right.c0, left.c1 + right.c1)
  }

  @inline(__always)
  package static func - (left: Self, right: Self) -> Self {
    Self(left.c0 - right.c0, left.c1 - right.c1)
  }

  @inline(__always)
  package static prefix func - (value: Self) -> Self { Self(-value.c0, -value.c1) }

  @inline(never)
  package static func * (left: Self, right: Self) -> Self {
    Self(
      .sumOfProducts(left.c0, right.c0, left.c1, -right.c1),
      .sumOfProducts(left.c0, right.c1, left.c1, right.c0))
  }

  /// Each half times a number of the prime field.
  @inline(__always)
  static func * (left: Self, right: Field) -> Self { Self(left.c0 * right, left.c1 * right) }

  @inline(never)
  package func squared() -> Self {
    let product = c0 * c1
    return Self((c0 + c1) * (c0 - c1), product + product)
  }

  package func inverted() -> Self {
    let inverse = Field.sumOfProducts(c0, c0, c1, c1).inverted()
    return Self(c0 * inverse, -(c1 * inverse))
  }

  /// self^p.
  @inline(__always)
  var conjugate: Self { Self(c0, -c1) }

  /// ξ · self.
  @inline(__always)
  func timesNonResidue() -> Self { Field.timesNonResidue(self) }
}

extension Fp2 {
  /// ξ^(i (p − 1) / 6) for i from 0 to 5, `exponent` being (p − 1) / 6.
  static func frobeniusCoefficients(nonResidue: Self, exponent: [UInt64]) -> [Self] {
    let root = nonResidue.power(exponent)
    var powers = [Self.one]
    for index in 0..<5 { powers.append(powers[index] * root) }
    return powers
  }
}
