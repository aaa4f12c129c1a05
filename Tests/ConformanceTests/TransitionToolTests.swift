import Conformance
import Ethereum
import EVM
import JSONText
import Primitives
import TestSupport
import Testing

/// The transition tool against the first blocks of published chains: what it builds from a block's
/// inputs must be what the block's header claims.
@Suite(
  .enabled(
    if: Fixtures.vectors("BlockchainTests/ValidBlocks") != nil,
    "no ethereum-tests: run tools/vectors"))
struct TransitionToolTests {
  static let files: [String] = {
    let folders = [
      "BlockchainTests/ValidBlocks/bcValidBlockTest", "BlockchainTests/ValidBlocks/bcExample",
      "BlockchainTests/ValidBlocks/bcEIP4844-blobtransactions",
      "EEST/blockchain_tests/for_osaka/prague/eip6110_deposits/deposits",
      "EEST/blockchain_tests/for_osaka/prague/eip7002_el_triggerable_withdrawals/withdrawal_requests",
    ]
    return folders.flatMap { folder in
      // A folder that is not there has no files for us.
      (Fixtures.vectors(folder).flatMap { try? Discovery.files([$0]) }) ?? []
    }
  }()

  @Test(arguments: files)
  func buildsTheFirstBlock(file: String) throws {
    for test in try VectorFile.json(file).object ?? [:] {
      guard let revision = Revision(name: test.value["network"]?.string ?? ""),
        let step = test.value["blocks"]?[0], step["expectException"] == nil,
        step["blockHeader"] != nil
      else { continue }
      let bytes = try step.at("rlp", Read.bytes)
      let block = try Block.decode(bytes)
      let result = try ExecutionThread.run {
        try TransitionTool(revision: revision, chainID: 1, reward: nil).run(
          alloc: try #require(test.value["pre"]), environment: Self.environment(block),
          transactions: .string(Hex.encode(Self.list(block.transactions), prefix: true)))
      }
      let header = block.header
      let name = test.key
      #expect(result.result["stateRoot"]?.string == header.stateRoot.description, "\(name)")
      #expect(result.result["receiptsRoot"]?.string == header.receiptsRoot.description)
      #expect(result.result["txRoot"]?.string == header.transactionsRoot.description)
      #expect(result.result["gasUsed"]?.string == UInt256(header.gasUsed).hexQuantity)
      #expect(
        result.result["logsBloom"]?.string == Hex.encode(header.bloom.bytes, prefix: true))
      #expect(result.result["requestsHash"]?.string == header.requestsHash?.description)
      #expect(result.result["rejected"] == nil)
    }
  }

  static func environment(_ block: Block) -> JSONValue {
    let header = block.header
    func quantity(_ number: UInt64?) -> JSONValue {
      number.map { .string(UInt256($0).hexQuantity) } ?? .null
    }
    return [
      "currentCoinbase": .string(header.coinbase.description),
      "currentNumber": quantity(header.number), "currentTimestamp": quantity(header.timestamp),
      "currentGasLimit": quantity(header.gasLimit),
      "currentRandom": .string(header.mixHash.description),
      "currentBaseFee": header.baseFee.map { .string($0.hexQuantity) } ?? .null,
      "currentExcessBlobGas": quantity(header.excessBlobGas),
      "parentBeaconBlockRoot": header.parentBeaconBlockRoot.map { .string($0.description) }
        ?? .null,
      "blockHashes": ["0": .string(header.parentHash.description)],
      "withdrawals": .array(
        (block.withdrawals ?? []).map { withdrawal in
          [
            "index": quantity(withdrawal.index),
            "validatorIndex": quantity(withdrawal.validatorIndex),
            "address": .string(withdrawal.address.description),
            "amount": quantity(withdrawal.amount),
          ]
        }),
    ]
  }

  static func list(_ transactions: [Transaction]) -> [UInt8] {
    RLPEncoder.list { list in
      for transaction in transactions {
        if transaction.type == .legacy {
          list.append(encoded: transaction.encoded)
        } else {
          list.append(transaction.encoded)
        }
      }
    }
  }

  /// The first transaction of EIP-155's example, by its key and signed by us.
  @Test func signsRejectsAndReports() throws {
    let key = "0x" + String(repeating: "46", count: 32)
    let sender = "0x9d8a62f656a8d1615c1294fd71e9cfb3e4855a4f"
    let transaction: JSONValue = [
      "nonce": "0x9", "gasPrice": "0x4a817c800", "gas": "0x5208",
      "to": "0x3535353535353535353535353535353535353535", "value": "0xde0b6b3a7640000",
      "input": "0x", "v": "0x0", "r": "0x0", "s": "0x0", "secretKey": .string(key),
    ]
    let result = try ExecutionThread.run {
      try TransitionTool(revision: .spuriousDragon, chainID: 1, reward: 0).run(
        alloc: .object([sender: ["balance": "0x1bc16d674ec80000", "nonce": "0x9"]]),
        environment: [
          "currentCoinbase": "0x0000000000000000000000000000000000000000",
          "currentNumber": "1", "currentTimestamp": "1000", "currentGasLimit": "0x1000000",
          "currentDifficulty": "0x20000",
        ], transactions: [transaction, transaction])
    }
    // EIP-155 gives the signed transaction.
    #expect(
      Hex.encode(result.body) == "f86e"
        + "f86c098504a817c800825208943535353535353535353535353535353535353535880de0b6b3a7640000"
        + "8025a028ef61340bd939bc2195fe537567866003e1a15d3c71ff63e1590620aa636276a067cbe9d8997f76"
        + "1aecb703304b3800ccf555c9f3dc64214b297fb1966a3b6d83")
    #expect(result.result["rejected"]?[0]?["index"] == 1)
    #expect(result.result["rejected"]?[1] == nil)
    #expect(result.alloc[sender]?["nonce"] == "0xa")
    #expect(
      result.alloc["0x3535353535353535353535353535353535353535"]?["balance"]
        == "0xde0b6b3a7640000")
  }

  @Test(arguments: [
    (#"{"currentCoinbase": "0x00"}"#, Int32(10)),
    (
      #"{"currentCoinbase":"0x0000000000000000000000000000000000000000","currentNumber":"1","currentTimestamp":"1","currentGasLimit":"1"}"#,
      3
    ),
  ])
  func badInputHasItsStatus(environment: String, status: Int32) throws {
    let json = try JSONValue.parse(environment)
    let error = #expect(throws: TransitionError.self) {
      try TransitionTool(revision: .london, chainID: 1, reward: nil).run(
        alloc: [:], environment: json, transactions: [])
    }
    #expect(error?.exitStatus == status)
  }
}
