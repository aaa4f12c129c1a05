import Cryptography
import EVM
import Ethereum
import EthereumExecution
package import JSONText
import Primitives

/// Runs state tests and compares state root, logs hash and rejection.
package struct StateTestRunner: Sendable {
  /// Which cases of a file are run, and what is kept of them.
  package struct Options: Sendable {
    /// Only this fork, by any of its names.
    package var fork: String?
    /// Only the case at this position among its fork's.
    package var index: Int?
    /// Only tests whose name this accepts.
    package var accepts: @Sendable (String) -> Bool = { _ in true }
    /// Whether results carry the state after the transaction.
    package var dumpsState = false
    /// Whether results carry how the transaction ended, its output, gas and logs.
    package var reportsExecution = false

    package init() {}
  }

  private let options: Options

  package init(options: Options = Options()) { self.options = options }

  /// Runs the state tests of a file; values of other formats in it are passed over.
  ///
  /// `onResult` is called with each result before the next case begins.
  package func run(
    _ file: JSONValue, interpreters: Interpreters, onResult: (TestResult) -> Void = { _ in }
  ) -> [TestResult] {
    (file.object ?? [:]).flatMap { member in
      StateTest.matches(member.value) && options.accepts(member.key)
        ? run(name: member.key, member.value, interpreters, onResult) : []
    }
  }

  private func run(
    name: String, _ value: JSONValue, _ interpreters: Interpreters,
    _ onResult: (TestResult) -> Void
  ) -> [TestResult] {
    let test: StateTest
    do {
      test = try StateTest(name: name, value)
    } catch {
      return [TestResult(name: name, outcome: .failed(error.description))]
    }
    var pre = InMemoryState(fixtures: test.pre)
    pre.prepareStorageRoots()
    return test.expectations.compactMap { expectation in
      guard isChosen(expectation) else { return nil }
      let result = run(test, expectation, on: pre, interpreters)
      onResult(result)
      return result
    }
  }

  private func isChosen(_ expectation: StateTest.Expectation) -> Bool {
    if let index = options.index, index != expectation.index { return false }
    guard let fork = options.fork, fork != expectation.fork else { return true }
    guard let wanted = Revision(name: fork) else { return false }
    return Revision(name: expectation.fork) == wanted
  }

  private func run(
    _ test: StateTest, _ expectation: StateTest.Expectation, on pre: InMemoryState,
    _ interpreters: Interpreters
  ) -> TestResult {
    var result = TestResult(
      name: test.name, fork: expectation.fork, index: expectation.index, outcome: .passed)
    guard let revision = Revision(name: expectation.fork) else {
      result.outcome = .failed("unknown fork \(expectation.fork)")
      return result
    }
    do {
      let end = try end(of: test, expectation, on: pre, revision, interpreters[revision])
      if options.reportsExecution { result.execution = end.execution }
      let root = end.state.stateRoot()
      result.stateRoot = root
      if options.dumpsState { result.dump = end.state.dump(root: root) }
      try check(end, root: root, expectation)
    } catch {
      result.outcome = .failed("\(error)")
    }
    return result
  }

  private func end(
    of test: StateTest, _ expectation: StateTest.Expectation, on pre: InMemoryState,
    _ revision: Revision, _ interpreter: Interpreter
  ) throws(VectorError) -> TransactionEnd {
    let environment = test.environment.environment(under: interpreter.ruleset)
    let instance = try test.transaction.instance(
      expectation.indexes, chainID: test.environment.chainID)
    switch instance {
    case .valid(let transaction, let sender):
      let end = StateTransition.run(
        transaction, sender: sender, on: pre, in: environment, interpreter: interpreter)
      switch end.result {
      case .success(let outcome):
        return TransactionEnd(state: end.state, outcome: outcome)
      case .failure(let error):
        return TransactionEnd(state: end.state, rejection: error.description)
      }
    case .impossible(let reason):
      let world = WorldState(on: pre, rules: interpreter.ruleset.rules)
      world.beginTransaction()
      world.touch(environment.block.coinbase)
      world.finishTransaction()
      var state = pre
      state.apply(world.diff())
      return TransactionEnd(state: state, rejection: reason)
    }
  }

  /// Messages are worded as go-ethereum words them.
  private func check(
    _ end: TransactionEnd, root: Hash256, _ expectation: StateTest.Expectation
  ) throws(Mismatch) {
    switch (end.rejection, expectation.exception) {
    case (nil, let exception?): throw Mismatch("expected error \"\(exception)\", got no error")
    case (let rejection?, nil): throw Mismatch("unexpected error: \(rejection)")
    case (nil, nil), (_?, _?): break
    }
    guard root == expectation.stateRoot else {
      let difference = expectation.state.flatMap { end.state.firstDifference(from: $0) }
      throw Mismatch(
        "post state root mismatch: got \(Hex.encode(root.bytes)), "
          + "want \(Hex.encode(expectation.stateRoot.bytes))"
          + (difference.map { "; \($0)" } ?? ""))
    }
    let logs = Log.hash(of: end.logs)
    guard logs == expectation.logsHash else {
      throw Mismatch(
        "post state logs hash mismatch: got \(Hex.encode(logs.bytes)), "
          + "want \(Hex.encode(expectation.logsHash.bytes))")
    }
  }
}

/// A case's transaction after its run.
private struct TransactionEnd {
  var state: InMemoryState
  /// Why it was not accepted.
  var rejection: String?
  /// Nil if it was not accepted.
  var outcome: TransactionOutcome?

  var logs: [Log] { outcome?.logs ?? [] }

  /// The transaction's end as JSON: `status` is the outermost frame's halt reason; one that was not
  /// accepted has `rejected` alone.
  var execution: JSONValue {
    guard let outcome else { return ["rejected": .string(rejection ?? "")] }
    var object: JSONObject = [
      "status": .string("\(outcome.reason)"), "success": .bool(outcome.isSuccess),
      "output": .string(Hex.encode(outcome.output, prefix: true)),
      "gasUsed": .number(outcome.gasUsed), "gasRefunded": .number(outcome.gasRefunded),
      "logs": .array(
        outcome.logs.map { log in
          [
            "address": .string(log.address.description),
            "topics": .array(log.topics.map { .string($0.description) }),
            "data": .string(Hex.encode(log.data, prefix: true)),
          ]
        }),
    ]
    if let address = outcome.createdAddress { object["contract"] = .string(address.description) }
    return .object(object)
  }
}

extension EnvironmentFixture {
  /// The block as a fork sees it.
  func environment(under ruleset: Ruleset) -> StateTransition.Environment {
    let rules = ruleset.rules
    var block = BlockContext(
      number: number, timestamp: timestamp, coinbase: coinbase, gasLimit: gasLimit,
      chainID: UInt256(chainID))
    // DEFAULT_BASE_FEE of state tests: 10 wei where a file says nothing.
    block.baseFee = rules.hasBaseFee ? baseFee ?? 10 : .zero
    block.difficultyOrRandao =
      rules.hasRandao ? random ?? .zero : difficulty
    let schedule =
      blobSchedules[ruleset.revision]
      ?? ChainConfiguration(ruleset.revision).blobSchedule(ruleset.revision)
    if let schedule { block.blobBaseFee = schedule.baseFee(excessBlobGas: excessBlobGas ?? 0) }
    return StateTransition.Environment(block: block, blobSchedule: schedule) { number in
      // The hashes of a state test's missing ancestors, by convention of all clients.
      Keccak256.hash(Array(String(number).utf8))
    }
  }
}
