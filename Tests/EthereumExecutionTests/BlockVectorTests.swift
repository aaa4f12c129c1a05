import EVM
import Ethereum
import EthereumExecution
import JSONText
import Primitives
import TestSupport
import Testing

/// BlockchainTests: chains of blocks, valid and not.
@Suite struct BlockVectorTests {
  /// Folders of vectors, those of the longest runs left to the full sweep.
  static let folders: [String] = {
    let roots = [
      "BlockchainTests/InvalidBlocks", "BlockchainTests/TransitionTests",
      "BlockchainTests/ValidBlocks",
      "EEST/blockchain_tests/for_osaka/cancun", "EEST/blockchain_tests/for_osaka/osaka",
      "EEST/blockchain_tests/for_osaka/prague", "EEST/blockchain_tests/for_osaka/shanghai",
    ]
    return roots.flatMap { root -> [String] in
      guard let path = Fixtures.vectors(root),
        let names = try? Fixtures.files(in: path, suffix: "")
      else { return [] }
      return names.map { "\(root)/\($0)" }
    }
  }()

  static func chain(_ network: String, config: JSONValue?) throws -> ChainConfiguration {
    let id = config?["chainid"]?.string.flatMap { UInt256(text: $0)?.asUInt64 } ?? 1
    if let revision = Revision(name: network) { return ChainConfiguration(revision, chainID: id) }
    let parts = network.split(separator: "T", maxSplits: 1).map(String.init)
    switch network {
    case "ArrowGlacierToParisAtDiffC0000":
      return ChainConfiguration(forks: [
        .init(.london, at: .block(0)), .init(.paris, at: .totalDifficulty(0xc0000)),
      ])
    case "HomesteadToDaoAt5":
      return ChainConfiguration(forks: [.init(.homestead, at: .block(0))], daoForkBlock: 5)
    default:
      let from = try #require(Revision(name: parts[0]), "\(network)")
      let target = network.dropFirst(parts[0].count + 2).split(separator: "At")
      let to = try #require(target.first.flatMap { Revision(name: $0) }, "\(network)")
      return ChainConfiguration(forks: [
        .init(from, at: .block(0)), .init(to, at: .block(5)),
      ])
    }
  }

  static func word(_ value: JSONValue?) throws -> UInt256 {
    try #require(value?.string.flatMap { UInt256(text: $0) })
  }

  static func state(_ accounts: JSONValue?) throws -> InMemoryState {
    var state = InMemoryState()
    for member in try #require(accounts?.object) {
      let address = try #require(EthAddress(hex: member.key))
      var storage: [UInt256: UInt256] = [:]
      for slot in member.value["storage"]?.object ?? [:] {
        storage[try #require(UInt256(text: slot.key))] = try word(slot.value)
      }
      state.accounts[address] = InMemoryAccount(
        nonce: try #require(try word(member.value["nonce"]).asUInt64),
        balance: try word(member.value["balance"]),
        code: try Hex.decode(member.value["code"]?.string ?? ""), storage: storage)
    }
    return state
  }

  /// Nil when the test passes, else why not.
  static func failure(of test: JSONValue) throws -> String? {
    let chain = try chain(test["network"]?.string ?? "", config: test["config"])
    let genesis = try Block.decode(try Hex.decode(test["genesisRLP"]?.string ?? "?"))
    let state = try state(test["pre"])
    guard genesis.header.stateRoot == state.stateRoot() else { return "genesis state root" }
    let tree = BlockTree(chain: chain, genesis: genesis, state: state)
    for (index, block) in (test["blocks"]?.array ?? []).enumerated() {
      let mustFail = block.object?.keys.contains { $0.hasPrefix("expectException") } == true
      let bytes = try Hex.decode(block["rlp"]?.string ?? "?")
      do throws(BlockError) {
        try tree.add(bytes)
        if mustFail { return "block \(index) was accepted" }
      } catch {
        if !mustFail { return "block \(index): \(error)" }
      }
    }
    guard tree.head.description == test["lastblockhash"]?.string else { return "last block" }
    let root =
      if let expected = test["postStateHash"]?.string { expected } else {
        try Self.state(test["postState"]).stateRoot().description
      }
    return tree.headState.stateRoot().description == root ? nil : "post state"
  }

  @Test(.enabled(if: !folders.isEmpty, "vectors are absent"), arguments: folders)
  func chainsEndAsTheySay(folder: String) throws {
    let path = try #require(Fixtures.vectors(folder))
    // Issues are recorded here: another thread belongs to no test.
    for failure in try ExecutionThread.run({ try Self.failures(in: path) }) {
      Issue.record("\(failure)")
    }
  }

  private static func failures(in path: String) throws -> [String] {
    var failures: [String] = []
    for name in try Fixtures.files(in: path, suffix: "") {
      guard name.hasSuffix(".json") else {
        failures += try Self.failures(in: "\(path)/\(name)")
        continue
      }
      let tests = try #require(
        try JSONValue.parse(Fixtures.bytes("\(path)/\(name)")).object, "\(name)")
      for test in tests {
        if let failure = try failure(of: test.value) { failures.append("\(test.key): \(failure)") }
      }
    }
    return failures
  }
}
