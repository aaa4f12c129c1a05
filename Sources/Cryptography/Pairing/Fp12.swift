/// c0 + c1·w with w² = v.
struct Fp12<Field: PairingField>: Equatable, Sendable {
  var c0: Fp6<Field>
  var c1: Fp6<Field>

  init(_ c0: Fp6<Field>, _ c1: Fp6<Field>) {
    self.c0 = c0
    self.c1 = c1
  }

  static var one: Self { Self(.one, .zero) }

  @inline(never)
  static func * (left: Self, right: Self) -> Self {
    let low = left.c0 * right.c0
    let high = left.c1 * right.c1
    let cross = (left.c0 + left.c1) * (right.c0 + right.c1)
    return Self(low + high.timesV(), cross - low - high)
  }

  @inline(never)
  func squared() -> Self {
    let product = c0 * c1
    let sum = (c0 + c1) * (c0 + c1.timesV())
    return Self(sum - product - product.timesV(), product + product)
  }

  /// self^(p⁶): the inverse of an element of the cyclotomic subgroup.
  var conjugate: Self { Self(c0, -c1) }

  func inverted() -> Self {
    let inverse = (c0.squared() - c1.squared().timesV()).inverted()
    return Self(c0 * inverse, -(c1 * inverse))
  }

  /// self^p.
  func frobenius() -> Self {
    let coefficients = Field.frobeniusCoefficients
    return Self(
      Fp6(
        c0.c0.conjugate, c0.c1.conjugate * coefficients[2], c0.c2.conjugate * coefficients[4]),
      Fp6(
        c1.c0.conjugate * coefficients[1], c1.c1.conjugate * coefficients[3],
        c1.c2.conjugate * coefficients[5]))
  }

  /// self · (a + (b + c·v)·w): a line of a curve whose twist divides by ξ.
  @inline(never)
  func timesSparse(_ a: Fp2<Field>, w b: Fp2<Field>, vw c: Fp2<Field>) -> Self {
    let low = c0.times(a)
    let high = c1.times(b, c)
    let cross = (c0 + c1).times(a + b, c)
    return Self(low + high.timesV(), cross - low - high)
  }

  /// self · (a + b·v + c·v·w): a line of a curve whose twist multiplies by ξ.
  @inline(never)
  func timesSparse(_ a: Fp2<Field>, v b: Fp2<Field>, vw c: Fp2<Field>) -> Self {
    let low = c0.times(a, b)
    let high = c1.timesV(c)
    let cross = (c0 + c1).times(a, b + c)
    return Self(low + high.timesV(), cross - low - high)
  }
}

// MARK: - The cyclotomic subgroup

extension Fp12 {
  /// The square of an element whose order divides p⁴ − p² + 1 (Granger and Scott, "Faster squaring
  /// in the cyclotomic subgroup of sixth degree extensions").
  @inline(never)
  func cyclotomicSquared() -> Self {
    let (a0, a1) = Self.squareInFp4(c0.c0, c1.c1)
    let (b0, b1) = Self.squareInFp4(c1.c0, c0.c2)
    let (d0, d1) = Self.squareInFp4(c0.c1, c1.c2)
    let d = d1.timesNonResidue()
    return Self(
      Fp6(
        (a0 - c0.c0).doubled() + a0, (b0 - c0.c1).doubled() + b0, (d0 - c0.c2).doubled() + d0),
      Fp6((d + c1.c0).doubled() + d, (a1 + c1.c1).doubled() + a1, (b1 + c1.c2).doubled() + b1))
  }

  /// (a + b·t)² in Fp2[t]/(t² − ξ).
  @inline(__always)
  private static func squareInFp4(
    _ a: Fp2<Field>, _ b: Fp2<Field>
  ) -> (Fp2<Field>, Fp2<Field>) {
    let aa = a.squared()
    let bb = b.squared()
    return (aa + bb.timesNonResidue(), (a + b).squared() - aa - bb)
  }

  /// self^exponent for an element of the cyclotomic subgroup, the exponent not zero.
  func cyclotomicPower(_ exponent: UInt64) -> Self {
    var result = self
    for bit in (0..<63 - exponent.leadingZeroBitCount).reversed() {
      result = result.cyclotomicSquared()
      if exponent >> UInt64(bit) & 1 == 1 { result = result * self }
    }
    return result
  }

  /// self^((p⁶ − 1)(p² + 1)), which lies in the cyclotomic subgroup; self is not zero.
  func easyPartOfFinalExponentiation() -> Self {
    let unitary = conjugate * inverted()
    return unitary.frobenius().frobenius() * unitary
  }
}
