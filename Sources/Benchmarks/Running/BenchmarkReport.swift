import Foundation
package import JSONText

/// A table of cases, ratios to peers, and their geometric means.
package struct BenchmarkReport {
  private let own: String
  private let peers: [String]
  private var results: [CaseResult] = []

  package init(own: String, peers: [String]) {
    self.own = own
    self.peers = peers
  }

  package mutating func add(_ result: CaseResult) { results.append(result) }

  /// Our time over the best peer's; nil where no peer has a figure.
  private func bestRatio(_ result: CaseResult) -> Double? {
    guard let mine = result.sample(of: own)?.median else { return nil }
    let best = peers.compactMap { result.sample(of: $0)?.median }.min()
    return best.map { mine / $0 }
  }

  private func ratio(_ result: CaseResult, to peer: String) -> Double? {
    guard let mine = result.sample(of: own)?.median,
      let other = result.sample(of: peer)?.median
    else { return nil }
    return mine / other
  }

  // MARK: - Text

  /// The heading of the table.
  package var heading: String {
    var line = Self.left("case", 34) + Self.right("µs", 12) + Self.right("±", 6)
    for peer in peers { line += Self.right(peer, 20) }
    return peers.count > 1 ? line + Self.right("best", 8) : line
  }

  /// One line for a case: our median, half of the runs' spread, each peer's median and our ratio, and
  /// our instructions in thousands where they are counted.
  package func line(_ result: CaseResult) -> String {
    let mine = result.sample(of: own)
    var line = Self.left(result.name, 34)
    line += Self.right(mine.map { Self.microseconds($0.median) } ?? "-", 12)
    line += Self.right(mine.map { "\(Int(($0.spread * 100).rounded()))%" } ?? "", 6)
    for peer in peers {
      guard let sample = result.sample(of: peer), let ratio = ratio(result, to: peer) else {
        line += Self.right("-", 20)
        continue
      }
      line += Self.right(Self.microseconds(sample.median), 13) + Self.right(Self.two(ratio), 7)
    }
    if peers.count > 1 { line += Self.right(bestRatio(result).map(Self.two) ?? "-", 8) }
    guard let instructions = result.instructions else { return line }
    return line + Self.right("\(instructions / 1000)k instructions", 20)
  }

  /// Geometric means of the ratios by group; `main` and `mix` together make the headline.
  package var summary: [String] {
    groups.compactMap { title, groups in
      let chosen = results.filter { groups.contains($0.group) }
      let means = peers.map { peer in
        Self.geometricMean(chosen.compactMap { ratio($0, to: peer) })
      }
      guard means.contains(where: { $0 != nil }) else { return nil }
      var line = Self.left("geometric mean, \(title)", 52)
      for mean in means { line += Self.right(mean.map(Self.two) ?? "-", 20) }
      guard peers.count > 1 else { return line }
      let best = Self.geometricMean(chosen.compactMap(bestRatio))
      return line + Self.right(best.map(Self.two) ?? "-", 8)
    }
  }

  private var groups: [(String, [String])] {
    var names: [String] = []
    for result in results where !names.contains(result.group) { names.append(result.group) }
    var groups = names.map { ($0, [$0]) }
    if names.contains("main"), names.contains("mix") {
      groups.append(("main and mix", ["main", "mix"]))
    }
    return groups
  }

  /// Each case against an earlier `json`, and the geometric mean of new over old.
  package func comparison(with old: JSONValue) -> [String] {
    var ratios: [Double] = []
    var lines: [String] = []
    for result in results {
      let before = old["cases"]?[result.name]?["times"]?[own]?["nanoseconds"]?.double
      guard let before, before > 0, let now = result.sample(of: own)?.median else { continue }
      ratios.append(now / before)
      lines.append(
        Self.left(result.name, 34) + Self.right(Self.microseconds(before), 12)
          + Self.right(Self.microseconds(now), 12) + Self.right(Self.two(now / before), 8))
    }
    guard let mean = Self.geometricMean(ratios) else { return ["no case in common"] }
    return lines + [Self.left("geometric mean of new / old", 58) + Self.right(Self.two(mean), 8)]
  }

  private static func geometricMean(_ ratios: [Double]) -> Double? {
    guard !ratios.isEmpty else { return nil }
    return exp(ratios.map { log($0) }.reduce(0, +) / Double(ratios.count))
  }

  private static func microseconds(_ nanoseconds: Double) -> String {
    let digits = nanoseconds < 100_000 ? 2 : nanoseconds < 10_000_000 ? 1 : 0
    return fixed(nanoseconds / 1000, digits)
  }

  private static func two(_ value: Double) -> String { fixed(value, 2) }

  static func fixed(_ value: Double, _ digits: Int) -> String {
    value.formatted(.number.precision(.fractionLength(digits)).grouping(.never))
  }

  static func left(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(1, width - text.count))
  }

  static func right(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(1, width - text.count)) + text
  }

  // MARK: - JSON

  /// Every figure, by case and contender.
  package var json: JSONValue {
    var cases = JSONObject()
    for result in results {
      var times = JSONObject()
      for (contender, sample) in result.samples { times[contender] = sample.json }
      var object: JSONObject = ["gasUsed": .number(result.gasUsed), "times": .object(times)]
      if let instructions = result.instructions {
        object["instructions"] = .number(instructions)
      }
      if !result.absent.isEmpty {
        object["absent"] = .object(
          JSONObject(result.absent.map { ($0.contender, .string($0.reason)) }))
      }
      cases[result.name] = .object(object)
    }
    return .object(["cases": .object(cases)])
  }
}

extension CaseResult {
  /// The part of the name before the slash.
  var group: String { String(name.prefix { $0 != "/" }) }
}
