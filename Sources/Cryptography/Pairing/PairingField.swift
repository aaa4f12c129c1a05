/// A prime field that carries the tower of extensions of a pairing of embedding degree 12:
/// Fp2 = Fp[u]/(u² + 1), Fp6 = Fp2[v]/(v³ − ξ), Fp12 = Fp6[w]/(w² − v).
package protocol PairingField: MontgomeryField {
  /// ξ · value.
  static func timesNonResidue(_ value: Fp2<Self>) -> Fp2<Self>

  /// ξ^(i (p − 1) / 6) for i from 0 to 5, which is what w^i gains by raising to the power p.
  static var frobeniusCoefficients: [Fp2<Self>] { get }
}
