/// One line on a terminal that says how far a run is.
package struct ProgressBar: Sendable {
  private let total: Int
  private let start: ContinuousClock.Instant
  private var done = 0
  private var cases = 0
  private var failed = 0
  private var lastShown: ContinuousClock.Instant

  private static let interval = Duration.milliseconds(200)
  private static let width = 30

  /// A bar for `total` files.
  package init(total: Int) {
    self.total = total
    start = ContinuousClock.now
    lastShown = start
  }

  /// Counts a file; gives text to write when it is time to draw.
  package mutating func advance(_ file: FileResult) -> String? {
    done += 1
    cases += file.results.count
    failed += file.results.count { $0.isFailure }
    let now = ContinuousClock.now
    guard now - lastShown >= Self.interval || done == total else { return nil }
    lastShown = now
    return "\r" + line(elapsed: now - start) + "\u{1B}[K"
  }

  /// Clears the line.
  package var erasure: String { "\r\u{1B}[K" }

  /// `[###----]  40 % 12,000 cases 1 failed 3,000/s 6 s left`
  func line(elapsed: Duration) -> String {
    let share = total == 0 ? 1 : Double(done) / Double(total)
    let filled = Int(share * Double(Self.width))
    let seconds =
      max(Double(elapsed.components.seconds), 0.001)
      + Double(elapsed.components.attoseconds) / 1e18
    let left = share > 0 ? Int(seconds / share - seconds) : 0
    let bar =
      String(repeating: "#", count: filled)
      + String(repeating: "-", count: Self.width - filled)
    return "[\(bar)] \(Int(share * 100)) % \(done)/\(total) files, \(cases) cases, "
      + "\(failed) failed, \(Int(Double(cases) / seconds))/s, \(left) s left"
  }
}
