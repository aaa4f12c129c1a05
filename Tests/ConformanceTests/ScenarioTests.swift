import Conformance
import Primitives
import TestSupport
import Testing

/// Contract scenarios in Ethereum mode: output, status, logs, gas, storage, balances, final state.
@Suite struct ScenarioTests {
  static let files: [String] = {
    let folders = [
      Fixtures.path("contracts/scenarios"), "\(Fixtures.root)/../shared/vectors/contracts",
    ]
    return folders.flatMap { folder in
      // A folder that is not there has no scenarios for us.
      ((try? Fixtures.files(in: folder)) ?? []).map { "\(folder)/\($0)" }
    }
  }()

  @Test(.enabled(if: !files.isEmpty, "no scenarios are present"), arguments: files)
  func onEthereum(file: String) throws {
    let scenario = try Scenario(try VectorFile.json(file))
    guard !scenario.needsFilecoin else { return }
    for fork in scenario.forks {
      let results = ExecutionThread.run {
        ScenarioRunner(scenario, fork: fork)
          .run(on: EthereumScenarioBackend(scenario, fork: fork))
      }
      #expect(results.count >= scenario.steps.count)
      for result in results where result.isFailure {
        Issue.record("\(ReportText.line(result))")
      }
    }
  }
}

/// The same scenarios on Filecoin, and those that need its own precompiles.
@Suite struct FilecoinScenarioTests {
  static let files: [String] = {
    let folder = "\(Fixtures.root)/../shared/vectors/contracts-fvm"
    // A folder that is not there has no scenarios for us.
    return ScenarioTests.files
      + ((try? Fixtures.files(in: folder)) ?? []).map { "\(folder)/\($0)" }
  }()

  @Test(.enabled(if: !files.isEmpty, "no scenarios are present"), arguments: files)
  func onFilecoin(file: String) throws {
    let scenario = try Scenario(try VectorFile.json(file))
    let fork = try #require(scenario.forks.first)
    let results = try ExecutionThread.run {
      ScenarioRunner(scenario, fork: fork) { FilecoinDifferences.reason($0, of: scenario) }
        .run(on: try FilecoinScenarioBackend(scenario))
    }
    #expect(results.count >= scenario.steps.count)
    for result in results where result.isFailure {
      Issue.record("\(ReportText.line(result))")
    }
  }
}
