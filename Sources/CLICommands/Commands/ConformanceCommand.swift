package import ArgumentParser
import Conformance
import Foundation
import JSONText

/// `fevm conformance`: every suite of published vectors that is present.
package struct ConformanceCommand: FevmSubcommand {
  package static let configuration = CommandConfiguration(
    commandName: "conformance",
    abstract: "Run every suite of Ethereum vectors below a folder and print totals.",
    discussion: """
      The folder is laid out as the public ethereum/tests repository. Suites that are not there are
      left out. With --baseline, a suite that passes fewer cases than the file says is a failure.

      EXAMPLES:
        fevm conformance ethereum-tests
        fevm conformance ethereum-tests --suite TransactionTests --suite RLPTests
        fevm conformance ethereum-tests --output conformance.json --baseline conformance.json
      """)

  @Argument(help: "The folder that holds the suites.")
  var folder = "ethereum-tests"

  @Option(help: "Only this suite; may be given several times.")
  var suite: [String] = []

  @Option(help: "Threads to run files on; all processors unless given.")
  var workers: Int?

  @Option(help: "Write the totals by suite, fork and folder to this file.")
  var output: String?

  @Option(help: "Counts of an earlier run that must not drop.")
  var baseline: String?

  @Flag(help: "Print the totals as JSON.")
  var json = false

  package init() {}

  package func validate() throws {
    for name in suite where !VectorSuite.all.contains(where: { $0.name == name }) {
      let known = VectorSuite.all.map(\.name).joined(separator: ", ")
      throw ValidationError("unknown suite \"\(name)\"; known are \(known)")
    }
  }

  package func run(on console: Console) throws {
    let baselineReport = try baseline.map { try readBaseline($0) }
    var work: [(suite: VectorSuite, path: String)] = []
    var sweep = Sweep()
    for candidate in VectorSuite.all where suite.isEmpty || suite.contains(candidate.name) {
      let root = "\(folder)/\(candidate.name)"
      guard FileManager.default.fileExists(atPath: root) else { continue }
      sweep.addSuite(candidate.name, root: root)
      work += try Discovery.files([root]).map { (candidate, $0) }
    }
    guard !work.isEmpty else { throw CLIError("\(folder): no suite of vectors is there") }

    var progress = console.showsProgress ? ProgressBar(total: work.count) : nil
    OrderedWork.run(
      files: work, workers: workers ?? OrderedWork.defaultWorkers,
      open: { $0.suite.work($0.path) },
      deliver: { item, file in
        for result in file.results where result.isFailure {
          if let progress { console.write(errors: progress.erasure) }
          console.note("\(ReportText.line(result))  (\(file.path))")
        }
        sweep.add(file, to: item.suite.name)
        if let text = progress?.advance(file) { console.write(errors: text) }
      })
    if let progress { console.write(errors: progress.erasure) }

    if let output {
      try InputFile.write(sweep.json.serializedBytes(pretty: true) + [0x0A], to: output)
    }
    if json { console.print(sweep.json) } else { console.print(sweep.text) }
    var failed = sweep.totals.failed > 0
    for drop in baselineReport.map({ sweep.drops(from: $0) }) ?? [] {
      console.note("Error: \(drop)")
      failed = true
    }
    if failed { throw ExitCode(1) }
  }

  private func readBaseline(_ path: String) throws(CLIError) -> JSONValue {
    do {
      return try VectorFile.json(path)
    } catch {
      throw CLIError("\(error)")
    }
  }
}
