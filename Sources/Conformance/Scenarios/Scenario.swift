package import JSONText
package import Primitives

/// A script of transactions and calls on contracts with what each must do (`evm-scenario/1`).
package struct Scenario: Sendable {
  /// The name of the format that this model reads.
  package static let format = "evm-scenario/1"

  /// The block values that stay the same through the script.
  package struct Environment: Sendable {
    package var chainID: UInt64
    package var coinbase: EthAddress
    package var gasLimit: UInt64
    /// Wei per gas.
    package var baseFee: UInt256
    package var prevRandao: UInt256
  }

  /// An account that must be in the state at the end.
  package struct FinalAccount: Sendable {
    package var address: EthAddress
    package var nonce: UInt64
    package var balance: UInt256
    package var codeHash: Hash256
    package var storage: [UInt256: UInt256]
  }

  package var name: String
  /// Whether it needs Filecoin's own precompiles.
  package var needsFilecoin: Bool
  package var environment: Environment
  package var pre: [AccountFixture]
  package var forks: [Revision]
  package var steps: [ScenarioStep]
  /// The state at the end under the first fork.
  package var post: [FinalAccount]
  /// What Filecoin's precompiles look up: addresses with their ids, digests of the beacon.
  var filecoinTables: JSONValue

  /// Whether a value says that it is a scenario.
  package static func matches(_ value: JSONValue) -> Bool {
    value["format"]?.string == format
  }

  package init(_ value: JSONValue) throws(VectorError) {
    guard Scenario.matches(value) else {
      throw VectorError("no \(Scenario.format)").within("format")
    }
    name = try value.at("name", Read.text)
    needsFilecoin = value["kind"]?.string == "fevm" || value["fvmTables"] != nil
    filecoinTables = value["fvmTables"] ?? .object([:])
    environment = try value.at("env", Environment.init)
    pre = try value.at("pre", AccountFixture.accounts)
    forks = try value.at("forks") { forks throws(VectorError) in
      try forks.elements { fork throws(VectorError) in
        guard let revision = Revision(name: try Read.text(fork)) else {
          throw VectorError("unknown fork \(fork.serialized())")
        }
        return revision
      }
    }
    steps = try value.at("steps") { steps throws(VectorError) in
      try steps.elements(ScenarioStep.init)
    }
    post =
      try value.optional("post") { post throws(VectorError) in
        try post.members { key, account throws(VectorError) in
          let fields = try AccountFixture(key: key, account)
          return FinalAccount(
            address: fields.address, nonce: fields.nonce, balance: fields.balance,
            codeHash: try account.optional("codeHash", Read.hash) ?? .emptyCode,
            storage: fields.storage)
        }
      } ?? []
  }
}

extension Scenario.Environment {
  init(_ value: JSONValue) throws(VectorError) {
    chainID = try value.at("chainId", Read.uint64)
    coinbase = try value.at("coinbase", Read.address)
    gasLimit = try value.at("gasLimit", Read.uint64)
    baseFee = try value.at("baseFee", Read.word)
    prevRandao = try value.at("prevRandao", Read.word)
  }
}
