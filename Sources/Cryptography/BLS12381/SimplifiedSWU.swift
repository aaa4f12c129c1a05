/// A field with square roots and a sign (RFC 9380 §4.1).
protocol SignedField: FieldElement {
  /// A square root, nil when there is none.
  func squareRoot() -> Self?
  /// sgn0: the parity of the first coefficient that is not zero.
  var isOdd: Bool { get }
}

extension BLS12381Field: SignedField {
  /// 1 / 2.
  fileprivate static let half = Self(
    "d0088f51cbff34d258dd3db21a5d66bb23ba5c279c2895fb39869507b587b120f55ffff58a9ffffdcff7fffffffd556"
  )
}

extension Fp2: SignedField where Field == BLS12381Field {
  var isOdd: Bool { c0.isZero ? c1.isOdd : c0.isOdd }

  /// By way of the norm: a root x + y·u has x² − y² = c0, 2xy = c1, x² + y² = √(c0² + c1²).
  func squareRoot() -> Self? {
    if c1.isZero {
      // −1 is no square, so one of c0 and −c0 is.
      if let root = c0.squareRoot() { return Self(root, .zero) }
      return (-c0).squareRoot().map { Self(.zero, $0) }
    }
    guard let norm = Field.sumOfProducts(c0, c0, c1, c1).squareRoot() else { return nil }
    let square = (c0 + norm) * .half
    let root = square.power(Field.squareRootExponent)
    let other = c1 * .half * root.inverted()
    // The root of `square`, or of −`square` which is then y².
    return root.squared() == square ? Self(root, other) : Self(other, root)
  }
}

/// The map of a field element to a point of a curve isogenous to y² = x³ + Ax + B, and on by the
/// isogeny (RFC 9380 §6.6.2, §6.6.3).
struct SimplifiedSWU<Group: CurveGroup>: Sendable where Group.Coordinate: SignedField {
  typealias Element = Group.Coordinate

  let a: Element
  let b: Element
  let z: Element
  let isogeny: Isogeny<Group>

  func map(_ u: Element) -> JacobianPoint<Group> {
    let zuu = z * u.squared()
    let denominator = zuu.squared() + zuu
    let x1 =
      denominator.isZero
      ? b * (z * a).inverted() : -b * a.inverted() * (.one + denominator.inverted())
    var x = x1
    var y = right(x1).squareRoot()
    if y == nil {
      x = zuu * x1
      y = right(x).squareRoot()
    }
    // One of the two values is a square: their product is a square times z³, and z is none.
    guard let root = y else { preconditionFailure("z is a square") }
    return isogeny.map(x, root.isOdd == u.isOdd ? root : -root)
  }

  /// x³ + Ax + B.
  private func right(_ x: Element) -> Element { (x.squared() + a) * x + b }
}

/// A rational map (x, y) ↦ (xN / xD, y · yN / yD); the polynomials' coefficients are lowest first.
struct Isogeny<Group: CurveGroup>: Sendable {
  let xNumerator: [Group.Coordinate]
  let xDenominator: [Group.Coordinate]
  let yNumerator: [Group.Coordinate]
  let yDenominator: [Group.Coordinate]

  /// The image; infinity where a denominator vanishes.
  func map(_ x: Group.Coordinate, _ y: Group.Coordinate) -> JacobianPoint<Group> {
    func value(_ coefficients: [Group.Coordinate]) -> Group.Coordinate {
      coefficients.reversed().reduce(.zero) { $0 * x + $1 }
    }
    let xD = value(xDenominator)
    let yD = value(yDenominator)
    let z = xD * yD
    return JacobianPoint(
      x: value(xNumerator) * z * yD, y: y * value(yNumerator) * z.squared() * xD, z: z)
  }
}
