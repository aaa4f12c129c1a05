package import JSONText
import Primitives

/// Counts of cases by outcome.
package struct Totals: Sendable, Equatable {
  package var passed = 0
  package var failed = 0
  package var skipped = 0

  package init() {}

  /// Counts one case.
  package mutating func add(_ outcome: TestResult.Outcome) {
    switch outcome {
    case .passed: passed += 1
    case .failed: failed += 1
    case .skipped: skipped += 1
    }
  }

  /// Adds the counts of another run.
  package mutating func add(_ other: Totals) {
    passed += other.passed
    failed += other.failed
    skipped += other.skipped
  }

  /// `{"passed":1,"failed":0,"skipped":0}`
  package var json: JSONValue {
    ["passed": .number(passed), "failed": .number(failed), "skipped": .number(skipped)]
  }

  /// `12 passed, 0 failed, 0 skipped`
  package var line: String { "\(passed) passed, \(failed) failed, \(skipped) skipped" }
}

/// Counts of a run by fork and by folder, and its failures.
package struct Tally: Sendable {
  /// A failed case and where it came from.
  package struct Failure: Sendable {
    package var path: String
    package var result: TestResult
  }

  package private(set) var totals = Totals()
  /// By the fork's name; formats without forks are not in it.
  package private(set) var byFork: [String: Totals] = [:]
  /// By the first folder below the root that the run was given.
  package private(set) var byFolder: [String: Totals] = [:]
  package private(set) var failures: [Failure] = []

  private let root: String

  /// A tally whose folders are named from `root` on.
  package init(root: String = "") {
    self.root = root.isEmpty || root.hasSuffix("/") ? root : root + "/"
  }

  /// Counts the results of one file.
  package mutating func add(_ file: FileResult) {
    let folder = folder(of: file.path)
    for result in file.results {
      totals.add(result.outcome)
      byFolder[folder, default: Totals()].add(result.outcome)
      if !result.fork.isEmpty { byFork[result.fork, default: Totals()].add(result.outcome) }
      if result.isFailure { failures.append(Failure(path: file.path, result: result)) }
    }
  }

  /// Adds the counts of another tally.
  package mutating func merge(_ other: Tally) {
    totals.add(other.totals)
    for (fork, counts) in other.byFork { byFork[fork, default: Totals()].add(counts) }
    for (folder, counts) in other.byFolder { byFolder[folder, default: Totals()].add(counts) }
    failures += other.failures
  }

  /// Totals by fork in the order of activation, other names last.
  package var forkRows: [(String, Totals)] {
    byFork.sorted { left, right in
      let (first, second) = (Revision(name: left.key), Revision(name: right.key))
      return switch (first, second) {
      case (let first?, let second?): first < second
      case (_?, nil): true
      case (nil, _?): false
      case (nil, nil): left.key < right.key
      }
    }.map { ($0.key, $0.value) }
  }

  /// Totals by folder in the order of names.
  package var folderRows: [(String, Totals)] {
    byFolder.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  /// Everything: totals, by fork, by folder, and each failure.
  package var json: JSONValue {
    [
      "totals": totals.json,
      "forks": .object(JSONObject(forkRows.map { ($0.0, $0.1.json) })),
      "folders": .object(JSONObject(folderRows.map { ($0.0, $0.1.json) })),
      "failures": .array(
        failures.map { failure in
          guard case .failed(let reason) = failure.result.outcome else { return .null }
          return [
            "file": .string(failure.path), "name": .string(failure.result.name),
            "fork": .string(failure.result.fork), "index": .number(failure.result.index),
            "error": .string(reason),
          ]
        }),
    ]
  }

  private func folder(of path: String) -> String {
    let relative = path.hasPrefix(root) ? path.dropFirst(root.count) : path[...]
    let parts = relative.split(separator: "/")
    return parts.count > 1 ? String(parts[0]) : "."
  }
}
