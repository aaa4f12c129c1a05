import JSONText
import Precompiles
import Primitives
import TestSupport
import Testing

/// The public vectors: output, gas and failure of every contract.
///
/// A debug build is up to fifty times slower than a release build, so it takes only every
/// `stride`-th row of the heavy files; `FEVM_FULL=1` in the environment, or a release build, takes all.
@Suite struct PrecompileVectorTests {
  @Test(.enabled(if: folder != nil, "needs ethereum-tests/precompiles"), arguments: files)
  func everyRowHasItsOutputAndGas(file: VectorFile) throws {
    let folder = try #require(Self.folder)
    let rows = try #require(JSONValue.parse(Fixtures.bytes("\(folder)/\(file.path)")).array)
    let precompile = try #require(
      PrecompileTable(file.revision)[EthAddress(truncating: UInt256(file.number))])
    #expect(!rows.isEmpty)
    for index in stride(from: 0, to: rows.count, by: isFullRun ? 1 : file.stride) {
      let row = rows[index]
      let name = row["Name"]?.string ?? "row \(index)"
      let input = try Hex.decode(try #require(row["Input"]?.string, "\(name)"))
      if file.comparesGas, let gas = row["Gas"]?.uint64 {
        #expect(precompile.gas(input) == gas, "\(file): gas of \(name)")
      }
      let output = try precompile.run(input)
      if row["ExpectedError"] != nil {
        #expect(output == nil, "\(file): \(name) must fail")
      } else {
        let expected = try Hex.decode(try #require(row["Expected"]?.string, "\(name)"))
        #expect(output == expected, "\(file): output of \(name)")
      }
    }
  }

  @Test(
    .enabled(if: golden != nil, "needs the golden Filecoin vectors"),
    arguments: [
      ("eth_precompiles", 1), ("bls12_precompiles", isFullRun ? 1 : 7), ("p256_precompile", 1),
    ])
  func filecoinGivesTheSameAnswers(file: String, stride step: Int) throws {
    let folder = try #require(Self.golden)
    let rows = try #require(
      JSONValue.parse(Fixtures.bytes("\(folder)/\(file).json"))["cases"]?.array)
    #expect(!rows.isEmpty)
    for row in stride(from: 0, to: rows.count, by: step).map({ rows[$0] }) {
      let name = row["name"]?.string ?? ""
      let number = try #require(UInt64(row["address"]?.string ?? "", radix: 16), "\(name)")
      let input = try Hex.decode(try #require(row["input"]?.string, "\(name)"))
      let succeeds = try #require(row["success"]?.bool as Bool?, "\(name)")
      let expected = try Hex.decode(try #require(row["return"]?.string, "\(name)"))
      guard let precompile = PrecompileTable.filecoin[EthAddress(truncating: UInt256(number))]
      else {
        #expect(number == 0x0a && succeeds && expected == [], "\(file): \(name)")
        continue
      }
      let output = try precompile.run(input)
      #expect(output == (succeeds ? expected : nil), "\(file): \(name)")
    }
  }

  static let folder = Fixtures.vectors("precompiles")
  static let golden = Fixtures.vectors("filecoin-golden")

  static let files: [VectorFile] = [
    .init("geth-lgpl3/ecRecover.json", 0x01, .osaka),
    .init("geth-lgpl3/modexp.json", 0x05, .byzantium),
    .init("geth-lgpl3/modexp_eip2565.json", 0x05, .berlin),
    .init("geth-lgpl3/modexp_eip7883.json", 0x05, .osaka),
    .init("geth-lgpl3/bn256Add.json", 0x06, .istanbul),
    .init("geth-lgpl3/bn256ScalarMul.json", 0x07, .istanbul),
    .init("geth-lgpl3/bn256Pairing.json", 0x08, .istanbul),
    .init("geth-lgpl3/blake2F.json", 0x09, .istanbul, stride: 3),
    .init("geth-lgpl3/fail-blake2f.json", 0x09, .istanbul),
    .init("geth-lgpl3/pointEvaluation.json", 0x0a, .cancun),
    .init("geth-lgpl3/blsG1Add.json", 0x0b, .prague, stride: 4),
    .init("geth-lgpl3/fail-blsG1Add.json", 0x0b, .prague),
    .init("geth-lgpl3/blsG1Mul.json", 0x0c, .prague),
    .init("geth-lgpl3/fail-blsG1Mul.json", 0x0c, .prague),
    .init("geth-lgpl3/blsG1MultiExp.json", 0x0c, .prague, stride: 20),
    .init("geth-lgpl3/fail-blsG1MultiExp.json", 0x0c, .prague),
    .init("geth-lgpl3/blsG2Add.json", 0x0d, .prague, stride: 4),
    .init("geth-lgpl3/fail-blsG2Add.json", 0x0d, .prague),
    .init("geth-lgpl3/blsG2Mul.json", 0x0e, .prague),
    .init("geth-lgpl3/fail-blsG2Mul.json", 0x0e, .prague),
    .init("geth-lgpl3/blsG2MultiExp.json", 0x0e, .prague, stride: 20),
    .init("geth-lgpl3/fail-blsG2MultiExp.json", 0x0e, .prague),
    .init("geth-lgpl3/blsPairing.json", 0x0f, .prague, stride: 20),
    .init("geth-lgpl3/fail-blsPairing.json", 0x0f, .prague),
    .init("geth-lgpl3/blsMapG1.json", 0x10, .prague, stride: 10),
    .init("geth-lgpl3/fail-blsMapG1.json", 0x10, .prague),
    .init("geth-lgpl3/blsMapG2.json", 0x11, .prague, stride: 20),
    .init("geth-lgpl3/fail-blsMapG2.json", 0x11, .prague),
    .init("geth-lgpl3/p256Verify.json", 0x100, .osaka, stride: 5),
    .init("eips-cc0/eip-2537/add_G1_bls.json", 0x0b, .prague),
    .init("eips-cc0/eip-2537/fail-add_G1_bls.json", 0x0b, .prague),
    .init("eips-cc0/eip-2537/mul_G1_bls.json", 0x0c, .prague, stride: 2),
    .init("eips-cc0/eip-2537/fail-mul_G1_bls.json", 0x0c, .prague),
    .init("eips-cc0/eip-2537/msm_G1_bls.json", 0x0c, .prague, stride: 50),
    .init("eips-cc0/eip-2537/fail-msm_G1_bls.json", 0x0c, .prague),
    .init("eips-cc0/eip-2537/add_G2_bls.json", 0x0d, .prague),
    .init("eips-cc0/eip-2537/fail-add_G2_bls.json", 0x0d, .prague),
    .init("eips-cc0/eip-2537/mul_G2_bls.json", 0x0e, .prague, stride: 2),
    .init("eips-cc0/eip-2537/fail-mul_G2_bls.json", 0x0e, .prague),
    .init("eips-cc0/eip-2537/fail-msm_G2_bls.json", 0x0e, .prague),
    .init("eips-cc0/eip-2537/pairing_check_bls.json", 0x0f, .prague, stride: 3),
    .init("eips-cc0/eip-2537/fail-pairing_check_bls.json", 0x0f, .prague),
    .init("eips-cc0/eip-2537/map_fp_to_G1_bls.json", 0x10, .prague),
    .init("eips-cc0/eip-2537/fail-map_fp_to_G1_bls.json", 0x10, .prague),
    .init("eips-cc0/eip-2537/map_fp2_to_G2_bls.json", 0x11, .prague),
    .init("eips-cc0/eip-2537/fail-map_fp2_to_G2_bls.json", 0x11, .prague),
    // The gas of these two is 3450, which is the older RIP-7212's.
    .init("eips-cc0/eip-7951/test-vectors.json", 0x100, .osaka, comparesGas: false, stride: 5),
    .init("builtin-actors/eip7951_p256verify.json", 0x100, .osaka, comparesGas: false, stride: 5),
    .init("builtin-actors/ecRecover.json", 0x01, .osaka),
    .init("builtin-actors/modexp.json", 0x05, .byzantium),
    .init("builtin-actors/modexp_eip2565.json", 0x05, .berlin),
    .init("builtin-actors/bn256Add.json", 0x06, .istanbul),
    .init("builtin-actors/bn256ScalarMul.json", 0x07, .istanbul),
    .init("builtin-actors/bn256Pairing.json", 0x08, .istanbul, stride: 2),
    .init("builtin-actors/blake2F.json", 0x09, .istanbul, stride: 3),
    .init("builtin-actors/fail-blake2f.json", 0x09, .istanbul),
  ]
}

/// A file in geth's format: rows of input and either output and gas, or an error.
struct VectorFile: Sendable, CustomTestStringConvertible {
  let path: String
  let number: UInt64
  let revision: Revision
  let comparesGas: Bool
  let stride: Int

  init(
    _ path: String, _ number: UInt64, _ revision: Revision, comparesGas: Bool = true,
    stride: Int = 1
  ) {
    self.path = path
    self.number = number
    self.revision = revision
    self.comparesGas = comparesGas
    self.stride = stride
  }

  var testDescription: String { path }
}
