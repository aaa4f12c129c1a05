/// c0 + c1·v + c2·v² with v³ = ξ.
struct Fp6<Field: PairingField>: Equatable, Sendable {
  typealias Coefficient = Fp2<Field>

  var c0: Coefficient
  var c1: Coefficient
  var c2: Coefficient

  @inline(__always)
  init(_ c0: Coefficient, _ c1: Coefficient, _ c2: Coefficient) {
    self.c0 = c0
    self.c1 = c1
    self.c2 = c2
  }

  static var zero: Self { Self(.zero, .zero, .zero) }
  static var one: Self { Self(.one, .zero, .zero) }

  static func + (left: Self, right: Self) -> Self {
    Self(left.c0 + right.c0, left.c1 + right.c1, left.c2 + right.c2)
  }

  static func - (left: Self, right: Self) -> Self {
    Self(left.c0 - right.c0, left.c1 - right.c1, left.c2 - right.c2)
  }

  static prefix func - (value: Self) -> Self { Self(-value.c0, -value.c1, -value.c2) }

  /// Karatsuba: six products.
  @inline(never)
  static func * (left: Self, right: Self) -> Self {
    let t0 = left.c0 * right.c0
    let t1 = left.c1 * right.c1
    let t2 = left.c2 * right.c2
    let t12 = (left.c1 + left.c2) * (right.c1 + right.c2) - t1 - t2
    let t01 = (left.c0 + left.c1) * (right.c0 + right.c1) - t0 - t1
    let t02 = (left.c0 + left.c2) * (right.c0 + right.c2) - t0 - t2
    return Self(t0 + t12.timesNonResidue(), t01 + t2.timesNonResidue(), t02 + t1)
  }

  /// Chung and Hasan's second squaring.
  @inline(never)
  func squared() -> Self {
    let s0 = c0.squared()
    let s1 = (c0 * c1).doubled()
    let s2 = (c0 - c1 + c2).squared()
    let s3 = (c1 * c2).doubled()
    let s4 = c2.squared()
    return Self(
      s0 + s3.timesNonResidue(), s1 + s4.timesNonResidue(), s1 + s2 + s3 - s0 - s4)
  }

  /// self · (b0 + b1·v): five products.
  @inline(never)
  func times(_ b0: Coefficient, _ b1: Coefficient) -> Self {
    let t0 = c0 * b0
    let t1 = c1 * b1
    return Self(
      t0 + ((c1 + c2) * b1 - t1).timesNonResidue(),
      (c0 + c1) * (b0 + b1) - t0 - t1,
      (c0 + c2) * b0 - t0 + t1)
  }

  /// self · b0.
  func times(_ b0: Coefficient) -> Self { Self(c0 * b0, c1 * b0, c2 * b0) }

  /// self · b1·v.
  func timesV(_ b1: Coefficient) -> Self {
    Self((c2 * b1).timesNonResidue(), c0 * b1, c1 * b1)
  }

  /// self · v.
  func timesV() -> Self { Self(c2.timesNonResidue(), c0, c1) }

  func inverted() -> Self {
    let t0 = c0.squared() - (c1 * c2).timesNonResidue()
    let t1 = c2.squared().timesNonResidue() - c0 * c1
    let t2 = c1.squared() - c0 * c2
    let norm = c0 * t0 + (c2 * t1 + c1 * t2).timesNonResidue()
    let inverse = norm.inverted()
    return Self(t0 * inverse, t1 * inverse, t2 * inverse)
  }
}
