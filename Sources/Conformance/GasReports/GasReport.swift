package import Primitives

/// What the steps of a scenario cost on Filecoin and on Ethereum.
package struct GasReport: Sendable {
  package struct Step: Sendable {
    package let index: Int
    package let kind: ScenarioStep.Kind
    package let label: String
    /// `success`, `revert` or the failure's name.
    package let status: String
    /// Filecoin gas, inclusion on chain included.
    package let gasUsed: UInt64
    package let breakdown: GasBreakdown
    /// Gas of the whole transaction on Ethereum; nil where the step cannot run there.
    package let ethereumGas: UInt64?
    package let ethereumStatus: String?
  }

  package let name: String
  package let fork: Revision
  package let steps: [Step]

  /// Runs the steps on both machines, Ethereum's under the rules of `fork`.
  package init(_ scenario: Scenario, fork: Revision) throws {
    name = scenario.name
    self.fork = fork
    steps = try ExecutionThread.run { try Self.measure(scenario, fork) }
  }

  private static func measure(_ scenario: Scenario, _ fork: Revision) throws -> [Step] {
    let filecoin = try FilecoinScenarioBackend(scenario, isTracing: true)
    let ethereum = scenario.needsFilecoin ? nil : EthereumScenarioBackend(scenario, fork: fork)
    var steps: [Step] = []
    for step in scenario.steps {
      let outcome: ScenarioOutcome
      do {
        outcome = try filecoin.run(step)
      } catch {
        throw VectorError("\(error)").within("step \(step.index) \(step.label)")
      }
      var other: (gas: UInt64, status: String)?
      if let ethereum {
        do {
          let result = try ethereum.run(step)
          other = (ethereum.lastGasUsed, result.status.name)
        } catch {
          other = nil
        }
      }
      guard let trace = filecoin.lastTrace else { continue }
      steps.append(
        Step(
          index: step.index, kind: step.kind, label: step.label, status: outcome.status.name,
          gasUsed: filecoin.lastGasUsed, breakdown: GasBreakdown(trace), ethereumGas: other?.gas,
          ethereumStatus: other?.status))
    }
    return steps
  }
}

extension ScenarioOutcome.Status {
  /// `success`, `revert` or the failure's name.
  package var name: String {
    switch self {
    case .success: "success"
    case .revert: "revert"
    case .failure(let name): name
    }
  }
}
