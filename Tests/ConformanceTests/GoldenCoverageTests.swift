import Ethereum
import JSONText
import Primitives
import TestSupport
import Testing

@testable import Conformance

/// Every file of golden rows is read by some test, and every kind of row in it: a file or a kind that
/// this list does not have fails here.
struct GoldenCoverageTests {
  /// Rows by kind, under `-` where rows have none, and the suites that read them.
  private static let files: [String: (kinds: [String: Int], readBy: String)] = [
    "addresses": (["-": 31], "FilecoinTests.AddressTests"),
    "addresses_invalid": (["-": 27], "FilecoinTests.AddressTests"),
    "amt": (["-": 20], "IPLDTests.AMTTests"),
    "base_fee": (["-": 25], "FVMTests.GasGoldenTests"),
    "block_headers": (["-": 3], "FilecoinTests.BlockHeaderTests, IPLDTests.CBORTests"),
    "bls12_precompiles": (["-": 95], "ActorsTests.EVMActorTests, PrecompilesTests"),
    "cids": (
      ["identity_cid": 6, "cid": 5, "tipset_key": 4, "cid_to_eth_hash": 3],
      "IPLDTests.CIDTests, FilecoinTests.MessageTests"
    ),
    "delegated_signers": (["-": 7], "FilecoinTests.AddressTests, CryptographyTests.VectorTests"),
    "draw_randomness": (["-": 5], "FVMTests.StateGoldenTests"),
    "eam": (
      [
        "create": 8, "create2": 5, "create_external_native": 4, "reserved": 3, "params_cbor": 2,
        "return_cbor": 1, "next_actor_address": 1,
      ], "ActorsTests.StateObjectTests, ActorsTests.GoldenRowsTests"
    ),
    "eth_address_map": (["-": 19], "FilecoinTests.AddressTests"),
    "eth_json": (
      [
        "uint64_unmarshal": 9, "eth_call_data": 3, "bigint_marshal": 2, "eth_nonce": 2,
        "uint64_marshal": 1,
      ], "GoldenCoverageTests"
    ),
    "eth_logs": (["-": 7], "BridgeTests.ViewTests"),
    "eth_precompiles": (["-": 68], "ActorsTests.EVMActorTests, PrecompilesTests"),
    "eth_transactions": (
      ["-": 89], "BridgeTests.TransactionConversionTests, EthereumTests.TransactionCodingTests"
    ),
    "eth_tx_misc": (["-": 16], "BridgeTests.TransactionConversionTests"),
    "events": (["-": 8], "FilecoinTests.MessageTests, FVMTests.StateGoldenTests"),
    "evm_behaviour": (["-": 59], "ActorsTests.EVMActorTests"),
    "frc42": (["-": 59], "FilecoinTests.NumberTests"),
    "fvm_precompiles": (["-": 44], "ActorsTests.EVMActorTests"),
    "gas_charges": (["-": 59], "FVMTests.GasGoldenTests"),
    "gas_outputs": (["-": 19], "FVMTests.GasGoldenTests"),
    "hamt": (["-": 26], "IPLDTests.TrieTests"),
    "hash_bits": (["-": 7], "IPLDTests.TrieTests"),
    "ipld_link_scan": (["-": 11], "IPLDTests.CBORTests"),
    "kamt": (["-": 33], "IPLDTests.TrieTests"),
    "kamt_parts": (["-": 12], "IPLDTests.TrieTests"),
    "log_bloom": (["-": 3], "BridgeTests.ViewTests, EthereumTests.BloomTests"),
    "messages": (["unsigned": 15, "signed_bls": 1], "FilecoinTests.MessageTests"),
    "native_method_abi": (
      ["output": 8, "input": 5], "ActorsTests.StateObjectTests, BridgeTests.ViewTests"
    ),
    "numbers": (["-": 33], "FilecoinTests.NumberTests"),
    "p256_precompile": (
      ["-": 81], "ActorsTests.EVMActorTests, PrecompilesTests, CryptographyTests.VectorTests"
    ),
    "receipts": (["-": 5], "FilecoinTests.MessageTests, FVMTests.StateGoldenTests"),
    "rlp": (["reject": 21, "roundtrip": 19, "decode": 1], "EthereumTests.RLPTests"),
    "state_objects": (
      [
        "evm_state": 7, "actor_params": 5, "actor_state": 3, "state_tree": 3, "bytecode_hash": 2,
        "empty_array": 1, "empty_hamt_or_kamt": 1, "state_root": 1, "init_state": 1,
        "manifest_data": 1,
      ],
      "FVMTests.StateGoldenTests, ActorsTests.StateObjectTests, ActorsTests.GoldenRowsTests"
    ),
  ]

  /// Files whose rows all have one reader, whatever their kind.
  private static let withoutKinds: Set<String> = [
    "eam", "cids", "eth_json", "messages", "native_method_abi", "rlp", "state_objects",
  ]

  private static func rows(in path: String) throws -> [JSONValue] {
    try #require(try JSONValue.parse(try Fixtures.bytes(path))["cases"]?.array, "\(path)")
  }

  @Test func everyRowHasAReader() throws {
    var folders = [Fixtures.path("filecoin-golden")]
    if let more = Fixtures.vectors("filecoin-golden") { folders.append(more) }
    for folder in folders {
      for file in try Fixtures.files(in: folder) {
        let name = String(file.dropLast(5))
        let known = try #require(Self.files[name], "no test reads \(file)")
        var counts: [String: Int] = [:]
        for row in try Self.rows(in: "\(folder)/\(file)") {
          let kind = Self.withoutKinds.contains(name) ? row["kind"]?.string ?? "-" : "-"
          counts[kind, default: 0] += 1
        }
        #expect(counts == known.kinds, "\(file), read by \(known.readBy)")
      }
    }
  }

  /// The rules of quantities that our readers of JSON follow too.
  @Test(.enabled(if: Fixtures.vectors("filecoin-golden/eth_json.json") != nil, "not laid"))
  func quantitiesAreReadAndWritten() throws {
    let path = try #require(Fixtures.vectors("filecoin-golden/eth_json.json"))
    for row in try Self.rows(in: path) {
      let id = try row.text("id")
      switch row["kind"]?.string {
      case "uint64_marshal":
        #expect(
          UInt256(try row.integer("value") as UInt64).hexQuantity == (try row.text("json")), "\(id)"
        )
      case "bigint_marshal":
        let value = try #require(UInt256(text: try row.text("value")))
        #expect(value.hexQuantity == (try row.text("json")), "\(id)")
      case "uint64_unmarshal":
        let json = try JSONValue.parse(Array(try row.text("json").utf8))
        #expect(try Read.uint64(json) == (try row.integer("value") as UInt64), "\(id)")
      case "eth_call_data":
        let json = try JSONValue.parse(Array(try row.text("json").utf8))
        #expect(try TransactionJSON.calldata(json) == HexText.bytes(try row.text("data")), "\(id)")
      case "eth_nonce":
        // A header's nonce, 8 bytes. Headers come to us as RLP: the reader is that of its field.
        let json = try JSONValue.parse(Array(try row.text("json").utf8))
        var field = RLPDecoder(RLPEncoder.encode(try Read.bytes(json)))
        #expect(row["ok"]?.bool == false, "\(id)")
        #expect(throws: RLPError.self, "\(id)") { try field.readBytes(count: 8) }
      case let kind: Issue.record("\(id): nobody reads \(kind ?? "rows without a kind")")
      }
    }
  }
}
