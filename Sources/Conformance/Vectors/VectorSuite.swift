import JSONText

/// A folder of published vectors and what runs its files.
package struct VectorSuite: Sendable {
  /// The folder below the root of all vectors, which is also the name.
  package let name: String
  private let body: @Sendable (JSONValue, _ path: String, Interpreters) -> [TestResult]?

  /// Runs one file. Call from an `ExecutionThread`.
  package func run(_ path: String) -> FileResult {
    if let reason = SkipList.reason(path: path) {
      return FileResult(
        path: path,
        results: [TestResult(name: "(file)", outcome: .skipped(reason: reason))])
    }
    do {
      guard let results = body(try VectorFile.json(path), path, Interpreters()) else {
        return FileResult(path: path, unreadable: "no runner knows this file")
      }
      return FileResult(path: path, results: results)
    } catch {
      return FileResult(path: path, unreadable: error.description)
    }
  }

  /// Every suite, in the order of the report.
  package static let all: [VectorSuite] =
    [
      "GeneralStateTests", "LegacyTests/Cancun/GeneralStateTests",
      "LegacyTests/Constantinople/GeneralStateTests", "EEST/state_tests",
      "EEST/official-fusaka-devnet-5",
    ].map { name in
      VectorSuite(name: name) { file, _, interpreters in
        StateTestRunner().run(file, interpreters: interpreters)
      }
    }
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
        TrieTest.run(file, isSecure: path.contains("secureTrie"))
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
