package import Primitives

extension BLS12381 {
  /// Σ scalar · point of points of G1 and any 256-bit numbers.
  package static func sum(
    _ points: [AffinePoint<G1>], _ scalars: [UInt256]
  ) -> AffinePoint<G1> {
    // −z² is the endomorphism, so k = low + high·z² asks for low·P − high·endomorphism(P).
    let square = UInt256(parameter) * UInt256(parameter)
    var parts = [AffinePoint<G1>]()
    var digits = [UInt128]()
    parts.reserveCapacity(2 * points.count)
    digits.reserveCapacity(2 * points.count)
    for (point, scalar) in zip(points, scalars) {
      let (high, low) = (scalar % order).quotientAndRemainder(dividingBy: square)
      parts.append(point)
      digits.append(UInt128(low.limb1) << 64 | UInt128(low.limb0))
      parts.append(-point.endomorphism())
      digits.append(UInt128(high.limb1) << 64 | UInt128(high.limb0))
    }
    return MultiScalarMultiplication.sum(parts, digits, bits: 128).affine
  }

  /// Σ scalar · point of points of G2 and any 256-bit numbers.
  package static func sum(
    _ points: [AffinePoint<G2>], _ scalars: [UInt256]
  ) -> AffinePoint<G2> {
    // z is ψ and −|z|, so the digits of k to the base |z| go with P, −ψ(P), ψ²(P), −ψ³(P).
    let base = UInt256(parameter)
    var parts = [AffinePoint<G2>]()
    var digits = [UInt128]()
    parts.reserveCapacity(4 * points.count)
    digits.reserveCapacity(4 * points.count)
    for (point, scalar) in zip(points, scalars) {
      var rest = scalar % order
      var image = point
      for _ in 0..<4 {
        let (quotient, digit) = rest.quotientAndRemainder(dividingBy: base)
        parts.append(image)
        digits.append(UInt128(digit.limb0))
        rest = quotient
        image = -image.frobenius()
      }
    }
    return MultiScalarMultiplication.sum(parts, digits, bits: 64).affine
  }
}
