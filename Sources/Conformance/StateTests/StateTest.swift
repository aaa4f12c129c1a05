import Ethereum
package import JSONText
package import Primitives

/// One state test: a state, a family of transactions, and what each does under each fork
/// (ethereum/tests `GeneralStateTests`, EEST `state_test`).
package struct StateTest: Sendable {
  /// What the test expects of one transaction under one fork.
  package struct Expectation: Sendable {
    /// The fork's name as in the file.
    package var fork: String
    /// The position among the fork's expectations.
    package var index: Int
    package var indexes: TransactionTemplate.Indexes
    package var stateRoot: Hash256
    /// Keccak-256 of the RLP list of the logs.
    package var logsHash: Hash256
    /// The reason for which the transaction must be rejected, as upstream words it.
    package var exception: String?
    /// The accounts after the transaction, if the file lists them.
    package var state: [AccountFixture]?
    /// The transaction's receipt, if the file lists it.
    var receipt: ReceiptFixture?
  }

  package var name: String
  package var environment: EnvironmentFixture
  package var pre: [AccountFixture]
  package var transaction: TransactionTemplate
  /// In the order of the file.
  package var expectations: [Expectation]

  /// Whether a value has the shape of a state test; other formats share files' folders.
  package static func matches(_ value: JSONValue) -> Bool {
    guard value["transaction"]?.object != nil, value["env"] != nil else { return false }
    return value["post"]?.object?.values.allSatisfy { $0.array != nil } ?? false
  }

  /// Reads one test of a file.
  package init(name: String, _ value: JSONValue) throws(VectorError) {
    self.name = name
    environment = try value.at("env", EnvironmentFixture.init)
    if let configuration = value["config"] { try environment.read(configuration: configuration) }
    pre = try value.at("pre", AccountFixture.accounts)
    transaction = try value.at("transaction", TransactionTemplate.init)
    expectations = try value.at("post") { post throws(VectorError) in
      try post.members { fork, list throws(VectorError) in
        var index = -1
        return try list.elements { entry throws(VectorError) in
          index += 1
          return try Expectation(fork: fork, index: index, entry)
        }
      }.flatMap(\.self)
    }
  }
}

extension StateTest.Expectation {
  init(fork: String, index: Int, _ value: JSONValue) throws(VectorError) {
    self.fork = fork
    self.index = index
    indexes = try value.at("indexes", TransactionTemplate.Indexes.init)
    stateRoot = try value.at("hash", Read.hash)
    logsHash = try value.at("logs", Read.hash)
    exception = try value.optional("expectException", Read.text)
    state = try value.optional("state", AccountFixture.accounts)
    receipt = try value.optional("receipt", ReceiptFixture.init)
  }
}
