import Conformance
import Primitives
import TestSupport
import Testing

/// Random programs with the results of execution-specs or revm, written by `tools/fuzz-evm`.
@Suite struct FuzzFixtureTests {
  @Test func randomProgramsEndAsInOtherMachines() throws {
    let files = try Discovery.files([Fixtures.path("fuzz")])
    #expect(!files.isEmpty)
    for file in files {
      let json = try VectorFile.json(file)
      let results = ExecutionThread.run {
        StateTestRunner().run(json, interpreters: Interpreters())
      }
      #expect(!results.isEmpty)
      for result in results where result.isFailure {
        Issue.record("\(file): \(ReportText.line(result))")
      }
    }
  }
}
