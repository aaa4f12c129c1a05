/// A program that runs benchmark cases.
package protocol Contender: AnyObject {
  /// As tables and `--json` name it.
  var name: String { get }

  /// Takes a case; the runs that follow are its runs.
  func prepare(_ benchmark: BenchmarkCase) throws(ContenderError)

  /// Runs the case `count` times, each on the state as it was given, and tells how each ended.
  func run(_ count: Int) throws(ContenderError) -> ContenderRuns
}

/// Runs of one case.
package struct ContenderRuns: Sendable {
  /// Return data.
  package var output: [UInt8]
  /// Gas of the call, refunds not counted.
  package var gasUsed: UInt64
  /// Nanoseconds of processor time of each run.
  package var nanoseconds: [UInt64]
  /// Instructions of each run in user mode; empty where they are not counted.
  package var instructions: [UInt64] = []

  package init(output: [UInt8], gasUsed: UInt64, nanoseconds: [UInt64]) {
    self.output = output
    self.gasUsed = gasUsed
    self.nanoseconds = nanoseconds
  }
}

/// Why a contender has no figure for a case.
package struct ContenderError: Error, Hashable, Sendable, CustomStringConvertible {
  package let description: String

  package init(_ description: String) { self.description = description }
}
