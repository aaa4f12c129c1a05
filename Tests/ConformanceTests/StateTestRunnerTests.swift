import Conformance
import JSONText
import Primitives
import TestSupport
import Testing

/// State tests that a debug build runs in seconds, from every generation of the suites; all of them
/// are in the full sweep (`tools/conformance`).
@Suite struct StateTestRunnerTests {
  static let folders: [String] = [
    "GeneralStateTests/stExample", "GeneralStateTests/stEIP1559", "GeneralStateTests/stEIP2930",
    "GeneralStateTests/stRefundTest", "GeneralStateTests/stShift",
    "GeneralStateTests/stSelfBalance", "GeneralStateTests/stTransactionTest",
    "GeneralStateTests/Cancun/stEIP1153-transientStorage",
    "GeneralStateTests/Cancun/stEIP5656-MCOPY",
    "LegacyTests/Constantinople/GeneralStateTests/stExample",
    "LegacyTests/Constantinople/GeneralStateTests/stEIP158Specific",
    "LegacyTests/Constantinople/GeneralStateTests/stHomesteadSpecific",
    "LegacyTests/Constantinople/GeneralStateTests/stTransitionTest",
    "LegacyTests/Constantinople/GeneralStateTests/stZeroCallsTest",
    "LegacyTests/Cancun/GeneralStateTests/stSLoadTest",
    "LegacyTests/Cancun/GeneralStateTests/stEIP3607",
    "LegacyTests/Cancun/GeneralStateTests/stEIP150Specific",
    "EEST/state_tests/for_shanghai", "EEST/state_tests/for_cancun",
  ].filter { Fixtures.vectors($0) != nil }

  @Test(.enabled(if: !folders.isEmpty, "no ethereum-tests: run tools/vectors"), arguments: folders)
  func published(folder: String) throws {
    let files = try Discovery.files([try #require(Fixtures.vectors(folder))])
    let runs = try files.map { (path: $0, json: try VectorFile.json($0)) }
    let results = ExecutionThread.run {
      let interpreters = Interpreters()
      return runs.map { run in
        FileResult(
          path: run.path, results: StateTestRunner().run(run.json, interpreters: interpreters))
      }
    }
    #expect(results.contains { !$0.results.isEmpty })
    for file in results {
      for result in file.results where result.isFailure {
        Issue.record("\(file.path): \(ReportText.line(result))")
      }
    }
  }

  /// Our own files, which are always there.
  @Test(arguments: ["call_deep.json", "create2_loop.json", "call_big_loop.json"])
  func own(file: String) throws {
    let json = try VectorFile.json(Fixtures.path("bench/\(file)"))
    let results = ExecutionThread.run {
      StateTestRunner().run(json, interpreters: Interpreters())
    }
    #expect(!results.isEmpty)
    for result in results where result.isFailure {
      Issue.record("\(ReportText.line(result))")
    }
  }

  @Test func choosesByForkAndIndex() throws {
    let json = try VectorFile.json(Fixtures.path("bench/call_deep.json"))
    func names(_ change: (inout StateTestRunner.Options) -> Void) -> [String] {
      var options = StateTestRunner.Options()
      change(&options)
      return ExecutionThread.run {
        StateTestRunner(options: options).run(json, interpreters: Interpreters())
      }.map { "\($0.fork)[\($0.index)]" }
    }
    let all = names { _ in }
    let fork = try #require(all.first?.split(separator: "[").first.map(String.init))
    #expect(names { $0.fork = fork }.allSatisfy { $0.hasPrefix(fork) })
    #expect(names { $0.fork = "Frontier" }.isEmpty)
    #expect(names { $0.index = 0 } == all.filter { $0.hasSuffix("[0]") })
    #expect(names { $0.index = 99 }.isEmpty)
    #expect(names { $0.accepts = { _ in false } }.isEmpty)
  }

  /// A wrong expectation is found, whichever part is wrong.
  @Test(arguments: ["hash", "logs", "expectException"])
  func failsOnWrongExpectations(part: String) throws {
    guard var file = try VectorFile.json(Fixtures.path("bench/call_deep.json")).object,
      let name = file.keys.first, case .object(var test)? = file[name],
      case .object(var post)? = test["post"], let fork = post.keys.first,
      case .object(var entry)? = post[fork]?[0]
    else {
      Issue.record("not a state test")
      return
    }
    entry[part] = .string("0x" + String(repeating: "11", count: 32))
    post[fork] = [.object(entry)]
    test["post"] = .object(post)
    file[name] = .object(test)
    let changed = JSONValue.object(file)
    let results = ExecutionThread.run {
      StateTestRunner().run(changed, interpreters: Interpreters())
    }
    #expect(results.contains { $0.isFailure })
  }
}
