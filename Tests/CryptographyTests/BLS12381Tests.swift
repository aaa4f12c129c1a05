import Cryptography
import Primitives
import Testing

@Suite struct BLS12381Tests {
  typealias G1 = AffinePoint<BLS12381.G1>
  typealias G2 = AffinePoint<BLS12381.G2>

  @Test func generatorsHaveTheOrderOfTheGroups() {
    #expect(byDoubling(BLS12381.generatorG1, BLS12381.order) == .infinity)
    #expect(byDoubling(BLS12381.generatorG2, BLS12381.order) == .infinity)
    #expect(BLS12381.generatorG1.isInSubgroup)
    #expect(BLS12381.generatorG2.isInSubgroup)
    #expect(G1.infinity.isInSubgroup && G2.infinity.isInSubgroup)
  }

  /// Few points and many take different ways.
  @Test(arguments: [1, 2, 5, 40])
  func sumsAgreeWithDoublingAndAdding(count: Int) {
    // Multiples of the order, repeated and opposite points lie among them.
    var scalars: [UInt256] = [
      .max, 0, 1, BLS12381.order, BLS12381.order - 1, UInt256(limbs: .max, .max, 0, 0),
      UInt256(limbs: 0, 0xd201_0000_0001_0000, 0, 0),
    ]
    var seed: UInt64 = 7
    while scalars.count < count {
      seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      scalars.append(UInt256(limbs: seed, ~seed, seed &* 3, seed &* 5))
    }
    scalars = Array(scalars.prefix(count))
    func points<Group: CurveGroup>(_ base: AffinePoint<Group>) -> [AffinePoint<Group>] {
      let double = base + base
      return (0..<count).map { [base, -base, double, .infinity, double + base][$0 % 5] }
    }
    func expected<Group: CurveGroup>(_ points: [AffinePoint<Group>]) -> AffinePoint<Group> {
      zip(points, scalars).map { byDoubling($0, $1) }.reduce(.infinity, +)
    }
    let inG1 = points(BLS12381.generatorG1)
    #expect(BLS12381.sum(inG1, scalars) == expected(inG1))
    let inG2 = points(BLS12381.generatorG2)
    #expect(BLS12381.sum(inG2, scalars) == expected(inG2))
  }

  @Test func pairingIsBilinearAndNotDegenerate() {
    let (a, b): (UInt256, UInt256) = (0x1_0001, 0xdead_beef_cafe)
    let left = byDoubling(BLS12381.generatorG1, a)
    let right = byDoubling(BLS12381.generatorG2, b)
    let product = byDoubling(BLS12381.generatorG1, a * b)
    #expect(BLS12381.pairingIsOne([(left, right), (-product, BLS12381.generatorG2)]))
    #expect(!BLS12381.pairingIsOne([(left, right), (product, BLS12381.generatorG2)]))
    #expect(!BLS12381.pairingIsOne([(BLS12381.generatorG1, BLS12381.generatorG2)]))
  }

  /// Points on the curves, but of another order (found with py_ecc).
  @Test func pointsOutsideTheSubgroupsAreTold() throws {
    let y =
      "0a989badd40d6212b33cffc3f3763e9bc760f988c9926b26da9dd85e928483446346b8ed00e1de5d5ea93e354abe706c"
    let inG1 = try #require(g1(["4", y]))
    #expect(!inG1.isInSubgroup)
    let y0 =
      "17faa6201231304f270b858dad9462089f2a5b83388e4b10773abc1eef6d193b9fce4e8ea2d9d28e3c3a315aa7de14ca"
    let y1 =
      "0cc12449be6ac4e7f367e7242250427c4fb4c39325d3164ad397c1837a90f0ea1a534757df374dd6569345eb41ed76e"
    let inG2 = try #require(g2(["1", "1", y0, y1]))
    #expect(!inG2.isInSubgroup)
  }

  /// Elements at which the map divides by zero, or takes the root of a real number; the images' x
  /// (its first half in G2) computed with py_ecc.
  @Test func mapsHoldAtExceptionalElements() throws {
    let toG1 = [
      (
        "0",
        "11a9a0372b8f332d5c30de9ad14e50372a73fa4c45d5f2fa5097f2d6fb93bcac592f2e1711ac43db0519870c7d0ea415"
      ),
      (
        "1a0111ea397fe69a4b1ba7b6434bacd764774b84f38512bf6730d2a0f6b0f6241eabfffeb153ffffb9feffffffffaaaa",
        "1073311196f8ef19477219ccee3a48035ff432295aa9419eed45d186027d88b90832e14c4f0e2aa4d15f54d1c3ed0f93"
      ),
      (
        "1f7462c8b6cbf74db38f4a9a3d71bda12f01df4948d09ff046edbdd403fc31088b69520ee5c57fb7cc51062bde821b8",
        "11a9a0372b8f332d5c30de9ad14e50372a73fa4c45d5f2fa5097f2d6fb93bcac592f2e1711ac43db0519870c7d0ea415"
      ),
    ]
    for (element, x) in toG1 {
      let image = BLS12381.map(try #require(field(element)))
      #expect(image.x == field(x), "\(element)")
    }
    let toG2 = [
      (
        "0",
        "0",
        "18320896ec9eef9d5e619848dc29ce266f413d02dd31d9b9d44ec0c79cd61f18b075ddba6d7bd20b7ff27a4b324bfce"
      ),
      (
        "0",
        "1",
        "f5ab9ab512bac0e5aa9d4be326afefbfa5db2dba6c88000f1cfeaa0cd62b2b2604935e2794933d76f9887bae7ed2851"
      ),
      (
        "1a0111ea397fe69a4b1ba7b6434bacd764774b84f38512bf6730d2a0f6b0f6241eabfffeb153ffffb9feffffffffaaaa",
        "0",
        "1770d4f641225e1a1c0f7d05857299763e98e47ec6355b81dd6cdaf6db6825052f71d35ede3af8b70f046474c48d712e"
      ),
    ]
    for (c0, c1, x) in toG2 {
      let element = Fp2(try #require(field(c0)), try #require(field(c1)))
      #expect(BLS12381.map(element).x.c0 == field(x), "\(c0) \(c1)")
    }
  }

  /// The consensus layer's encoding of the generator, and what is close to it.
  @Test func compressedPointsAreReadStrictly() throws {
    let hex =
      "97f1d3a73197d7942695638c4fa9ac0fc3688c4f9774b905a14e3a3f171bac586c55e83ff97a1aeffb3af00adb22c6bb"
    let generator = try Hex.decode(hex)
    #expect(G1(compressed: generator) == BLS12381.generatorG1)
    let negative = [0xb7] + Array(generator.dropFirst())
    #expect(G1(compressed: negative) == -BLS12381.generatorG1)
    let tail = Array(generator.dropFirst())
    // Not compressed, infinity with digits, a byte short.
    #expect(G1(compressed: [0x17] + tail) == nil)
    #expect(G1(compressed: [0xd7] + tail) == nil)
    #expect(G1(compressed: Array(generator.dropLast())) == nil)
    var short = [UInt8](repeating: 0, count: 48)
    short[0] = 0xc0
    #expect(G1(compressed: short) == .infinity)
    short[0] = 0xe0
    #expect(G1(compressed: short) == nil)
    // x = 4 is on the curve, outside the subgroup; x = 1 is not on it.
    short[0] = 0x80
    for x: UInt8 in [4, 1] {
      short[47] = x
      #expect(G1(compressed: short) == nil)
    }
  }
}

/// A point from coordinates in hexadecimal.
private func g1(_ elements: [String]) -> AffinePoint<BLS12381.G1>? {
  AffinePoint(padded: bytes(elements).span, at: 0)
}

private func g2(_ elements: [String]) -> AffinePoint<BLS12381.G2>? {
  AffinePoint(padded: bytes(elements).span, at: 0)
}

private func bytes(_ elements: [String]) -> [UInt8] {
  elements.flatMap { digits in
    (try? Hex.decode(String(repeating: "0", count: 128 - digits.count) + digits)) ?? []
  }
}

private func field(_ digits: String) -> BLS12381Field? {
  BLS12381Field(padded: bytes([digits]).span, at: 0)
}
