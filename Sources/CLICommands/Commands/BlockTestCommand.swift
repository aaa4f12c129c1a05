package import ArgumentParser
import Conformance
import EVM
import JSONText
import Primitives

/// `fevm blocktest`: Ethereum's blockchain tests.
package struct BlockTestCommand: FevmSubcommand {
  package static let configuration = CommandConfiguration(
    commandName: "blocktest",
    abstract: "Run Ethereum blockchain tests.",
    discussion: """
      Decodes, verifies and executes every block of every test of the files. Output is that of
      `fevm statetest`; the exit status is 1 when a test fails (go-ethereum's stays 0). Traces show
      the transactions of blocks, not the calls of system contracts.

      EXAMPLES:
        fevm blocktest ethereum-tests/BlockchainTests/ValidBlocks
        fevm blocktest --json --run 'SimpleTx' tests/
      """)

  @Flag(help: "Put the state at the end of each test into the JSON.")
  var dump = false

  @OptionGroup var run: VectorRunOptions
  @OptionGroup var trace: TraceOptions

  package init() {}

  package func run(on console: Console) throws {
    var options = BlockchainTestRunner.Options()
    options.accepts = try run.nameFilter()
    options.dumpsState = dump
    let runner = BlockchainTestRunner(options: options)
    guard !run.paths.isEmpty else { return try runBatch(runner, console) }
    let files = try Discovery.files(run.paths)
    let results = VectorRun(
      run, files: files.count, root: run.paths.count == 1 ? run.paths[0] : "", console: console)
    if let tracer = trace.tracer(console) {
      for file in files { results.add(ExecutionThread.run { Self.run(file, runner, tracer) }) }
    } else {
      OrderedWork.run(
        files, workers: run.workers ?? OrderedWork.defaultWorkers,
        process: { file in Self.run(file, runner, nil) }, deliver: { results.add($0) })
    }
    try results.finish()
  }

  /// Files named on standard input, one after the other.
  private func runBatch(_ runner: BlockchainTestRunner, _ console: Console) throws {
    var run = run
    run.json = !run.human
    let results = VectorRun(run, files: 1, root: "", console: console)
    let tracer = trace.tracer(console)
    while let file = readLine(), !file.isEmpty {
      results.add(ExecutionThread.run { Self.run(file, runner, tracer) })
      if run.json { results.printJSON() }
    }
    try results.finish()
  }

  private static func run(
    _ file: String, _ runner: BlockchainTestRunner, _ tracer: (any TraceWriter)?
  ) -> FileResult {
    do {
      let results = runner.run(try VectorFile.json(file), tracer: tracer) { _ in tracer?.flush() }
      return FileResult(path: file, results: results)
    } catch {
      return FileResult(path: file, unreadable: error.description)
    }
  }
}
