import Actors
import Conformance
import JSONText
import Primitives
import TestSupport
import Testing

/// Ethereum's state tests through Filecoin's machine, as many as a debug build runs in seconds; all of
/// them are in the full sweep (`tools/conformance`).
@Suite struct FVMHostTests {
  static let folders: [String] = [
    "GeneralStateTests/stExample", "GeneralStateTests/stEIP1559", "GeneralStateTests/stEIP2930",
    "GeneralStateTests/stCallCodes", "GeneralStateTests/stSelfBalance",
    "GeneralStateTests/Cancun/stEIP1153-transientStorage",
    "EEST/state_tests/for_osaka/osaka/eip7939_count_leading_zeros",
  ].filter { Fixtures.vectors($0) != nil }

  /// Searches run each case several times, also to Filecoin's largest gas limit.
  static let searched: [String] = [
    "GeneralStateTests/stExample", "GeneralStateTests/stEIP2930",
    "GeneralStateTests/Cancun/stEIP4844-blobtransactions",
  ].filter { Fixtures.vectors($0) != nil }

  private static func results(
    _ path: String, _ configuration: FVMHostConfiguration, explains: Bool = false,
    accepts: @escaping @Sendable (String) -> Bool = { _ in true }
  ) throws -> [FileResult] {
    var options = StateTestRunner.Options()
    options.accepts = accepts
    let runner = FVMStateTestRunner(
      options: options, configuration: configuration, explains: explains)
    let files = try Discovery.files([path]).map { (path: $0, json: try VectorFile.json($0)) }
    return ExecutionThread.run {
      files.map { FileResult(path: $0.path, results: runner.run($0.json)) }
    }
  }

  private static func record(_ files: [FileResult]) {
    for file in files {
      for result in file.results where result.isFailure {
        Issue.record("\(file.path): \(ReportText.line(result))")
      }
    }
  }

  /// With Ethereum's rules and gas the state read from actors has the vector's root.
  @Test(.enabled(if: !folders.isEmpty, "no ethereum-tests: run tools/vectors"), arguments: folders)
  func reachesTheStateRoot(folder: String) throws {
    let results = try Self.results(try #require(Fixtures.vectors(folder)), .ethereum)
    #expect(results.contains { !$0.results.isEmpty })
    Self.record(results)
  }

  /// With Filecoin's, every difference has a name.
  @Test(
    .enabled(if: !folders.isEmpty, "no ethereum-tests: run tools/vectors"),
    arguments: searched)
  func explainsDifferences(folder: String) throws {
    let results = try Self.results(
      try #require(Fixtures.vectors(folder)), .filecoin, explains: true)
    Self.record(results)
  }

  /// Vectors whose whole point is one rule, and the rule.
  @Test(
    .enabled(if: !folders.isEmpty, "no ethereum-tests: run tools/vectors"),
    arguments: [
      ("stEIP2930/storageCosts.json", "accessListTransactions"),
      ("stEIP1559/lowGasPriceOldTypes.json", "feeBelowBaseFee"),
      ("stSystemOperationsTest/suicideCaller.json", "selfDestruct"),
      ("Cancun/stEIP4844-blobtransactions/blobhashListBounds3.json", "blobTransactions"),
      ("Cancun/stEIP1153-transientStorage/transStorageOK.json", "callCode"),
    ])
  func namesTheRule(file: String, rule: String) throws {
    let path = try #require(Fixtures.vectors("GeneralStateTests/\(file)"))
    let results = try Self.results(path, .filecoin, explains: true).flatMap(\.results)
    #expect(!results.isEmpty)
    #expect(results.contains { $0.deviations.first == rule }, "\(results.map(\.deviations))")
  }

  /// One switch is enough to lose a vector, and nothing else is lost with it.
  @Test(.enabled(if: !folders.isEmpty, "no ethereum-tests: run tools/vectors"))
  func aSwitchIsADeviation() throws {
    let path = try #require(Fixtures.vectors("GeneralStateTests/stCallCodes"))
    let changed = FVMHostConfiguration(rules: ContractRules([.callCode]), gas: .ethereum)
    let results = try Self.results(path, changed).flatMap(\.results)
    #expect(results.contains { $0.isFailure })
    #expect(results.contains { !$0.isFailure })
    Self.record(try Self.results(path, changed, explains: true))
  }

  /// Our own files, which are always there.
  @Test(arguments: ["call_deep.json", "create2_loop.json", "call_big_loop.json"])
  func own(file: String) throws {
    Self.record(try Self.results(Fixtures.path("bench/\(file)"), .ethereum))
  }

  /// What no rule explains is a failure.
  @Test func aWrongExpectationIsUnexplained() throws {
    guard var file = try VectorFile.json(Fixtures.path("bench/call_deep.json")).object,
      let name = file.keys.first, case .object(var test)? = file[name],
      case .object(var post)? = test["post"],
      case .object(var entry)? = post["Cancun"]?[0]
    else {
      Issue.record("not a state test of Cancun")
      return
    }
    entry["logs"] = .string("0x" + String(repeating: "11", count: 32))
    post["Cancun"] = [.object(entry)]
    test["post"] = .object(post)
    file[name] = .object(test)
    let changed = JSONValue.object(file)
    let results = ExecutionThread.run {
      FVMStateTestRunner(configuration: .ethereum, explains: true).run(changed)
    }
    #expect(results.contains { $0.isFailure && $0.fork == "Cancun" })
  }

  @Test func everyDeviationHasTextAndSource() {
    for deviation in Deviation.allCases {
      #expect(!deviation.text.ethereum.isEmpty && !deviation.text.filecoin.isEmpty)
      #expect(!deviation.text.source.isEmpty, "\(deviation)")
    }
    #expect(Set(Deviation.allCases.map(\.name)).count == Deviation.allCases.count)
  }
}
