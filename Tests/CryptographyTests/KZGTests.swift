import Cryptography
import Primitives
import Testing

@Suite struct KZGTests {
  /// The commitment to a constant polynomial is that constant times the generator, and its proof is
  /// infinity, whatever the trusted setup.
  @Test func constantPolynomialIsProved() throws {
    let commitment = try Hex.decode(
      "97f1d3a73197d7942695638c4fa9ac0fc3688c4f9774b905a14e3a3f171bac586c55e83ff97a1aeffb3af00adb22c6bb"
    )
    let proof = [0xc0] + [UInt8](repeating: 0, count: 47)
    for point: UInt256 in [0, 1, BLS12381.order - 1] {
      #expect(KZG.verify(commitment: commitment, proof: proof, point: point, value: 1))
      #expect(!KZG.verify(commitment: commitment, proof: proof, point: point, value: 2))
    }
    #expect(!KZG.verify(commitment: commitment, proof: proof, point: BLS12381.order, value: 1))
    #expect(
      !KZG.verify(commitment: commitment, proof: proof, point: 0, value: BLS12381.order + 1))
    #expect(!KZG.verify(commitment: proof, proof: commitment, point: 0, value: 0))
  }

  /// The vector of EIP-4844's reference tests that go-ethereum carries, and its neighbours.
  @Test func evaluationIsProved() throws {
    let point = UInt256(
      hexadecimal: "564c0a11a0f704f4fc3e8acfe0f8245f0ad1347b378fbf96e206da11a5d36306")
    let value = UInt256(
      hexadecimal: "24d25032e67a7e6a4910df5834b8fe70e6bcfeeac0352434196bdf4b2485d5a1")
    let commitment = try Hex.decode(
      "8f59a8d2a1a625a17f3fea0fe5eb8c896db3764f3185481bc22f91b4aaffcca25f26936857bc3a7c2539ea8ec3a952b7"
    )
    let proof = try Hex.decode(
      "873033e038326e87ed3e1276fd140253fa08e9fc25fb2d9a98527fc22a2c9612fbeafdad446cbc7bcdbdcd780af2c16a"
    )
    #expect(KZG.verify(commitment: commitment, proof: proof, point: point, value: value))
    #expect(!KZG.verify(commitment: commitment, proof: proof, point: point + 1, value: value))
    #expect(!KZG.verify(commitment: commitment, proof: proof, point: point, value: value + 1))
    #expect(!KZG.verify(commitment: proof, proof: commitment, point: point, value: value))
    #expect(
      Hex.encode(KZG.versionedHash(of: commitment))
        == "01e798154708fe7789429634053cbf9f99b619f9f084048927333fce637f549b")
  }
}
