import JSONText

/// A folder of published vectors and what runs its files.
package struct VectorSuite: Sendable {
  /// The folder below the root of all vectors, which is also the name.
  package let name: String
  private let body: @Sendable (_ path: String) -> FileWork

  /// The cases of one file.
  package func work(_ path: String) -> FileWork {
    guard let reason = SkipList.reason(path: path) else { return body(path) }
    return FileWork(
      FileResult(
        path: path, results: [TestResult(name: "(file)", outcome: .skipped(reason: reason))]))
  }

  private init(
    name: String,
    body: @escaping @Sendable (JSONValue, _ path: String, Interpreters) -> [TestResult]?
  ) {
    self.name = name
    self.body = { path in
      FileWork(path: path, count: 1) { _, interpreters in
        do {
          if let results = body(try VectorFile.json(path), path, interpreters) { return results }
          return FileResult(path: path, unreadable: "no runner knows this file").results
        } catch {
          return FileResult(path: path, unreadable: "\(error)").results
        }
      }
    }
  }

  private init(stateTests name: String) {
    self.name = name
    body = { path in StateTestRunner().work(path) }
  }

  /// Every suite, in the order of the report.
  package static let all: [VectorSuite] =
    [
      "GeneralStateTests", "LegacyTests/Cancun/GeneralStateTests",
      "LegacyTests/Constantinople/GeneralStateTests", "EEST/state_tests",
      "EEST/official-fusaka-devnet-5",
    ].map { VectorSuite(stateTests: $0) }
    + ["BlockchainTests", "EEST/blockchain_tests"].map { name in
      VectorSuite(name: name) { file, _, _ in BlockchainTestRunner().run(file) }
    }
    + ["TransactionTests", "EEST/transaction_tests"].map { name in
      VectorSuite(name: name) { file, _, _ in TransactionTest.run(file) }
    } + [
      VectorSuite(name: "LegacyTests/Constantinople/VMTests") { file, _, interpreters in
        VMTest.run(file, interpreters: interpreters)
      },
      VectorSuite(name: "RLPTests") { file, _, _ in RLPTest.run(file) },
      VectorSuite(name: "TrieTests") { file, path, _ in
        path.hasSuffix("nextprev.json")
          ? TrieTest.runNeighbours(file)
          : TrieTest.run(file, isSecure: path.contains("secureTrie"))
      },
      VectorSuite(name: "BasicTests") { file, path, _ in
        BasicTest.run(file, fileName: fileName(path))
      },
      VectorSuite(name: "precompiles") { file, path, _ in PrecompileVector.run(file, path: path) },
      VectorSuite(name: "opcodes") { file, path, interpreters in
        OpcodeVector.run(file, fileName: fileName(path), interpreters: interpreters)
      },
    ]

  private static func fileName(_ path: String) -> String {
    path.split(separator: "/").last.map(String.init) ?? path
  }
}
