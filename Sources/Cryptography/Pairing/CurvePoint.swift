/// A curve y² = x³ + b over one of a pairing's fields.
package protocol CurveGroup: Sendable {
  associatedtype Coordinate: FieldElement
  /// b.
  static var coefficient: Coordinate { get }
}

/// A point as its coordinates, or infinity.
package struct AffinePoint<Group: CurveGroup>: Equatable, Sendable {
  package var x: Group.Coordinate
  package var y: Group.Coordinate
  package var isInfinity: Bool

  /// The coordinates are not checked.
  init(x: Group.Coordinate, y: Group.Coordinate) {
    self.x = x
    self.y = y
    isInfinity = false
  }

  private init() {
    x = .zero
    y = .zero
    isInfinity = true
  }

  package static var infinity: Self { Self() }

  /// The point with these coordinates, (0, 0) standing for infinity; nil when it is not on the curve.
  package init?(checkingX x: Group.Coordinate, y: Group.Coordinate) {
    if x.isZero && y.isZero {
      self = .infinity
    } else {
      guard y.squared() == x.squared() * x + Group.coefficient else { return nil }
      self.init(x: x, y: y)
    }
  }

  package static prefix func - (point: Self) -> Self {
    var point = point
    point.y = -point.y
    return point
  }

  /// The sum of two points, by chord or tangent.
  package static func + (left: Self, right: Self) -> Self {
    left.plus(right, inverse: left.denominator(of: right).inverted())
  }

  /// The denominator of the slope of the line through two points.
  func denominator(of other: Self) -> Group.Coordinate {
    x == other.x ? y.doubled() : other.x - x
  }

  /// The sum, given the inverse of the slope's denominator.
  func plus(_ other: Self, inverse: Group.Coordinate) -> Self {
    if isInfinity { return other }
    if other.isInfinity { return self }
    var rise = other.y - y
    if x == other.x {
      // Opposite points; a point whose y is zero is its own opposite.
      guard y == other.y, !y.isZero else { return .infinity }
      let square = x.squared()
      rise = square.doubled() + square
    }
    let slope = rise * inverse
    let newX = slope.squared() - x - other.x
    return Self(x: newX, y: slope * (x - newX) - y)
  }
}

/// A point (X / Z², Y / Z³); infinity has Z = 0.
package struct JacobianPoint<Group: CurveGroup>: Sendable {
  var x: Group.Coordinate
  var y: Group.Coordinate
  var z: Group.Coordinate

  init(x: Group.Coordinate, y: Group.Coordinate, z: Group.Coordinate) {
    self.x = x
    self.y = y
    self.z = z
  }

  package init(_ point: AffinePoint<Group>) {
    self.init(x: point.x, y: point.y, z: point.isInfinity ? .zero : .one)
  }

  package static var infinity: Self { Self(x: .one, y: .one, z: .zero) }

  package var isInfinity: Bool { z.isZero }

  package var affine: AffinePoint<Group> { scaled(by: z.inverted()) }

  /// The affine point, given 1 / Z.
  private func scaled(by inverse: Group.Coordinate) -> AffinePoint<Group> {
    guard !isInfinity else { return .infinity }
    let square = inverse.squared()
    return AffinePoint(x: x * square, y: y * square * inverse)
  }

  /// All affine points with one inversion.
  static func affine(_ points: [Self]) -> [AffinePoint<Group>] {
    var inverses = points.map(\.z)
    Group.Coordinate.invert(&inverses)
    return zip(points, inverses).map { $0.scaled(by: $1) }
  }

  static prefix func - (point: Self) -> Self { Self(x: point.x, y: -point.y, z: point.z) }

  /// Explicit-Formulas Database, "dbl-2009-l".
  @inline(never)
  package func doubled() -> Self {
    let a = x.squared()
    let b = y.squared()
    let c = b.squared()
    let d = ((x + b).squared() - a - c).doubled()
    let e = a.doubled() + a
    let newX = e.squared() - d.doubled()
    return Self(
      x: newX, y: e * (d - newX) - c.doubled().doubled().doubled(), z: (y * z).doubled())
  }

  /// Explicit-Formulas Database, "madd-2007-bl".
  @inline(never)
  package static func + (left: Self, right: AffinePoint<Group>) -> Self {
    if right.isInfinity { return left }
    if left.isInfinity { return Self(right) }
    let zz = left.z.squared()
    let h = right.x * zz - left.x
    let r = (right.y * left.z * zz - left.y).doubled()
    if h.isZero { return r.isZero ? left.doubled() : .infinity }
    let hh = h.squared()
    let i = hh.doubled().doubled()
    let j = h * i
    let v = left.x * i
    let x = r.squared() - j - v.doubled()
    return Self(
      x: x, y: r * (v - x) - (left.y * j).doubled(), z: (left.z + h).squared() - zz - hh)
  }

  /// Explicit-Formulas Database, "add-2007-bl".
  @inline(never)
  static func + (left: Self, right: Self) -> Self {
    if right.isInfinity { return left }
    if left.isInfinity { return right }
    let leftZZ = left.z.squared()
    let rightZZ = right.z.squared()
    let leftX = left.x * rightZZ
    let leftY = left.y * right.z * rightZZ
    let h = right.x * leftZZ - leftX
    let r = (right.y * left.z * leftZZ - leftY).doubled()
    if h.isZero { return r.isZero ? left.doubled() : .infinity }
    let i = h.doubled().squared()
    let j = h * i
    let v = leftX * i
    let x = r.squared() - j - v.doubled()
    let z = ((left.z + right.z).squared() - leftZZ - rightZZ) * h
    return Self(x: x, y: r * (v - x) - (leftY * j).doubled(), z: z)
  }

  static func - (left: Self, right: Self) -> Self { left + -right }

  /// Whether both are the same point, in whatever coordinates.
  static func == (left: Self, right: Self) -> Bool { (left - right).isInfinity }

  /// The point times a number with few one-bits, by doubling and adding.
  func multiplied(by number: UInt64) -> Self {
    var result = Self.infinity
    for bit in (0..<64 - number.leadingZeroBitCount).reversed() {
      result = result.doubled()
      if number >> UInt64(bit) & 1 == 1 { result = result + self }
    }
    return result
  }
}
