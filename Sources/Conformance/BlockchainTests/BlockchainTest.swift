package import Ethereum
package import JSONText
package import Primitives

/// One blockchain test: a genesis and encoded blocks, valid or not (ethereum/tests
/// `BlockchainTests`, EEST `blockchain_test`).
package struct BlockchainTest: Sendable {
  /// A block to add to the chain.
  package struct Step: Sendable {
    package var encoded: [UInt8]
    /// Why it must be refused, as upstream words it; nil if it must be accepted.
    package var exception: String?
  }

  /// What the state must be at the end.
  package enum Post: Sendable {
    case accounts([AccountFixture])
    case root(Hash256)
  }

  package var name: String
  package var network: String
  package var chain: ChainConfiguration
  package var genesis: [UInt8]
  package var pre: [AccountFixture]
  package var steps: [Step]
  package var lastBlockHash: Hash256
  package var post: Post

  /// Whether a value has the shape of a blockchain test.
  package static func matches(_ value: JSONValue) -> Bool {
    value["blocks"]?.array != nil && value["lastblockhash"] != nil
  }

  /// Reads one test of a file.
  package init(name: String, _ value: JSONValue) throws(VectorError) {
    self.name = name
    network = try value.at("network", Read.text)
    guard var chain = ChainConfiguration(network: network) else {
      throw VectorError("unknown network \(network)").within("network")
    }
    if let configuration = value["config"] {
      chain.chainID = try configuration.optional("chainid", Read.uint64) ?? 1
      chain.blobSchedules =
        try configuration.optional("blobSchedule", BlobSchedule.schedules) ?? [:]
    }
    self.chain = chain
    genesis = try value.at("genesisRLP", Read.bytes)
    pre = try value.at("pre", AccountFixture.accounts)
    steps = try value.at("blocks") { blocks throws(VectorError) in
      try blocks.elements(Step.init)
    }
    lastBlockHash = try value.at("lastblockhash", Read.hash)
    if let root = try value.optional("postStateHash", Read.hash) {
      post = .root(root)
    } else {
      post = .accounts(try value.at("postState", AccountFixture.accounts))
    }
  }
}

extension BlockchainTest.Step {
  init(_ value: JSONValue) throws(VectorError) {
    encoded = try value.at("rlp", Read.bytes)
    // Old files name the exception by network: `expectExceptionHomestead`.
    exception = value.object?.first { $0.key.hasPrefix("expectException") }
      .map { $0.value.string ?? "" }
  }
}
