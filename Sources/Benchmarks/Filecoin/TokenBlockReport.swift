package import JSONText

/// Stages of a block of transfers over several runs.
package struct TokenBlockReport {
  private let messageCount: Int
  private var times: [TokenBlockBenchmark.Stage: [UInt64]] = [:]
  private var totals: [UInt64] = []

  package init(messageCount: Int) { self.messageCount = messageCount }

  package mutating func add(_ run: [TokenBlockBenchmark.Stage: UInt64]) {
    for (stage, time) in run { times[stage, default: []].append(time) }
    totals.append(run.values.reduce(0, +))
  }

  private var rows: [(name: String, sample: Sample)] {
    let stages = TokenBlockBenchmark.Stage.allCases.map { ($0.rawValue, times[$0] ?? []) }
    return (stages + [("total", totals)]).compactMap { name, times in
      Sample(times).map { (name, $0) }
    }
  }

  /// Microseconds a message by stage.
  package var lines: [String] {
    ["fvm/erc20_block: \(messageCount) transfers in one block, µs a message"]
      + rows.map { name, sample in
        BenchmarkReport.left("  \(name)", 34)
          + BenchmarkReport.right(
            BenchmarkReport.fixed(sample.median / 1000 / Double(messageCount), 2), 12)
          + BenchmarkReport.right("\(Int((sample.spread * 100).rounded()))%", 6)
      }
  }

  package var json: JSONValue {
    .object(JSONObject(rows.map { ($0.name, $0.sample.json) }))
  }
}
