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
    /// Whether each transaction is repeated and timed.
    package var measuresTime = false

    package init() {}
  }

  private let options: Options

  package init(options: Options = Options()) { self.options = options }

  /// One expectation of a file to run, or what is wrong with a test of the file.
  package struct Case: Sendable {
    fileprivate enum Content: Sendable {
      case run(StateTest, StateTest.Expectation, on: InMemoryState)
      case malformed(TestResult)
    }

    fileprivate let content: Content
  }

  /// The chosen cases of a file in its order; values of other formats in it are passed over.
  package func cases(of file: JSONValue) -> [Case] {
    (file.object ?? [:]).flatMap { member -> [Case] in
      guard StateTest.matches(member.value), options.accepts(member.key) else { return [] }
      do {
        let test = try StateTest(name: member.key, member.value)
        let chosen = test.expectations.filter(isChosen)
        if chosen.isEmpty { return [] }
        var pre = InMemoryState(fixtures: test.pre)
        pre.prepareStorageRoots()
        return chosen.map { Case(content: .run(test, $0, on: pre)) }
      } catch {
        let result = TestResult(name: member.key, outcome: .failed("\(error)"))
        return [Case(content: .malformed(result))]
      }
    }
  }

  /// Runs one case. Call from an `ExecutionThread`.
  package func run(_ item: Case, interpreters: Interpreters) -> TestResult {
    switch item.content {
    case .run(let test, let expectation, let pre): run(test, expectation, on: pre, interpreters)
    case .malformed(let result): result
    }
  }

  /// Runs the state tests of a file one after the other.
  ///
  /// `onResult` is called with each result before the next case begins.
  package func run(
    _ file: JSONValue, interpreters: Interpreters, onResult: (TestResult) -> Void = { _ in }
  ) -> [TestResult] {
    cases(of: file).map { item in
      let result = run(item, interpreters: interpreters)
      onResult(result)
      return result
    }
  }

  /// The work that a file's cases are; a file that cannot be read is one failed case.
  package func work(_ path: String) -> FileWork {
    do {
      let cases = cases(of: try VectorFile.json(path))
      return FileWork(path: path, count: cases.count) { position, interpreters in
        [run(cases[position], interpreters: interpreters)]
      }
    } catch {
      return FileWork(FileResult(path: path, unreadable: "\(error)"))
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
      if options.measuresTime {
        result.bench = try measure(test, expectation, on: pre, revision, interpreters[revision])
      }
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
        // Receipts before Byzantium hold the state root in the midst of a block.
        let receipt =
          interpreter.ruleset.rules.receiptsHaveStatus
          ? Receipt(
            type: transaction.type, outcome: .status(outcome.isSuccess),
            cumulativeGasUsed: outcome.gasUsed, logs: outcome.logs) : nil
        return TransactionEnd(state: end.state, outcome: outcome, receipt: receipt)
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
    if let receipt = end.receipt, let expected = expectation.receipt {
      try expected.check(receipt)
    }
  }

  /// Repeats a case that has been run once: the median time and the gas.
  private func measure(
    _ test: StateTest, _ expectation: StateTest.Expectation, on pre: InMemoryState,
    _ revision: Revision, _ interpreter: Interpreter
  ) throws(VectorError) -> TestResult.Bench {
    let clock = ContinuousClock()
    var times: [Duration] = []
    var gasUsed: UInt64 = 0
    let start = clock.now
    repeat {
      let begin = clock.now
      gasUsed =
        try end(of: test, expectation, on: pre, revision, interpreter).outcome?.gasUsed ?? 0
      times.append(clock.now - begin)
    } while clock.now - start < .seconds(1) && times.count < 10_000
    times.sort()
    return TestResult.Bench(time: times[times.count / 2], gasUsed: gasUsed)
  }
}

/// A case's transaction after its run.
private struct TransactionEnd {
  var state: InMemoryState
  /// Why it was not accepted.
  var rejection: String?
  /// Nil if it was not accepted.
  var outcome: TransactionOutcome?
  /// Nil if it was not accepted, and before Byzantium.
  var receipt: Receipt?

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
