import Conformance
import TestSupport
import Testing

private let folder = Fixtures.vectors("fevm-actors")

/// The production actors' executions, when they are at hand.
@Suite(.enabled(if: folder != nil, "the fevm-actors vectors are not present"))
struct FVMVectorTests {
  static var files: [String] {
    get throws {
      guard let folder else { return [] }
      return try Fixtures.files(in: folder).map { "\(folder)/\($0)" }
    }
  }

  @Test(arguments: try Self.files)
  func theNativeActorsDoWhatTheProductionActorsDid(_ path: String) throws {
    for result in FVMVectorRunner.run(try VectorFile.json(path)) {
      if case .failed(let reason) = result.outcome {
        Issue.record("\(result.name) message \(result.index): \(reason)")
      }
    }
  }

  /// All that differs, over all files, is that a contract returns what GAS answered.
  @Test func onlyTheAnswerOfGasDiffers() throws {
    let differences = try Self.files.flatMap { path in
      FVMVectorRunner.run(try VectorFile.json(path)).flatMap { result in
        result.deviations.map { "\(result.name) \($0)" }
      }
    }
    #expect(
      differences == [
        "env_gas_opcode return: the contract returns what GAS answered",
        "env_gas_opcode call 0 return: the same bytes, in the trace of the call",
      ])
  }
}
