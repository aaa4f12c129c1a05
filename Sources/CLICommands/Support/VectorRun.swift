import ArgumentParser
import Conformance
import Foundation
import JSONText

/// Flags that every command that runs vector files has.
struct VectorRunOptions: ParsableArguments {
  @Argument(help: "Files, and folders that are searched for .json files.")
  var paths: [String] = []

  @Option(name: .customLong("run"), help: "Only tests whose name matches this regular expression.")
  var pattern: String?

  @Flag(help: "Print go-ethereum's array of results as JSON instead of lines.")
  var json = false

  @Flag(help: "Print lines (the default).")
  var human = false

  @Flag(
    help: """
      Be as go-ethereum's evm: JSON unless --human, exit status 0 when tests fail. Implied when the \
      program is called evm.
      """)
  var geth = false

  @Flag(
    name: .shortAndLong,
    help: "Print only failures and totals (the default when several files are run).")
  var quiet = false

  @Flag(name: .shortAndLong, help: "Print a line for every case.")
  var verbose = false

  @Option(help: "Threads to run files on; all processors unless given.")
  var workers: Int?

  @Option(name: .customLong("junit"), help: "Write a JUnit report to this file.")
  var junit: String?

  @Option(
    name: .customLong("report"),
    help: "Write totals by fork and folder, and the failures, as JSON to this file.")
  var report: String?

  func validate() throws {
    guard !(json && human) else { throw ValidationError("--json and --human exclude each other") }
    guard !(quiet && verbose) else {
      throw ValidationError("--quiet and --verbose exclude each other")
    }
    if let workers, workers < 1 { throw ValidationError("--workers must be at least 1") }
  }

  /// The test of names that `--run` gives.
  func nameFilter() throws(CLIError) -> @Sendable (String) -> Bool {
    guard let pattern else { return { _ in true } }
    do {
      _ = try Regex(pattern)
    } catch {
      throw CLIError("--run: \"\(pattern)\" is no regular expression")
    }
    // A Regex may not cross threads, its text may; it has just been found valid.
    return { name in ((try? name.firstMatch(of: Regex(pattern))) ?? nil) != nil }
  }
}

/// What becomes of the results of vector files: lines or JSON, reports, and the exit status.
final class VectorRun {
  private let options: VectorRunOptions
  private let console: Console
  private var tally: Tally
  private var junit = JUnitReport()
  private var collected: [TestResult] = []
  private var progress: ProgressBar?
  private let start = ContinuousClock.now

  init(_ options: VectorRunOptions, files: Int, root: String, console: Console) {
    var options = options
    if options.geth, !options.human { options.json = true }
    if files > 1, !options.verbose, !options.geth { options.quiet = true }
    self.options = options
    self.console = console
    tally = Tally(root: root)
    // Lines and a bar would chase each other on one terminal.
    let barFits = options.quiet || options.json || isatty(STDOUT_FILENO) == 0
    if files > 1, barFits, console.showsProgress { progress = ProgressBar(total: files) }
  }

  /// Takes the results of one file.
  func add(_ file: FileResult) {
    tally.add(file)
    if options.junit != nil { junit.add(file) }
    if options.json {
      collected += file.results
    } else {
      for result in file.results where result.isFailure || !options.quiet {
        if progress != nil, result.isFailure { console.write(errors: progress?.erasure ?? "") }
        let from = result.isFailure && !file.path.isEmpty ? "  (\(file.path))" : ""
        console.print(ReportText.line(result) + from)
      }
    }
    if let text = progress?.advance(file) { console.write(errors: text) }
  }

  /// Prints the array of results that have come since the last one.
  func printJSON() {
    let array = ReportText.gethJSON(collected)
    console.print(array.serialized(pretty: true, escapingHTML: true))
    collected = []
  }

  /// Prints what is left to print, writes the reports, and throws the exit status 1 after failures.
  func finish() throws {
    if let progress { console.write(errors: progress.erasure) }
    if options.json {
      if !collected.isEmpty || tally.totals == Totals() { printJSON() }
    } else {
      if tally.byFork.count > 1 { console.print("\n" + ReportText.table("fork", tally.forkRows)) }
      if tally.byFolder.count > 1 {
        console.print("\n" + ReportText.table("folder", tally.folderRows))
      }
      let seconds = (ContinuousClock.now - start).formatted(
        .units(allowed: [.minutes, .seconds], width: .narrow, fractionalPart: .show(length: 1)))
      console.print("\(tally.totals.line) in \(seconds)")
    }
    if let path = options.junit { try InputFile.write(Array(junit.xml.utf8), to: path) }
    if let path = options.report {
      try InputFile.write(tally.json.serializedBytes(pretty: true) + [0x0A], to: path)
    }
    if tally.totals == Totals(), !options.paths.isEmpty {
      throw CLIError("no test was run: nothing in the files matches")
    }
    if tally.totals.failed > 0, !options.geth { throw ExitCode(1) }
  }
}
