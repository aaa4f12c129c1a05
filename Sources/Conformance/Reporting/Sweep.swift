package import JSONText

/// The tallies of all suites of one run.
package struct Sweep: Sendable {
  private var suites: [(name: String, tally: Tally)] = []

  package init() {}

  /// Makes room for a suite; reports keep the order of these calls.
  package mutating func addSuite(_ name: String, root: String) {
    suites.append((name, Tally(root: root)))
  }

  /// Counts the results of a file of a suite.
  package mutating func add(_ file: FileResult, to suite: String) {
    guard let position = suites.firstIndex(where: { $0.name == suite }) else { return }
    suites[position].tally.add(file)
  }

  /// The sums over all suites.
  package var totals: Totals {
    suites.reduce(into: Totals()) { $0.add($1.tally.totals) }
  }

  private var forkRows: [(String, Totals)] {
    var all = Tally()
    for suite in suites { all.merge(suite.tally) }
    return all.forkRows
  }

  /// `{"totals":…,"forks":{…},"suites":{name:{"totals":…,"forks":{…},"folders":{…}}}}`
  package var json: JSONValue {
    [
      "totals": totals.json,
      "forks": .object(JSONObject(forkRows.map { ($0.0, $0.1.json) })),
      "suites": .object(
        JSONObject(
          suites.map { suite in
            (
              suite.name,
              [
                "totals": suite.tally.totals.json,
                "forks": .object(JSONObject(suite.tally.forkRows.map { ($0.0, $0.1.json) })),
                "folders": .object(JSONObject(suite.tally.folderRows.map { ($0.0, $0.1.json) })),
              ]
            )
          })),
    ]
  }

  /// Tables by suite and by fork.
  package var text: String {
    ReportText.table("suite", suites.map { ($0.name, $0.tally.totals) } + [("all", totals)])
      + "\n\n" + ReportText.table("fork", forkRows)
  }

  /// Every count of passed cases that is lower than in an earlier report, in words.
  ///
  /// Suites that this run left out are not compared.
  package func drops(from earlier: JSONValue) -> [String] {
    suites.compactMap { suite in
      guard let before = earlier["suites"]?[suite.name]?["totals"]?["passed"]?.int else {
        return nil
      }
      let now = suite.tally.totals.passed
      return now < before ? "\(suite.name): \(now) cases passed, \(before) before" : nil
    }
  }
}
