extension BLS12381 {
  /// A point of G1 from a field element (EIP-2537 §Mapping; RFC 9380 §8.8.1 without the hash).
  package static func map(_ element: Field) -> AffinePoint<G1> {
    let point = mapToG1.map(element)
    // 1 − z clears the cofactor.
    return (point.multiplied(by: parameter) + point).affine
  }

  /// A point of G2 from an element of Fp2 (EIP-2537 §Mapping; RFC 9380 §8.8.2 without the hash).
  package static func map(_ element: Fp2<Field>) -> AffinePoint<G2> {
    let point = mapToG2.map(element)
    // Budroni and Pintore, "Efficient hash maps to G2 on BLS curves":
    // z·(z·P + ψ(P) − P) − P − ψ(P) + ψ²(2P), with z negative.
    let image = point.frobenius()
    let inner = image - point - point.multiplied(by: parameter)
    let last = point.doubled().frobenius().frobenius()
    return (last - inner.multiplied(by: parameter) - point - image).affine
  }

  private static let mapToG1 = SimplifiedSWU<G1>(
    a: Field(
      "144698a3b8e9433d693a02c96d4982b0ea985383ee66a8d8e8981aefd881ac98936f8da0e0f97f5cf428082d584c1d"
    ),
    b: Field(
      "12e2908d11688030018b12e8753eee3b2016c1f0f24f4070a0b9c14fcef35ef55a23215a316ceaa5d1cc48e98e172be0"
    ),
    z: Field("b"), isogeny: .toBLS12381G1)

  private static let mapToG2 = SimplifiedSWU<G2>(
    a: Fp2(.zero, Field("f0")), b: Fp2(Field("3f4"), Field("3f4")), z: -Fp2(Field("2"), .one),
    isogeny: .toBLS12381G2)
}
