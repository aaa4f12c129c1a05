import JSONText
import Primitives

/// Runs files that say what they are: executions of the production actors and contract scenarios.
package enum FilecoinSuite {
  /// Runs one file.
  package static func run(_ path: String) -> FileResult {
    do {
      guard let results = run(try VectorFile.json(path)) else {
        return FileResult(path: path, unreadable: "no runner knows this file")
      }
      return FileResult(path: path, results: results)
    } catch {
      return FileResult(path: path, unreadable: error.description)
    }
  }

  private static func run(_ json: JSONValue) -> [TestResult]? {
    if FVMVector.isVector(json) { return FVMVectorRunner.run(json) }
    guard Scenario.matches(json) else { return nil }
    do throws(VectorError) {
      let scenario = try Scenario(json)
      return ExecutionThread.run { run(scenario) }
    } catch {
      return [TestResult(name: "(file)", outcome: .failed(error.description))]
    }
  }

  /// On Ethereum under every fork, unless it needs Filecoin's precompiles, and on Filecoin.
  private static func run(_ scenario: Scenario) -> [TestResult] {
    var results: [TestResult] = []
    for fork in scenario.needsFilecoin ? [] : scenario.forks {
      results += ScenarioRunner(scenario, fork: fork)
        .run(on: EthereumScenarioBackend(scenario, fork: fork))
    }
    guard let fork = scenario.forks.first else { return results }
    do {
      let backend = try FilecoinScenarioBackend(scenario)
      let runner = ScenarioRunner(scenario, fork: fork) {
        FilecoinDifferences.reason($0, of: scenario)
      }
      results += runner.run(on: backend).map { result in
        var result = result
        result.fork = "Filecoin"
        return result
      }
    } catch {
      results.append(
        TestResult(name: scenario.name, fork: "Filecoin", outcome: .failed("\(error)")))
    }
    return results
  }
}
