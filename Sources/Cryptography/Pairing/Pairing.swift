/// What an optimal ate pairing needs to know of its curve.
protocol PairingCurve {
  associatedtype Field: PairingField
  associatedtype G1: CurveGroup where G1.Coordinate == Field
  associatedtype G2: CurveGroup where G2.Coordinate == Fp2<Field>

  /// The signed binary digits of the Miller loop's length, from the second highest to the lowest.
  static var loopDigits: [Int8] { get }

  /// `value` times the line a + b·x + c·y, placed as the curve's twist places it.
  static func multiply(
    _ value: Fp12<Field>, byLine a: Fp2<Field>, _ b: Fp2<Field>, _ c: Fp2<Field>
  ) -> Fp12<Field>

  /// The points to add after the loop.
  static func lastAdditions(_ point: AffinePoint<G2>) -> [AffinePoint<G2>]

  /// What the loop's value has to be raised to: the sign of the loop's length, then a multiple of
  /// (p¹² − 1) / r that r does not divide.
  static func finalExponentiation(_ value: Fp12<Field>) -> Fp12<Field>
}

extension PairingCurve {
  typealias PairOfPoints = (g1: AffinePoint<G1>, g2: AffinePoint<G2>)

  /// Whether the product of the pairings is one; the points lie in their subgroups.
  static func pairingProductIsOne(_ pairs: [PairOfPoints]) -> Bool {
    // A pairing with infinity is one.
    let pairs = pairs.filter { !$0.g1.isInfinity && !$0.g2.isInfinity }
    return pairingProductIsOne(pairs.map { ($0.g1, PreparedPoint<Self>($0.g2)) })
  }

  /// The same for points of G2 whose lines are known.
  static func pairingProductIsOne(
    _ pairs: [(g1: AffinePoint<G1>, g2: PreparedPoint<Self>)]
  ) -> Bool {
    let pairs = pairs.filter { !$0.g1.isInfinity }
    return pairs.isEmpty || finalExponentiation(millerLoop(pairs)) == .one
  }

  /// One loop for all pairs: they share the squarings.
  private static func millerLoop(
    _ pairs: [(g1: AffinePoint<G1>, g2: PreparedPoint<Self>)]
  ) -> Fp12<Field> {
    var value = Fp12<Field>.one
    var next = 0
    func multiply(lines: Int) {
      for index in next..<next + lines {
        for pair in pairs { pair.g2.lines[index].multiply(into: &value, at: pair.g1) }
      }
      next += lines
    }
    for (step, digit) in loopDigits.enumerated() {
      if step > 0 { value = value.squared() }
      multiply(lines: digit == 0 ? 1 : 2)
    }
    if let count = pairs.first?.g2.lines.count { multiply(lines: count - next) }
    return value
  }
}

/// A point of G2 as the lines of its Miller loop, in the order of the loop.
struct PreparedPoint<Curve: PairingCurve>: Sendable {
  fileprivate let lines: [Line<Curve>]

  /// The point is not infinity.
  init(_ point: AffinePoint<Curve.G2>) {
    var lines = [Line<Curve>]()
    lines.reserveCapacity(2 * Curve.loopDigits.count)
    var multiple = TwistPoint<Curve>(point)
    for digit in Curve.loopDigits {
      lines.append(multiple.double())
      if digit != 0 { lines.append(multiple.add(digit > 0 ? point : -point)) }
    }
    for point in Curve.lastAdditions(point) { lines.append(multiple.add(point)) }
    self.lines = lines
  }
}

/// A line a + b·x + c·y through points of the twist, up to a factor that the final exponentiation
/// takes away.
private struct Line<Curve: PairingCurve>: Sendable {
  let a: Fp2<Curve.Field>
  let b: Fp2<Curve.Field>
  let c: Fp2<Curve.Field>

  @inline(__always)
  func multiply(into value: inout Fp12<Curve.Field>, at point: AffinePoint<Curve.G1>) {
    value = Curve.multiply(value, byLine: a, b * point.x, c * point.y)
  }
}

/// A point (X / Z, Y / Z) of the twist while it goes through the Miller loop.
private struct TwistPoint<Curve: PairingCurve> {
  typealias Coordinate = Fp2<Curve.Field>

  private var x: Coordinate
  private var y: Coordinate
  private var z: Coordinate

  init(_ point: AffinePoint<Curve.G2>) {
    x = point.x
    y = point.y
    z = .one
  }

  /// Doubles the point and returns its tangent (Costello, Lange and Naehrig, "Faster pairing
  /// computations on curves with high-degree twists"; coordinates scaled by 4).
  @inline(never)
  mutating func double() -> Line<Curve> {
    let xx = x.squared()
    let yy = y.squared()
    let zz = z.squared()
    let e = Curve.G2.coefficient * (zz.doubled() + zz)
    let f = e.doubled() + e
    let yz = (y + z).squared() - yy - zz
    let line = Line<Curve>(a: e - yy, b: xx.doubled() + xx, c: -yz)
    let ee = e.squared()
    x = (x * y).doubled() * (yy - f)
    y = (yy + f).squared() - (ee.doubled() + ee).doubled().doubled()
    z = (yy * yz).doubled().doubled()
    return line
  }

  /// Adds a point and returns the line through both.
  @inline(never)
  mutating func add(_ point: AffinePoint<Curve.G2>) -> Line<Curve> {
    let rise = y - point.y * z
    let run = x - point.x * z
    let square = run.squared()
    let cube = run * square
    let g = x * square
    let h = cube + z * rise.squared() - g.doubled()
    let line = Line<Curve>(a: rise * point.x - run * point.y, b: -rise, c: run)
    x = run * h
    y = rise * (g - h) - cube * y
    z = z * cube
    return line
  }
}
