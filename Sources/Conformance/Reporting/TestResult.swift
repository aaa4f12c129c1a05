package import JSONText
package import Primitives

/// The outcome of one case: one expectation of a vector under one fork.
package struct TestResult: Sendable {
  package enum Outcome: Sendable, Equatable {
    case passed
    /// Why, in lower case, with what was expected and got.
    case failed(String)
    case skipped(reason: String)
  }

  /// What a repeated transaction took.
  package struct Bench: Sendable {
    /// The median.
    package var time: Duration
    /// Of one transaction.
    package var gasUsed: UInt64

    package var nanoseconds: Int {
      Int(time.components.seconds) * 1_000_000_000
        + Int(time.components.attoseconds / 1_000_000_000)
    }
  }

  /// The vector's name in its file.
  package var name: String
  /// The fork's name as in the file; empty for formats without forks.
  package var fork: String
  /// The position among the fork's cases.
  package var index: Int
  package var outcome: Outcome
  /// The state root after the transaction, if the format has one.
  package var stateRoot: Hash256?
  /// The state after the transaction, when asked for.
  package var dump: JSONValue?
  /// Why a case that passed differs from its vector: named rules, the decisive one first, or values
  /// with their reasons.
  package var deviations: [String] = []
  /// How the transaction ended, its output, gas and logs, when asked for.
  package var execution: JSONValue?
  /// How long the transaction takes, when asked for.
  package var bench: Bench?

  package init(
    name: String, fork: String = "", index: Int = 0, outcome: Outcome, stateRoot: Hash256? = nil,
    dump: JSONValue? = nil
  ) {
    self.name = name
    self.fork = fork
    self.index = index
    self.outcome = outcome
    self.stateRoot = stateRoot
    self.dump = dump
  }

  /// Whether the case was run and found wrong.
  package var isFailure: Bool {
    if case .failed = outcome { true } else { false }
  }
}

/// The results of one file in their order.
package struct FileResult: Sendable {
  package var path: String
  package var results: [TestResult]

  package init(path: String, results: [TestResult]) {
    self.path = path
    self.results = results
  }

  /// A file that could not be read: one failed case with the file's name.
  package init(path: String, unreadable reason: String) {
    self.path = path
    results = [TestResult(name: "(file)", outcome: .failed(reason))]
  }
}
