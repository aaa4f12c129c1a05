import Actors
import EVM
import Ethereum
import EthereumExecution
package import JSONText
import Primitives

/// Runs Ethereum's state tests through Filecoin's machine.
///
/// With Ethereum's gas the state root is compared with the vector's. With the FVM's gas fees differ
/// by nature: both states are compared without them, the vector's being rebuilt by the Ethereum host
/// and checked against its root first.
package struct FVMStateTestRunner: Sendable {
  private let options: StateTestRunner.Options
  private let configuration: FVMHostConfiguration
  /// Whether differences are put down to rules.
  private let explains: Bool

  package init(
    options: StateTestRunner.Options = StateTestRunner.Options(),
    configuration: FVMHostConfiguration = .ethereum, explains: Bool = false
  ) {
    self.options = options
    self.configuration = configuration
    self.explains = explains
  }

  /// Runs the state tests of a file; values of other formats in it are passed over.
  ///
  /// Cases of forks before Cancun are left out unless a fork is asked for by name: FEVM's rules begin
  /// there. Call from an `ExecutionThread`.
  package func run(
    _ file: JSONValue, onResult: (TestResult) -> Void = { _ in }
  ) -> [TestResult] {
    let engines = FVMEngines()
    let interpreters = Interpreters()
    return (file.object ?? [:]).flatMap { member in
      StateTest.matches(member.value) && options.accepts(member.key)
        ? run(name: member.key, member.value, engines, interpreters, onResult) : []
    }
  }

  private func run(
    name: String, _ value: JSONValue, _ engines: FVMEngines, _ interpreters: Interpreters,
    _ onResult: (TestResult) -> Void
  ) -> [TestResult] {
    let test: StateTest
    do {
      test = try StateTest(name: name, value)
    } catch {
      return [TestResult(name: name, outcome: .failed(error.description))]
    }
    let chosen = test.expectations.filter(isChosen)
    guard !chosen.isEmpty else { return [] }
    do {
      let pre = try ActorPreState(test.pre)
      return chosen.map { expectation in
        let result = run(test, expectation, on: pre, engines, interpreters)
        onResult(result)
        return result
      }
    } catch {
      return [TestResult(name: name, outcome: .failed("pre-state: \(error)"))]
    }
  }

  private func isChosen(_ expectation: StateTest.Expectation) -> Bool {
    if let index = options.index, index != expectation.index { return false }
    guard let revision = Revision(name: expectation.fork) else { return options.fork == nil }
    guard let fork = options.fork else {
      return Ruleset.ethereum(revision).rules.selfDestructOnlyInSameTransaction
    }
    return fork == expectation.fork || Revision(name: fork) == revision
  }

  private func run(
    _ test: StateTest, _ expectation: StateTest.Expectation, on pre: ActorPreState,
    _ engines: FVMEngines, _ interpreters: Interpreters
  ) -> TestResult {
    var result = TestResult(
      name: test.name, fork: expectation.fork, index: expectation.index, outcome: .passed)
    guard let revision = Revision(name: expectation.fork) else {
      result.outcome = .failed("unknown fork \(expectation.fork)")
      return result
    }
    do {
      let trial = FVMTrial(
        test: test, expectation: expectation, pre: pre, revision: revision, engines: engines,
        interpreter: interpreters[revision])
      let (difference, end) = try trial.difference(under: configuration)
      result.stateRoot = end.state.stateRoot()
      if options.dumpsState { result.dump = end.state.dump() }
      guard let difference else { return result }
      guard explains else {
        result.outcome = .failed(difference)
        return result
      }
      let found = try DeviationSearch(trial).explanation(
        of: difference, under: configuration)
      result.deviations = found.names
      if let failure = found.failure { result.outcome = .failed(failure) }
    } catch {
      result.outcome = .failed("\(error)")
    }
    return result
  }
}
