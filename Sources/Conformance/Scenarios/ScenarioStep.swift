package import Ethereum
package import JSONText
package import Primitives

/// One deployment, transaction or call of a scenario.
package struct ScenarioStep: Sendable {
  package enum Kind: String, Sendable {
    /// A transaction that creates a contract.
    case deploy
    case transaction = "tx"
    /// An `eth_call`: the state is thrown away, no nonce changes.
    case call
  }

  /// What must be seen after the step; nil is not compared.
  package struct Expectation: Sendable {
    package var succeeds: Bool
    /// Return or revert data.
    package var output: [UInt8]?
    /// The class of the failure in execution-specs, for example `Revert`.
    package var error: String?
    package var logs: [Log]
    /// Ethereum gas of the whole transaction by fork.
    package var gasUsed: [Revision: UInt64]
    package var contract: EthAddress?
    package var codeSize: Int?
    package var codeHash: Hash256?
    /// All accounts that have code since this step.
    package var created: [EthAddress]?
    /// Values after the step.
    package var storage: [(EthAddress, [(UInt256, UInt256)])]
    package var balances: [(EthAddress, UInt256)]
    package var nonces: [(EthAddress, UInt64)]
  }

  package var index: Int
  package var kind: Kind
  /// What people see in messages: `fn`, `label` or `note` of the file.
  package var label: String
  package var from: EthAddress
  package var to: EthAddress?
  /// Wei.
  package var value: UInt256
  package var gas: UInt64
  package var data: [UInt8]
  package var blockNumber: UInt64
  /// Seconds since the Unix epoch.
  package var timestamp: UInt64
  package var expectation: Expectation
  /// Opcodes used whose value or effect may differ on Filecoin.
  package var opcodes: [String]
  /// Exceptional halts in any frame.
  package var exceptionalHalts: [String]
  /// Whether a log or a result holds an amount of Ethereum gas.
  package var showsGas: Bool
  /// A known difference on Filecoin.
  package var filecoinNote: String?
  /// The calls of Filecoin precompiles with scripted answers, as the file has them.
  package var precompileCalls: [JSONValue]

  init(_ value: JSONValue) throws(VectorError) {
    index = try value.at("i", Read.index)
    guard let kind = Kind(rawValue: try value.at("kind", Read.text)) else {
      throw VectorError("unknown kind of step").within("kind")
    }
    self.kind = kind
    label = value["fn"]?.string ?? value["label"]?.string ?? value["note"]?.string ?? ""
    from = try value.at("from", Read.address)
    to = try value.optional("to", Read.address)
    self.value = try value.at("value", Read.word)
    gas = try value.at("gas", Read.uint64)
    data = try value.at("data", Read.bytes)
    (blockNumber, timestamp) = try value.at("block") { block throws(VectorError) in
      (try block.at("number", Read.uint64), try block.at("timestamp", Read.uint64))
    }
    expectation = try value.at("expect", Expectation.init)
    func texts(_ key: String) throws(VectorError) -> [String] {
      try value.optional(key) { list throws(VectorError) in try list.elements(Read.text) } ?? []
    }
    opcodes = try texts("ops")
    exceptionalHalts = try texts("exceptionalHalts")
    showsGas = value["gasObservable"]?.bool ?? false
    filecoinNote = value["fevmNote"].map { $0.string ?? $0.serialized() }
    precompileCalls = value["fvm"]?.array ?? []
  }
}

extension ScenarioStep.Expectation {
  init(_ value: JSONValue) throws(VectorError) {
    func pairs<Value>(
      _ key: String, _ read: (JSONValue) throws(VectorError) -> Value
    ) throws(VectorError) -> [(EthAddress, Value)] {
      try value.optional(key) { object throws(VectorError) in
        try object.members { key, value throws(VectorError) in
          (try Read.address(.string(key)), try read(value))
        }
      } ?? []
    }
    succeeds = try value.at("status", Read.uint64) == 1
    output = try value.optional("output", Read.bytes)
    error = try value.optional("error", Read.text)
    logs = try value.at("logs") { logs throws(VectorError) in try logs.elements(Log.init(vector:)) }
    gasUsed = [:]
    for (fork, gas) in try value.optional(
      "gasUsed",
      { object throws(VectorError) in
        try object.members { fork, gas throws(VectorError) in (fork, try Read.uint64(gas)) }
      }) ?? []
    {
      guard let revision = Revision(name: fork) else {
        throw VectorError("unknown fork \(fork)").within("gasUsed")
      }
      gasUsed[revision] = gas
    }
    contract = try value.optional("contract", Read.address)
    codeSize = try value.optional("codeSize", Read.index)
    codeHash = try value.optional("codeHash", Read.hash)
    created = try value.optional("created") { list throws(VectorError) in
      try list.elements(Read.address)
    }
    storage = try pairs("storage") { slots throws(VectorError) in
      try slots.members { key, value throws(VectorError) in
        (try Read.word(.string(key)), try Read.word(value))
      }
    }
    balances = try pairs("balances", Read.word)
    nonces = try pairs("nonces", Read.uint64)
  }
}

extension Log {
  /// A log as JSON: address, topics, data.
  init(vector value: JSONValue) throws(VectorError) {
    self.init(
      address: try value.at("address", Read.address),
      topics: try value.at("topics") { list throws(VectorError) in try list.elements(Read.hash) },
      data: try value.at("data", Read.bytes))
  }
}
