import Conformance
import Primitives
import TestSupport
import Testing

/// Formats whose vectors run in seconds as debug builds: the rest is in the full sweep.
@Suite(
  .enabled(
    if: Fixtures.vectors("TransactionTests") != nil, "no ethereum-tests: run tools/vectors"))
struct FormatTests {
  static let transactionFolders = folders("TransactionTests") + ["EEST/transaction_tests"]
  static let vmFolders = folders("LegacyTests/Constantinople/VMTests")
    .filter { !$0.hasSuffix("vmPerformance") }

  static func folders(_ root: String) -> [String] {
    guard let path = Fixtures.vectors(root),
      let names = try? Fixtures.files(in: path, suffix: "")
    else { return [] }
    return names.map { "\(root)/\($0)" }
  }

  static func expectAllPass(
    _ folder: String, _ run: (String) throws -> [TestResult]
  ) throws {
    let files = try Discovery.files([try #require(Fixtures.vectors(folder))])
    var count = 0
    for file in files {
      for result in try run(file) {
        count += 1
        if result.isFailure { Issue.record("\(ReportText.line(result))") }
      }
    }
    #expect(count > 0)
  }

  @Test(arguments: transactionFolders)
  func transactions(folder: String) throws {
    try Self.expectAllPass(folder) { TransactionTest.run(try VectorFile.json($0)) }
  }

  @Test(arguments: vmFolders)
  func vm(folder: String) throws {
    try Self.expectAllPass(folder) { path in
      let json = try VectorFile.json(path)
      return ExecutionThread.run { VMTest.run(json, interpreters: Interpreters()) }
    }
  }

  @Test(arguments: [
    ("difficulty.json", 14), ("difficultyCustomMainNetwork.json", 360),
    ("difficultyCustomHomestead.json", 120),
  ])
  func difficulty(file: String, count: Int) throws {
    let path = try #require(Fixtures.vectors("BasicTests/\(file)"))
    let results = BasicTest.run(try VectorFile.json(path), fileName: file) ?? []
    #expect(results.count == count)
    for result in results where result.isFailure {
      Issue.record("\(ReportText.line(result))")
    }
  }
}
