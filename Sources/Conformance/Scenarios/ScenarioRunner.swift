import Cryptography
import Ethereum
package import Primitives

/// Runs a scenario on a backend and compares what the script says.
package struct ScenarioRunner {
  /// Why a comparison of a step does not hold on a chain; nil if it does.
  package typealias Exemption = (ScenarioStep) -> String?

  private let scenario: Scenario
  private let fork: Revision
  private let exemption: Exemption

  /// A runner of `scenario`; `exemption` names the steps that are run and not compared.
  package init(
    _ scenario: Scenario, fork: Revision, exemption: @escaping Exemption = { _ in nil }
  ) {
    self.scenario = scenario
    self.fork = fork
    self.exemption = exemption
  }

  /// One result a step, and one for the state at the end when `fork` is the scenario's first.
  package func run(on backend: any ScenarioBackend) -> [TestResult] {
    var results: [TestResult] = []
    for step in scenario.steps {
      let name = "\(scenario.name) step \(step.index) \(step.label)"
      let contractsBefore = backend.contracts()
      var result = TestResult.checking(name, fork: fork.name, index: step.index) {
        let outcome = try backend.run(step)
        guard exemption(step) == nil else { return }
        try check(step.expectation, outcome)
        guard step.kind != .call else { return }
        try check(step.expectation, stateOf: backend, contractsBefore)
      }
      if !result.isFailure, let reason = exemption(step) {
        result.outcome = .skipped(reason: reason)
      }
      results.append(result)
    }
    guard fork == scenario.forks.first, !scenario.post.isEmpty else { return results }
    if let step = scenario.steps.first(where: { $0.kind != .call && exemption($0) != nil }) {
      results.append(
        TestResult(
          name: "\(scenario.name) final state", fork: fork.name,
          outcome: .skipped(reason: "follows from step \(step.index), which is not compared")))
      return results
    }
    results.append(
      TestResult.checking("\(scenario.name) final state", fork: fork.name) {
        for account in scenario.post { try check(account, backend) }
      })
    return results
  }

  private func check(
    _ expected: ScenarioStep.Expectation, _ outcome: ScenarioOutcome
  ) throws(Mismatch) {
    try expectEqual("success", got: outcome.status == .success, want: expected.succeeds)
    if let error = expected.error {
      try expectEqual("revert", got: outcome.status == .revert, want: error == "Revert")
    }
    if let output = expected.output {
      try expectEqual("output", got: Hex.encode(outcome.output), want: Hex.encode(output))
    }
    try expectEqual("number of logs", got: outcome.logs.count, want: expected.logs.count)
    for (position, (got, want)) in zip(outcome.logs, expected.logs).enumerated() {
      try expectEqual("log \(position)", got: got, want: want)
    }
    if let gas = outcome.gasUsed, let expectedGas = expected.gasUsed[fork] {
      try expectEqual("gas used", got: gas, want: expectedGas)
    }
    if let contract = expected.contract {
      try expectEqual("contract", got: outcome.contract, want: contract)
    }
  }

  private func check(
    _ expected: ScenarioStep.Expectation, stateOf backend: any ScenarioBackend,
    _ contractsBefore: Set<EthAddress>?
  ) throws(Mismatch) {
    if let contract = expected.contract {
      let code = backend.code(of: contract)
      if let size = expected.codeSize { try expectEqual("code size", got: code.count, want: size) }
      if let hash = expected.codeHash {
        try expectEqual("code hash", got: Keccak256.hash(code), want: hash)
      }
    }
    if let created = expected.created {
      if let before = contractsBefore, let after = backend.contracts() {
        // An account that was there before its code does not count as new.
        let known = before.union(scenario.pre.map(\.address))
        try expectEqual(
          "created", got: after.subtracting(known).sorted(),
          want: Set(created).subtracting(known).sorted())
      } else {
        for address in created where backend.code(of: address).isEmpty {
          throw Mismatch("nothing was created at \(address)")
        }
      }
    }
    for (address, slots) in expected.storage {
      for (key, value) in slots {
        try expectEqual(
          "slot \(key.hexQuantity) of \(address)", got: backend.storage(key, of: address),
          want: value)
      }
    }
    for (address, balance) in expected.balances {
      try expectEqual("balance of \(address)", got: backend.balance(of: address), want: balance)
    }
    for (address, nonce) in expected.nonces {
      try expectEqual("nonce of \(address)", got: backend.nonce(of: address), want: nonce)
    }
  }

  private func check(
    _ account: Scenario.FinalAccount, _ backend: any ScenarioBackend
  ) throws(Mismatch) {
    let address = account.address
    try expectEqual(
      "final balance of \(address)", got: backend.balance(of: address), want: account.balance)
    try expectEqual(
      "final nonce of \(address)", got: backend.nonce(of: address), want: account.nonce)
    try expectEqual(
      "final code hash of \(address)", got: Keccak256.hash(backend.code(of: address)),
      want: account.codeHash)
    if let storage = backend.allStorage(of: address) {
      try expectEqual("final storage of \(address)", got: storage, want: account.storage)
    } else {
      for (key, value) in account.storage {
        try expectEqual(
          "final slot \(key.hexQuantity) of \(address)", got: backend.storage(key, of: address),
          want: value)
      }
    }
  }
}
