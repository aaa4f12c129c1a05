package import ArgumentParser
import Conformance

/// `fevm vectors`: executions of Filecoin's production actors, and contract scenarios.
package struct VectorsCommand: FevmSubcommand {
  package static let configuration = CommandConfiguration(
    commandName: "vectors",
    abstract: "Run Filecoin vectors and contract scenarios.",
    discussion: """
      Files of format fevm-oracle-1 hold what the production actors did: each message runs through
      the kernel and the native actors, and receipt, events, state root, calls, linked blocks,
      charges and syscalls are compared. Files of format evm-scenario/1 run on Ethereum under each
      of their forks and on Filecoin; steps that Filecoin's rules change are skipped with a reason.
      Output is that of `fevm statetest`; the exit status is 1 when a vector fails.

      EXAMPLES:
        fevm vectors fixtures/contracts/scenarios
        fevm vectors --json shared/vectors/fevm-actors
      """)

  @OptionGroup var run: VectorRunOptions

  package init() {}

  package func validate() throws {
    if run.paths.isEmpty { throw ValidationError("Missing expected argument '<paths> ...'") }
  }

  package func run(on console: Console) throws {
    let accepts = try run.nameFilter()
    let files = try Discovery.files(run.paths)
    let results = VectorRun(
      run, files: files.count, root: run.paths.count == 1 ? run.paths[0] : "", console: console)
    OrderedWork.run(
      files, workers: run.workers ?? OrderedWork.defaultWorkers,
      process: { file in
        var result = FilecoinSuite.run(file)
        result.results.removeAll { !accepts($0.name) }
        return result
      },
      deliver: { file in
        results.add(file)
        for result in file.results {
          for difference in result.deviations {
            console.note("\(result.name) message \(result.index) differs in \(difference)")
          }
        }
      })
    try results.finish()
  }
}
