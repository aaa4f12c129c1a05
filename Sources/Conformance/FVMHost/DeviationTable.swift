import Actors
package import JSONText

/// How Filecoin's EVM differs from Ethereum's, counted over a run.
package struct DeviationTable: Sendable {
  /// A case that differs, and why.
  private struct Case {
    let path: String
    let name: String
    let fork: String
    let index: Int
    let rules: [String]
  }

  private struct Count {
    var alone = 0
    var leading = 0
    var following = 0
  }

  private var cases: [Case] = []
  private var counts: [String: Count] = [:]
  private var same: [String: Int] = [:]
  private var different: [String: Int] = [:]
  private var unexplained = 0

  package init() {}

  /// Counts the results of one file.
  package mutating func add(_ file: FileResult) {
    for result in file.results {
      if result.isFailure {
        unexplained += 1
        continue
      }
      guard let first = result.deviations.first else {
        same[result.fork, default: 0] += 1
        continue
      }
      different[result.fork, default: 0] += 1
      if result.deviations.count == 1 {
        counts[first, default: Count()].alone += 1
      } else {
        counts[first, default: Count()].leading += 1
        for other in result.deviations.dropFirst() {
          counts[other, default: Count()].following += 1
        }
      }
      cases.append(
        Case(
          path: file.path, name: result.name, fork: result.fork, index: result.index,
          rules: result.deviations))
    }
  }

  /// Rules with their texts, in the order of the table.
  private static let rows: [(name: String, text: Deviation.Text)] =
    [(Deviation.gasName, Deviation.gasText)] + Deviation.allCases.map { ($0.name, $0.text) }

  /// The document.
  package var markdown: String {
    let total = cases.count + same.values.reduce(0, +) + unexplained
    var lines = [
      "# How Filecoin's EVM differs from Ethereum's",
      "",
      "Written by `fevm statetest --host fvm --rules fevm --explain --deviations docs/deviations.md`"
        + " (`tools/conformance`): change the code, not this file.",
      "",
      "Each of Ethereum's state tests from Cancun on runs through Filecoin's machine: the accounts"
        + " as actors, the transaction as a message, the EVM actor in the kernel, and the accounts"
        + " read back from the state tree. Of \(total) cases"
        + " \(same.values.reduce(0, +)) end as on Ethereum, \(cases.count) differ and are put down"
        + " to a rule, \(unexplained) are unexplained.",
      "",
      "A rule is a switch of the machine (`Deviation`). A case is put down to a rule because with that"
        + " one switch on Ethereum's side its state and logs are the vector's: column *alone*. Where"
        + " no single switch is enough, the case is put down to the first of the smallest set that is"
        + " (*leads*), and counted under *joins* for the others of that set; gas joins where amounts"
        + " of gas matter besides.",
      "",
      "Compared are logs, and balances, nonces, code and storage of every account. Fees are left"
        + " out: on Ethereum the coinbase gets the tip of the gas used; on Filecoin the reward actor"
        + " gets that of the gas limit, and overestimation is burnt (ref-fvm `gas/outputs.rs`). The"
        + " message gets Filecoin's largest gas limit, 10^10, and its sender is lent the difference.",
      "",
      "| fork | as on Ethereum | put down to a rule |", "|---|---|---|",
    ]
    for fork in Set(same.keys).union(different.keys).sorted() {
      lines.append("| \(fork) | \(same[fork] ?? 0) | \(different[fork] ?? 0) |")
    }
    lines += [
      "", "| rule | alone | leads | joins | Ethereum | Filecoin | source |",
      "|---|---|---|---|---|---|---|",
    ]
    for (name, text) in Self.rows {
      let count = counts[name] ?? Count()
      lines.append(
        "| `\(name)` | \(count.alone) | \(count.leading) | \(count.following) | \(text.ethereum)"
          + " | \(text.filecoin) | \(text.source) |")
    }
    lines += [
      "",
      "Rules without a case are there because the machine has the switch; no vector shows them.",
      "",
    ]
    return lines.joined(separator: "\n")
  }

  /// Every case that differs, with its rules.
  package var json: JSONValue {
    .array(
      cases.map { item in
        [
          "file": .string(item.path), "name": .string(item.name), "fork": .string(item.fork),
          "index": .number(item.index), "rules": .array(item.rules.map { .string($0) }),
        ]
      })
  }

  /// A line a rule with its counts, for people.
  package var summary: String {
    Self.rows.compactMap { name, _ in
      counts[name].map { "\(name): \($0.alone) alone, \($0.leading) leads, \($0.following) joins" }
    }.joined(separator: "\n")
  }
}
