package import JSONText
import Primitives

/// Results as lines for people.
package enum ReportText {
  /// `FAIL name fork[index]: why "stateRoot": "0x…"`.
  ///
  /// The state root is spelled as in JSON because differential fuzzers search standard output for
  /// just that.
  package static func line(_ result: TestResult) -> String {
    let label =
      result.fork.isEmpty ? result.name : "\(result.name) \(result.fork)[\(result.index)]"
    let root = result.stateRoot.map { " \"stateRoot\": \"\($0)\"" } ?? ""
    return switch result.outcome {
    case .passed: "PASS \(label)\(root)\(result.bench.map(speed) ?? "")"
    case .failed(let reason): "FAIL \(label): \(reason)\(root)"
    case .skipped(let reason): "SKIP \(label): \(reason)"
    }
  }

  /// ` 1,234 ns 21000 gas 17.0 million gas/s`
  private static func speed(_ bench: TestResult.Bench) -> String {
    let tenths = bench.gasUsed * 10_000 / UInt64(max(1, bench.nanoseconds))
    return
      " \(bench.nanoseconds) ns \(bench.gasUsed) gas \(tenths / 10).\(tenths % 10) million gas/s"
  }

  /// Totals by row as a table with aligned columns.
  package static func table(_ title: String, _ rows: [(String, Totals)]) -> String {
    let width = max(title.count, rows.map(\.0.count).max() ?? 0)
    func row(_ name: String, _ columns: [String]) -> String {
      name + String(repeating: " ", count: width - name.count)
        + columns.map { String(repeating: " ", count: max(1, 10 - $0.count)) + $0 }.joined()
    }
    var lines = [row(title, ["passed", "failed", "skipped"])]
    for (name, totals) in rows {
      lines.append(
        row(name, [String(totals.passed), String(totals.failed), String(totals.skipped)]))
    }
    return lines.joined(separator: "\n")
  }

  /// The array of go-ethereum's `evm statetest`: name, pass, stateRoot, fork, error, state.
  package static func gethJSON(_ results: [TestResult]) -> JSONValue {
    .array(
      results.map { result in
        var object: JSONObject = ["name": .string(result.name)]
        object["pass"] = .bool(!result.isFailure)
        if let root = result.stateRoot { object["stateRoot"] = .string(root.description) }
        object["fork"] = .string(result.fork)
        switch result.outcome {
        case .passed: break
        case .failed(let reason): object["error"] = .string(reason)
        case .skipped(let reason): object["skipped"] = .string(reason)
        }
        if let execution = result.execution { object["execution"] = execution }
        if let dump = result.dump { object["state"] = dump }
        if let bench = result.bench {
          object["benchStats"] = [
            "time": .number(bench.nanoseconds), "gasUsed": .number(bench.gasUsed),
          ]
        }
        return .object(object)
      })
  }
}
