package import JSONText

/// Times of one case under one contender.
package struct Sample: Sendable {
  /// Nanoseconds of processor time, rising.
  private let times: [UInt64]

  /// At least one time.
  package init?(_ times: [UInt64]) {
    guard !times.isEmpty else { return nil }
    self.times = times.sorted()
  }

  package var runs: Int { times.count }

  /// Nanoseconds.
  package var median: Double { quantile(0.5) }

  /// The distance between the quartiles as a part of the median: half of the runs lie within it.
  package var spread: Double {
    median > 0 ? (quantile(0.75) - quantile(0.25)) / median : 0
  }

  private func quantile(_ part: Double) -> Double {
    let position = part * Double(times.count - 1)
    let low = Int(position)
    let high = min(low + 1, times.count - 1)
    let share = position - Double(low)
    return Double(times[low]) * (1 - share) + Double(times[high]) * share
  }

  package var json: JSONValue {
    .object([
      "nanoseconds": .number(Int(median.rounded())),
      "spread": .number(String((spread * 10_000).rounded() / 10_000)), "runs": .number(runs),
    ])
  }
}
