import Cryptography
import Ethereum
package import Primitives

/// A scenario's steps on both machines, and what came out differently.
package struct MachineComparison: Sendable {
  package struct Difference: Sendable {
    package let step: Int
    package let label: String
    /// What differs: `status`, `output`, `logs`, `created`, `storage of …`.
    package let what: String
    package let ethereum: String
    package let filecoin: String
    /// Why, where it is known.
    package let reason: String?
  }

  package let fork: Revision
  package let stepCount: Int
  package let differences: [Difference]
  /// Why Ethereum's machine did not take part.
  package let omission: String?

  package init(_ scenario: Scenario, fork: Revision) throws {
    self.fork = fork
    stepCount = scenario.steps.count
    guard !scenario.needsFilecoin else {
      differences = []
      omission = "the scenario needs Filecoin's own precompiles"
      return
    }
    omission = nil
    differences = try ExecutionThread.run { try Self.compare(scenario, fork) }
  }

  private static func compare(_ scenario: Scenario, _ fork: Revision) throws -> [Difference] {
    let ethereum = EthereumScenarioBackend(scenario, fork: fork)
    let filecoin = try FilecoinScenarioBackend(scenario)
    var differences: [Difference] = []
    // A difference that stays in the state is told once.
    var known: Set<String> = []
    for step in scenario.steps {
      let reason = FilecoinDifferences.reason(step, of: scenario)
      func note(_ what: String, _ left: String, _ right: String, staysInState: Bool = false) {
        guard left != right else { return }
        if staysInState, !known.insert("\(what) \(left) \(right)").inserted { return }
        differences.append(
          Difference(
            step: step.index, label: step.label, what: what, ethereum: left, filecoin: right,
            reason: reason))
      }
      let left = Result { try ethereum.run(step) }
      let right = Result { try filecoin.run(step) }
      guard case .success(let left) = left, case .success(let right) = right else {
        note("status", Self.text(left), Self.text(right))
        continue
      }
      note("status", left.status.class, right.status.class)
      if step.kind != .deploy { note("output", hex(left.output), hex(right.output)) }
      note("created", "\(left.contract, default: "-")", "\(right.contract, default: "-")")
      note("logs", "\(left.logs.count)", "\(right.logs.count)")
      for (place, logs) in zip(left.logs, right.logs).enumerated() where logs.0 != logs.1 {
        note("log \(place)", "\(logs.0)", "\(logs.1)")
      }
      guard step.kind != .call, let contracts = ethereum.contracts() else { continue }
      for address in contracts.sorted() {
        note(
          "code of \(address.checksummed)", "\(ethereum.code(of: address).count) bytes",
          "\(filecoin.code(of: address).count) bytes", staysInState: true)
        note(
          "balance of \(address.checksummed)", "\(ethereum.balance(of: address))",
          "\(filecoin.balance(of: address))", staysInState: true)
        let old = ethereum.allStorage(of: address) ?? [:]
        let new = filecoin.allStorage(of: address) ?? [:]
        for slot in Set(old.keys).union(new.keys).sorted() {
          note(
            "slot \(slot.hexQuantity) of \(address.checksummed)", (old[slot] ?? .zero).hexQuantity,
            (new[slot] ?? .zero).hexQuantity, staysInState: true)
        }
      }
    }
    return differences
  }

  private static func text(_ result: Result<ScenarioOutcome, any Error>) -> String {
    switch result {
    case .success(let outcome): outcome.status.class
    case .failure(let error): "not run: \(error)"
    }
  }

  private static func hex(_ bytes: [UInt8]) -> String { Hex.encode(bytes, prefix: true) }
}

extension ScenarioOutcome.Status {
  /// Failures have other names on each machine and are one kind here.
  fileprivate var `class`: String {
    switch self {
    case .success: "success"
    case .revert: "revert"
    case .failure: "failure"
    }
  }
}
