import Cryptography
import Primitives
import Testing

@Suite struct BN254Tests {
  typealias G1 = AffinePoint<BN254.G1>
  typealias G2 = AffinePoint<BN254.G2>

  /// EIP-196: (1, 2).
  let generator1: G1
  /// EIP-197 §Definition of the groups.
  let generator2: G2

  init() throws {
    generator1 = try #require(g1(["1", "2"]))
    generator2 = try #require(
      g2([
        "198e9393920d483a7260bfb731fb5d25f1aa493335a9e71297e485b7aef312c2",
        "1800deef121f1e76426a00665e5c4479674322d4f75edadd46debd5cd992f6ed",
        "090689d0585ff075ec9e99ad690c3395bc4b313370b38ef355acdadcd122975b",
        "12c85ea5db8c6deb4aab71808dcb408fe3d1e7690c43d37b4ce6cc0166fa7daa",
      ]))
  }

  @Test func generatorsHaveTheOrderOfTheGroups() {
    #expect(byDoubling(generator1, BN254.order) == .infinity)
    #expect(byDoubling(generator2, BN254.order) == .infinity)
    #expect(byDoubling(generator1, BN254.order - 1) == -generator1)
  }

  /// The endomorphism's short scalars against doubling and adding.
  @Test func multiplicationTakesAnyWord() {
    let scalars: [UInt256] = [
      0, 1, 2, 3, BN254.order - 1, BN254.order, BN254.order + 1, .max,
      UInt256(limbs: 0x1234_5678_9abc_def0, 0x0fed_cba9_8765_4321, 0xaaaa_5555_aaaa_5555, 0x30),
      UInt256(limbs: 0, 0, 1, 0), UInt256(limbs: .max, .max, 0, 0),
      UInt256(UInt64(9_931_322_734_385_697_763)),
    ]
    for scalar in scalars {
      #expect(
        BN254.multiply(generator1, by: scalar) == byDoubling(generator1, scalar), "\(scalar)")
    }
    #expect(BN254.multiply(.infinity, by: 5) == .infinity)
  }

  @Test func pairingIsBilinearAndNotDegenerate() {
    let (a, b): (UInt256, UInt256) = (0x1_0001, 0xdead_beef_cafe)
    let left = BN254.multiply(generator1, by: a)
    let right = byDoubling(generator2, b)
    let product = BN254.multiply(generator1, by: a * b)
    #expect(BN254.pairingIsOne([(left, right), (-product, generator2)]))
    #expect(!BN254.pairingIsOne([(left, right), (product, generator2)]))
    #expect(!BN254.pairingIsOne([(generator1, generator2)]))
    #expect(BN254.pairingIsOne([]))
    #expect(BN254.pairingIsOne([(.infinity, generator2), (generator1, .infinity)]))
  }

  @Test func malformedPointsAreRefused() {
    let p = "30644e72e131a029b85045b68181585d97816a916871ca8d3c208c16d87cfd47"
    let pAndOne = "30644e72e131a029b85045b68181585d97816a916871ca8d3c208c16d87cfd48"
    #expect(g1([p, p]) == nil)
    #expect(g1([pAndOne, "2"]) == nil)
    #expect(g1(["1", "3"]) == nil)
    #expect(g1(["1"]) == nil)
    #expect(g1(["0", "0"]) == .infinity)
    // On the twist, but of another order (found with py_ecc).
    #expect(
      g2([
        "1", "2", "2b76c179599bb92a963dac85546a005a777f7c13f6a7b75d5918b6b5808f5fde",
        "101f7278419308b95099eca02dcee0c5381f4d26d1d62313f057167f064101ce",
      ]) == nil)
  }
}

/// A point from coordinates in hexadecimal.
private func g1(_ words: [String]) -> AffinePoint<BN254.G1>? {
  AffinePoint(bigEndian: bytes(words).span, at: 0)
}

private func g2(_ words: [String]) -> AffinePoint<BN254.G2>? {
  AffinePoint(bigEndian: bytes(words).span, at: 0)
}

private func bytes(_ words: [String]) -> [UInt8] {
  words.flatMap { UInt256(hexadecimal: $0).bigEndianBytes }
}

extension UInt256 {
  /// A number that a test states in hexadecimal digits.
  init(hexadecimal digits: String) { self = UInt256(text: "0x" + digits) ?? 0 }
}

/// A point times a number, by the definition.
func byDoubling<Group: CurveGroup>(
  _ point: AffinePoint<Group>, _ scalar: UInt256
) -> AffinePoint<Group> {
  var sum = JacobianPoint<Group>.infinity
  for bit in (0..<256).reversed() {
    sum = sum.doubled()
    if (scalar >> UInt64(bit)).limb0 & 1 == 1 { sum = sum + point }
  }
  return sum.affine
}
