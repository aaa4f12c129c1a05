package import ArgumentParser
import Benchmarks
import Conformance
import Foundation
import JSONText
import Primitives

/// `fevm bench`: how fast it is, beside others.
package struct BenchCommand: FevmSubcommand {
  package static let configuration = CommandConfiguration(
    commandName: "bench",
    abstract: "Time programs, precompiles and a Filecoin block, beside other EVMs.",
    discussion: """
      Runs the calls of state-test shaped files, precompiled contracts, and a Filecoin block of
      1,000 token transfers. Each call is first verified: state root and logs against the file,
      output and gas against the file and every peer. Then all contenders take turns. Times are
      processor time in microseconds, medians; ± is the distance of the quartiles. Behind a peer's
      time stands ours divided by it: below 1 we are faster. Where the machine has a counter of
      instructions, ours are shown as well.

      A peer is a program that reads lines and answers `run`:
        case FORK                        forget everything; FORK as in ethereum/tests
        account ADDRESS NONCE BALANCE CODE
        slot ADDRESS KEY VALUE
        call FROM TO GAS INPUT           the call to time, with that much gas of its own
        run N                            answer `ok GAS OUTPUT T1 … TN` or `no REASON`
      GAS is what the call used before refunds, T the nanoseconds of processor time of a run. Every
      run starts from the state as given. Bytes are hex after 0x, other numbers decimal.

      EXAMPLES:
        fevm bench --filter main/
        fevm bench --peer 'pyrevm=python3 tools/peers/pyrevm_peer.py' fixtures/bench
        fevm bench --json > new.json; fevm bench --compare old.json
      """)

  @Argument(
    help:
      "Files or folders of cases; ethereum-tests/evm-benchmarks and fixtures/bench unless given.")
  var paths: [String] = []

  @Option(help: "Only cases whose name contains this; may be given several times.")
  var filter: [String] = []

  @Option(help: "NAME=COMMAND of a program to time beside us; may be given several times.")
  var peer: [String] = []

  @Option(help: "Processor seconds to spend on a case, for each contender.")
  var seconds = 0.5

  @Option(help: "Run each case exactly so often instead.")
  var runs: Int?

  @Option(help: "The vectors of precompiled contracts.")
  var precompiles = "ethereum-tests/precompiles"

  @Option(help: "A scenario whose first step deploys the token of the Filecoin block.")
  var token = "fixtures/contracts/scenarios/DemoToken.json"

  @Option(help: "Compare with what --json printed before.")
  var compare: String?

  @OptionGroup var interpreter: TierOptions
  @OptionGroup var output: OutputOptions

  package init() {}

  package func validate() throws {
    guard seconds > 0 else { throw ValidationError("--seconds must be above 0") }
    if let runs, runs < 1 { throw ValidationError("--runs must be above 0") }
    for text in peer where PeerName(text) == nil {
      throw ValidationError("--peer \"\(text)\" is not NAME=COMMAND")
    }
  }

  package func run(on console: Console) throws {
    let old = try compare.map { path in try earlier(path) }
    try ExecutionThread.run { try measure(on: console, old: old) }
  }

  private func measure(on console: Console, old: JSONValue?) throws {
    let peers = try peer.compactMap(PeerName.init).map {
      try PeerContender(name: $0.name, command: $0.command)
    }
    var options = BenchmarkRunner.Options()
    options.seconds = seconds
    options.runs = runs
    let own = OwnContender(tier: interpreter.value)
    let runner = BenchmarkRunner(own, peers: peers, options: options)
    var report = BenchmarkReport(own: own.name, peers: peers.map(\.name))
    let cases = try cases()
    let hasBlock = accepts("fvm/erc20_block")
    guard !cases.isEmpty || hasBlock else { throw CLIError("no case matches") }

    let show: (String) -> Void = { output.json ? console.note($0) : console.print($0) }
    if !cases.isEmpty { show(report.heading) }
    var failed = false
    for benchmark in cases {
      do {
        let result = try runner.run(benchmark)
        report.add(result)
        show(report.line(result))
        for (contender, reason) in result.absent {
          console.note("\(benchmark.name): \(contender): \(reason)")
        }
      } catch {
        failed = true
        console.note("Error: \(benchmark.name): \(error)")
      }
    }
    for line in report.summary { show(line) }
    if let old { for line in report.comparison(with: old) { show(line) } }
    let block = hasBlock ? try tokenBlock() : nil
    if let block { for line in block.lines { show(line) } }
    if output.json, case .object(var object) = report.json {
      if let block { object["fvm/erc20_block"] = block.json }
      console.print(.object(object))
    }
    if failed { throw ExitCode(1) }
  }

  private func cases() throws -> [BenchmarkCase] {
    let standard = ["ethereum-tests/evm-benchmarks", "fixtures/bench"]
    let chosen =
      paths.isEmpty ? standard.filter { FileManager.default.fileExists(atPath: $0) } : paths
    var cases: [BenchmarkCase] = []
    for path in try Discovery.files(chosen) {
      do {
        cases += try StateTestCases.cases(try VectorFile.json(path), path: path)
      } catch {
        throw CLIError("\(path): \(error)")
      }
    }
    if paths.isEmpty { cases += try PrecompileCases.cases(folder: precompiles) }
    return cases.filter { accepts($0.name) }
  }

  private func accepts(_ name: String) -> Bool {
    if name.hasPrefix("fvm/"), !paths.isEmpty { return false }
    return filter.isEmpty || filter.contains { name.contains($0) }
  }

  private func tokenBlock() throws -> TokenBlockReport {
    let scenario: Scenario
    do {
      scenario = try Scenario(try VectorFile.json(token))
    } catch {
      throw CLIError("\(token): \(error)")
    }
    guard let step = scenario.steps.first, step.kind == .deploy else {
      throw CLIError("\(token): the first step deploys nothing")
    }
    let benchmark = try TokenBlockBenchmark(creationCode: step.data)
    var report = TokenBlockReport(messageCount: benchmark.messageCount)
    let start = CPUClock.now
    _ = try benchmark.run()
    repeat {
      report.add(try benchmark.run())
    } while Double(CPUClock.now - start) < 4 * seconds * 1e9
    return report
  }

  private func earlier(_ path: String) throws -> JSONValue {
    do {
      return try VectorFile.json(path)
    } catch {
      throw CLIError("\(error)")
    }
  }
}

/// `NAME=COMMAND`.
private struct PeerName {
  let name: String
  let command: String

  init?(_ text: String) {
    guard let equals = text.firstIndex(of: "="), equals != text.startIndex else { return nil }
    name = String(text[..<equals])
    command = String(text[text.index(after: equals)...])
    if command.isEmpty { return nil }
  }
}
