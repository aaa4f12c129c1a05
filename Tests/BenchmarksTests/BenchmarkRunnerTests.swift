import Benchmarks
import Conformance
import Primitives
import Testing

/// Answers every run with the same outcome.
private final class FixedContender: Contender {
  let name: String
  private let output: [UInt8]
  private let gas: UInt64
  private let time: UInt64

  init(_ name: String, output: [UInt8], gas: UInt64 = 24, time: UInt64) {
    self.name = name
    self.output = output
    self.gas = gas
    self.time = time
  }

  func prepare(_ benchmark: BenchmarkCase) throws(ContenderError) {}

  func run(_ count: Int) throws(ContenderError) -> ContenderRuns {
    ContenderRuns(
      output: output, gasUsed: gas, nanoseconds: [UInt64](repeating: time, count: count))
  }
}

struct BenchmarkRunnerTests {
  /// PUSH1 1 PUSH1 2 ADD PUSH1 0 MSTORE PUSH1 32 PUSH1 0 RETURN: 3 gas each but RETURN, and 3 for
  /// the word of memory: 24.
  private let code: [UInt8] = [
    0x60, 1, 0x60, 2, 0x01, 0x60, 0, 0x52, 0x60, 32, 0x60, 0, 0xf3,
  ]
  private let three = [UInt8](repeating: 0, count: 31) + [3]

  private func benchmark(gas: UInt64? = 24) -> BenchmarkCase {
    let contract = EthAddress(truncating: 0xaa)
    return BenchmarkCase(
      name: "mix/add", revision: .cancun,
      accounts: [AccountFixture(address: contract, code: code)],
      sender: EthAddress(truncating: 0xbb), recipient: contract, gas: 100_000, input: [],
      expectedOutput: three, expectedGas: gas)
  }

  private func options() -> BenchmarkRunner.Options {
    var options = BenchmarkRunner.Options()
    options.runs = 8
    return options
  }

  @Test func ownContenderRunsTheCaseAndMetersIt() throws {
    let result = try ExecutionThread.run {
      try BenchmarkRunner(OwnContender(), peers: [], options: options()).run(benchmark())
    }
    #expect(result.gasUsed == 24)
    #expect(result.sample(of: "fevm")?.runs == 8)
  }

  @Test func wrongGasIsAnErrorAndNotATime() throws {
    #expect(throws: BenchmarkRunner.Wrong.self) {
      try ExecutionThread.run {
        try BenchmarkRunner(OwnContender(), peers: [], options: options())
          .run(benchmark(gas: 25))
      }
    }
  }

  @Test func peerThatDisagreesHasNoFigure() throws {
    let own = FixedContender("fevm", output: three, time: 100)
    let wrong = FixedContender("wrong", output: [1], time: 1)
    let right = FixedContender("right", output: three, time: 200)
    let result = try BenchmarkRunner(own, peers: [wrong, right], options: options())
      .run(benchmark())
    #expect(result.absent.map(\.contender) == ["wrong"])
    #expect(result.sample(of: "wrong") == nil)
    #expect(result.sample(of: "right")?.median == 200)
  }

  @Test func peerIsDrivenThroughItsStandardInput() throws {
    let answer = "ok 24 0x" + String(repeating: "00", count: 31) + "03"
    // A program that answers each `run N` with N times of 7 ns, whatever it is asked to run.
    let program = """
      sh -c 'while read word count; do if [ "$word" = run ]; then \
      printf "%s" "\(answer)"; while [ "$count" -gt 0 ]; do printf " 7"; count=$((count-1)); done; \
      echo; fi; done'
      """
    let peer = try PeerContender(name: "peer", command: program)
    try peer.prepare(benchmark())
    let runs = try peer.run(3)
    #expect(runs.output == three)
    #expect(runs.gasUsed == 24)
    #expect(runs.nanoseconds == [7, 7, 7])
  }

  @Test func peerThatEndsIsAnError() throws {
    let peer = try PeerContender(name: "gone", command: "true")
    #expect(throws: ContenderError.self) {
      try peer.prepare(benchmark())
      _ = try peer.run(1)
    }
  }

  @Test func medianAndSpreadAreThoseOfTheQuartiles() throws {
    let sample = try #require(Sample([5, 1, 3, 2, 4]))
    #expect(sample.median == 3)
    #expect(sample.spread == 2.0 / 3)
    #expect(Sample([]) == nil)
  }
}
