/// What one case came to.
package struct CaseResult: Sendable {
  package var name: String
  package var gasUsed: UInt64
  /// By contender, in the order of the run.
  package var samples: [(contender: String, sample: Sample)]
  /// Our instructions in user mode, the median of the runs; nil where the machine has no counter.
  package var instructions: UInt64?
  /// Contenders without a figure, and why.
  package var absent: [(contender: String, reason: String)]

  package func sample(of contender: String) -> Sample? {
    samples.first { $0.contender == contender }?.sample
  }
}

/// Runs cases: first verifies that every contender computes the same, then times them in turn.
package struct BenchmarkRunner {
  package struct Options: Sendable {
    /// Processor time to spend on a case, for each contender.
    package var seconds = 0.5
    /// Exactly this many runs instead.
    package var runs: Int?

    package init() {}
  }

  /// A case whose outcome is wrong, or for which there is no outcome.
  package struct Wrong: Error, CustomStringConvertible {
    package let description: String
  }

  /// Contenders take turns this many times: noise of the machine then falls on all of them.
  private static let rounds = 8
  private static let warmUps = 3
  private static let mostRuns = 4000

  private let options: Options
  private let own: any Contender
  private let peers: [any Contender]

  /// `own` must run every case; `peers` may fail to.
  package init(_ own: any Contender, peers: [any Contender], options: Options) {
    self.own = own
    self.peers = peers
    self.options = options
  }

  package func run(_ benchmark: BenchmarkCase) throws -> CaseResult {
    if let reason = benchmark.vectorFailure { throw Wrong(description: reason) }
    try own.prepare(benchmark)
    let first = try own.run(1)
    try check(first, benchmark)
    var result = CaseResult(
      name: benchmark.name, gasUsed: first.gasUsed, samples: [], absent: [])
    var present = [own]
    for peer in peers {
      do throws(ContenderError) {
        try peer.prepare(benchmark)
        let runs = try peer.run(1)
        guard runs.gasUsed == first.gasUsed, runs.output == first.output else {
          throw ContenderError("disagrees: gas \(runs.gasUsed), ours \(first.gasUsed)")
        }
        present.append(peer)
      } catch {
        result.absent.append((peer.name, error.description))
      }
    }
    for (contender, runs) in zip(present, try runs(of: present)) {
      if let sample = Sample(runs.nanoseconds) { result.samples.append((contender.name, sample)) }
      if contender === own {
        result.instructions = Sample(runs.instructions).map { UInt64($0.median) }
      }
    }
    return result
  }

  private func check(_ runs: ContenderRuns, _ benchmark: BenchmarkCase) throws(Wrong) {
    if let output = benchmark.expectedOutput, output != runs.output {
      throw Wrong(description: "wrong output")
    }
    if let gas = benchmark.expectedGas, gas != runs.gasUsed {
      throw Wrong(description: "gas used \(runs.gasUsed), expected \(gas)")
    }
  }

  private func runs(of contenders: [any Contender]) throws -> [ContenderRuns] {
    let batches = try contenders.map { contender in
      let warm = try contender.run(Self.warmUps).nanoseconds.min() ?? 1
      if let runs = options.runs { return max(1, runs / Self.rounds) }
      let fitting = options.seconds * 1e9 / Double(Self.rounds) / Double(max(1, warm))
      return max(1, min(Self.mostRuns / Self.rounds, Int(min(fitting, 1e6))))
    }
    var all = [ContenderRuns](
      repeating: ContenderRuns(output: [], gasUsed: 0, nanoseconds: []), count: contenders.count)
    let rounds = options.runs.map { min($0, Self.rounds) } ?? Self.rounds
    for _ in 0..<max(1, rounds) {
      for (index, contender) in contenders.enumerated() {
        let runs = try contender.run(batches[index])
        all[index].nanoseconds += runs.nanoseconds
        all[index].instructions += runs.instructions
      }
    }
    return all
  }
}
