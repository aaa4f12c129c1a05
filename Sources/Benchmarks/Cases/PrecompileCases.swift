import Conformance
import Cryptography
import JSONText
import Precompiles
import Primitives

/// Benchmark cases that call precompiled contracts, with inputs of the published vectors.
package enum PrecompileCases {
  /// A contract and the vector that is its measure.
  private struct Row {
    let name: String
    let address: UInt64
    let revision: Revision
    /// Below the folder of the vectors.
    let file: String
    let vector: String
  }

  private static let rows = [
    Row(
      name: "modexp_2048", address: 5, revision: .cancun, file: "geth-lgpl3/modexp_eip2565.json",
      vector: "nagydani-3-pow0x10001"),
    Row(
      name: "bn254_add", address: 6, revision: .cancun, file: "geth-lgpl3/bn256Add.json",
      vector: "chfast1"),
    Row(
      name: "bn254_mul", address: 7, revision: .cancun, file: "geth-lgpl3/bn256ScalarMul.json",
      vector: "chfast1"),
    Row(
      name: "bn254_pairing_10", address: 8, revision: .cancun,
      file: "geth-lgpl3/bn256Pairing.json", vector: "ten_point_match_1"),
    Row(
      name: "blake2f_12", address: 9, revision: .cancun, file: "geth-lgpl3/blake2F.json",
      vector: "vector 6"),
    Row(
      name: "kzg_point_evaluation", address: 0x0a, revision: .cancun,
      file: "geth-lgpl3/pointEvaluation.json", vector: "pointEvaluation1"),
    Row(
      name: "bls_g1_msm_25", address: 0x0c, revision: .prague,
      file: "geth-lgpl3/blsG1MultiExp.json", vector: "bls_g1multiexp_larger"),
    Row(
      name: "bls_g2_msm_25", address: 0x0e, revision: .prague,
      file: "geth-lgpl3/blsG2MultiExp.json", vector: "bls_g2multiexp_larger"),
    Row(
      name: "bls_pairing_10", address: 0x0f, revision: .prague,
      file: "geth-lgpl3/blsPairing.json", vector: "bls_pairing_10pairchecksfalse"),
    Row(
      name: "bls_map_to_g1", address: 0x10, revision: .prague, file: "geth-lgpl3/blsMapG1.json",
      vector: "matter_fp_to_g1_0"),
    Row(
      name: "bls_map_to_g2", address: 0x11, revision: .prague, file: "geth-lgpl3/blsMapG2.json",
      vector: "matter_fp2_to_g2_1"),
    Row(
      name: "p256_verify", address: 0x100, revision: .osaka, file: "geth-lgpl3/p256Verify.json",
      vector:
        "wycheproof/ecdsa_secp256r1_sha256_p1363_test.json EcdsaP1363Verify SHA-256 #3: "
        + "Modified r or s, e.g. by adding or subtracting the order of the group"),
  ]

  /// Every case whose vectors are in `folder`, and those that need none.
  package static func cases(folder: String) throws -> [BenchmarkCase] {
    var cases = [try recovery()] + hashes() + powers() + [compression()]
    for row in rows {
      guard let file = try? VectorFile.json("\(folder)/\(row.file)"),
        let vector = file.array?.first(where: { $0["Name"]?.string == row.vector })
      else { continue }
      cases.append(
        call(
          row.name, row.address, row.revision, input: try vector.at("Input", Read.bytes),
          output: try vector.at("Expected", Read.bytes)))
    }
    return cases
  }

  private static func hashes() -> [BenchmarkCase] {
    let input = (0..<8192).map { UInt8(truncatingIfNeeded: $0 &* 37 &+ $0 >> 8) }
    return [
      call("sha256_8k", 2, .cancun, input: input), call("ripemd160_8k", 3, .cancun, input: input),
      call("identity_8k", 4, .cancun, input: input, output: input),
    ]
  }

  /// MODEXP where the work is dearest for its price: every exponent bit set, moduli of one limb, of
  /// the cheapest width and of the widest, odd and even.
  private static func powers() -> [BenchmarkCase] {
    let shapes: [(name: String, width: Int, exponent: Int, isEven: Bool)] = [
      ("8_exp648", 8, 648, false), ("8_exp648_even", 8, 648, true), ("32_exp32", 32, 32, false),
      ("32_exp32_even", 32, 32, true), ("256_exp1_even", 256, 1, true),
      ("1024_exp1_even", 1024, 1, true), ("1024_exp128", 1024, 128, false),
    ]
    return shapes.map { shape in
      let base = (0..<shape.width).map { UInt8(truncatingIfNeeded: 0xfb &- $0 &* 7) }
      var modulus = [UInt8](repeating: 0xff, count: shape.width)
      modulus[shape.width - 1] = shape.isEven ? 0xfe : 0xff
      let header = [shape.width, shape.exponent, shape.width].flatMap {
        UInt256(UInt64($0)).bigEndianBytes
      }
      let exponent = [UInt8](repeating: 0xff, count: shape.exponent)
      return call("modexp_\(shape.name)", 5, .osaka, input: header + base + exponent + modulus)
    }
  }

  /// BLAKE2F with a million rounds, a gas each.
  private static func compression() -> BenchmarkCase {
    let words = (0..<208).map { UInt8(truncatingIfNeeded: $0 &* 29 &+ 5) }
    return call("blake2f_1m", 9, .cancun, input: [0x00, 0x0f, 0x42, 0x40] + words + [1])
  }

  /// ECRECOVER of a signature made here: the published vectors hold failures only.
  private static func recovery() throws -> BenchmarkCase {
    let key = [UInt8](repeating: 0x45, count: 32)
    let digest = Keccak256.hash(Array("fevm bench".utf8))
    guard let signature = Secp256k1.sign(digest: digest, privateKey: key),
      let address = Secp256k1.address(of: key)
    else { throw VectorError("ecrecover: cannot sign") }
    let input =
      digest.bytes + UInt256(27 + UInt64(signature.recoveryID)).bigEndianBytes
      + signature.r.bigEndianBytes + signature.s.bigEndianBytes
    return call(
      "ecrecover", 1, .cancun, input: input, output: address.word.bigEndianBytes)
  }

  private static func call(
    _ name: String, _ address: UInt64, _ revision: Revision, input: [UInt8],
    output: [UInt8]? = nil
  ) -> BenchmarkCase {
    let recipient = EthAddress(truncating: UInt256(address))
    return BenchmarkCase(
      name: "precompiles/\(name)", revision: revision,
      sender: EthAddress(truncating: 0xca11e4), recipient: recipient, gas: 100_000_000,
      input: input, expectedOutput: output,
      expectedGas: PrecompileTable(revision)[recipient]?.gas(input))
  }
}
