package import Primitives

/// KZG commitments to blobs (EIP-4844; consensus-specs `deneb/polynomial-commitments.md`).
package enum KZG {
  /// The version byte of a commitment's hash.
  private static let versionByte: UInt8 = 0x01

  /// The hash by which a transaction names a commitment: 0x01 and the last 31 bytes of SHA-256.
  package static func versionedHash(of commitment: [UInt8]) -> [UInt8] {
    [versionByte] + SHA256.hash(commitment).dropFirst()
  }

  /// Whether `proof` shows that the polynomial behind `commitment` is `value` at `point`.
  ///
  /// Commitment and proof are compressed points of G1, point and value numbers below r; anything
  /// else is false.
  package static func verify(
    commitment: [UInt8], proof: [UInt8], point: UInt256, value: UInt256
  ) -> Bool {
    guard point < BLS12381.order, value < BLS12381.order,
      let commitment = AffinePoint<BLS12381.G1>(compressed: commitment),
      let proof = AffinePoint<BLS12381.G1>(compressed: proof)
    else { return false }
    // C − value·G = (s − point)·proof, as pairings with s in G2:
    // e(C − value·G + point·proof, −H) · e(proof, s·H) = 1.
    let left = commitment + BLS12381.sum([-BLS12381.generatorG1, proof], [value, point])
    return BLS12381.pairingProductIsOne([(left, negatedGenerator), (proof, trustedSetup)])
  }

  /// −H.
  private static let negatedGenerator = PreparedPoint<BLS12381>(-BLS12381.generatorG2)

  /// s·H, the second G2 point of the ceremony's output (consensus-specs
  /// `trusted_setup_4096.json`, `g2_monomial[1]`).
  private static let trustedSetup = PreparedPoint<BLS12381>(trustedSetupPoint)

  private static let trustedSetupPoint = AffinePoint<BLS12381.G2>(
    x: Fp2(
      Field(
        "185cbfee53492714734429b7b38608e23926c911cceceac9a36851477ba4c60b087041de621000edc98edada20c1def2"
      ),
      Field(
        "15bfd7dd8cdeb128843bc287230af38926187075cbfbefa81009a2ce615ac53d2914e5870cb452d2afaaab24f3499f72"
      )),
    y: Fp2(
      Field(
        "14353bdb96b626dd7d5ee8599d1fca2131569490e28de18e82451a496a9c9794ce26d105941f383ee689bfbbb832a99"
      ),
      Field(
        "1666c54b0a32529503432fcae0181b4bef79de09fc63671fda5ed1ba9bfa07899495346f3d7ac9cd23048ef30d0a154f"
      )))

  private typealias Field = BLS12381Field
}
