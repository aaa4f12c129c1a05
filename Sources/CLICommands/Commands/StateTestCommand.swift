package import ArgumentParser
import Conformance
import EVM
import JSONText
import Primitives

/// `fevm statetest`: Ethereum's state tests.
package struct StateTestCommand: FevmSubcommand {
  package static let configuration = CommandConfiguration(
    commandName: "statetest",
    abstract: "Run Ethereum state tests.",
    discussion: """
      Runs every expectation of every test of the files: state root, logs hash, and whether the
      transaction must be rejected. Without a path, names of files are read from standard input,
      one a line, and the array of results is printed after each, until an empty line.

      Output, flags and traces are those of go-ethereum's `evm statetest`, but that the exit status
      is 1 when a test fails (go-ethereum's stays 0), that lines are printed unless --json is
      given (for several files those of failures only, unless --verbose), and that several files and
      folders may be named. With --geth, or called by the name of evm through a link, it differs in
      none of these: so differential fuzzers such as goevmlab drive it (--geth LINK, --gethbatch LINK).

      EXAMPLES:
        fevm statetest ethereum-tests/GeneralStateTests/stExample
        fevm statetest --fork Cancun --run 'add.*' tests/
        fevm statetest --trace --json one.json
        fevm statetest --host fvm --fork Prague ethereum-tests/EEST/state_tests
        fevm statetest --host fvm --rules fevm --explain ethereum-tests/GeneralStateTests/stCallCodes
      """)

  @Option(
    name: [.customLong("fork"), .customLong("statetest.fork")],
    help: "Only expectations of this fork.")
  var fork: String?

  @Option(
    name: [.customLong("index"), .customLong("statetest.index")],
    help: "Only the expectation at this position among its fork's.")
  var index: Int?

  @Flag(help: "Put the state after each transaction into the JSON.")
  var dump = false

  @Flag(help: "Put how each transaction ended, its output, gas used and logs into the JSON.")
  var execution = false

  @Flag(help: "Repeat each transaction for a second; show its median time and gas (one thread).")
  var bench = false

  @OptionGroup var run: VectorRunOptions
  @OptionGroup var trace: TraceOptions
  @OptionGroup var interpreter: TierOptions
  @OptionGroup var host: HostOptions

  package init() {}

  package func validate() throws {
    if let fork, Revision(name: fork) == nil {
      let known = Revision.allCases.map(\.name).joined(separator: ", ")
      throw ValidationError("unknown fork \"\(fork)\"; known are \(known)")
    }
  }

  package func run(on console: Console) throws {
    var options = StateTestRunner.Options()
    options.fork = fork
    // go-ethereum's way to ask for all.
    options.index = index == -1 ? nil : index
    options.accepts = try run.nameFilter()
    options.dumpsState = dump
    options.measuresTime = bench
    options.reportsExecution = execution
    if host.host == .fvm { return try runOnFVM(options, console) }
    let runner = StateTestRunner(options: options)

    if run.paths.isEmpty { return try runBatch(runner, console) }
    let files = try Discovery.files(run.paths)
    let results = VectorRun(
      run, files: files.count, root: run.paths.count == 1 ? run.paths[0] : "", console: console)
    if trace.trace {
      let tracer = trace.tracer(console)
      for file in files { results.add(serial(file, runner, tracer, console)) }
    } else {
      let showsRoots = files.count == 1 && !console.showsProgress
      OrderedWork.run(
        files: files, workers: run.workers ?? (bench ? 1 : OrderedWork.defaultWorkers),
        tier: interpreter.value,
        open: { runner.work($0) },
        deliver: { _, file in
          if showsRoots { for result in file.results { Self.noteRoot(result, console) } }
          results.add(file)
        })
    }
    try results.finish()
  }

  /// The same tests through Filecoin's machine.
  private func runOnFVM(_ options: StateTestRunner.Options, _ console: Console) throws {
    guard !run.paths.isEmpty else { throw ValidationError("--host fvm needs paths") }
    guard !trace.trace else { throw ValidationError("--host fvm does not trace") }
    let runner = FVMStateTestRunner(
      options: options, configuration: try host.configuration(), explains: host.explain)
    var table = DeviationTable()
    let files = try Discovery.files(run.paths)
    let results = VectorRun(
      run, files: files.count, root: run.paths.count == 1 ? run.paths[0] : "", console: console)
    OrderedWork.run(
      files, workers: run.workers ?? OrderedWork.defaultWorkers,
      process: { file in
        do {
          return FileResult(path: file, results: runner.run(try VectorFile.json(file)))
        } catch {
          return FileResult(path: file, unreadable: "\(error)")
        }
      },
      deliver: { file in
        table.add(file)
        results.add(file)
      })
    if host.explain, !run.json { console.print(table.summary) }
    for path in host.deviations {
      let bytes =
        path.hasSuffix(".json")
        ? table.json.serializedBytes(pretty: true) + [0x0A] : Array(table.markdown.utf8)
      try InputFile.write(bytes, to: path)
    }
    try results.finish()
  }

  /// Files named on standard input, one after the other, everything flushed after each.
  private func runBatch(_ runner: StateTestRunner, _ console: Console) throws {
    var run = run
    run.json = !run.human
    let results = VectorRun(run, files: 1, root: "", console: console)
    let tracer = trace.tracer(console)
    while let file = readLine(), !file.isEmpty {
      results.add(serial(file, runner, tracer, console))
      if run.json { results.printJSON() }
    }
    try results.finish()
  }

  /// Runs one file on a deep stack; each case's trace and state root go to standard error at once.
  private func serial(
    _ file: String, _ runner: StateTestRunner, _ tracer: (any TraceWriter)?, _ console: Console
  ) -> FileResult {
    ExecutionThread.run {
      do {
        let results = runner.run(
          try VectorFile.json(file),
          interpreters: Interpreters(tier: interpreter.value, tracer: tracer)
        ) { result in
          tracer?.flush()
          Self.noteRoot(result, console)
        }
        return FileResult(path: file, results: results)
      } catch {
        return FileResult(path: file, unreadable: "\(error)")
      }
    }
  }

  private static func noteRoot(_ result: TestResult, _ console: Console) {
    if let root = result.stateRoot { console.note("{\"stateRoot\": \"\(root)\"}") }
  }
}
