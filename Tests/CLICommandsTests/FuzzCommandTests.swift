import Testing

@testable import CLICommands

@Suite struct FuzzCommandTests {
  /// Every seed is valid, so that mutations reach the depths of the decoder.
  @Test func seedsAreAccepted() throws {
    for target in try FuzzTarget.all() {
      #expect(!target.seeds.isEmpty, "\(target.name)")
      for seed in target.seeds {
        #expect(throws: Never.self, "\(target.name)") { try target.decode(seed) }
      }
    }
  }

  @Test func mutationsFollowFromTheSeed() throws {
    var first = Mutator(seed: 5, seeds: [[1, 2, 3]])
    var second = Mutator(seed: 5, seeds: [[1, 2, 3]])
    for _ in 0..<100 { #expect(first.next() == second.next()) }
  }

  /// A fixed number of mutations of each seed: accepted or refused.
  @Test func noDecoderTraps() throws {
    for target in try FuzzTarget.all() {
      var mutator = Mutator(seed: 1, seeds: target.seeds)
      for _ in 0..<200 {
        let input = mutator.next()
        // Only a trap would be a failure here.
        try? target.decode(input)
      }
    }
  }

  @Test func unknownDecodersAreRefused() {
    let result = run("fuzz", "nothing")
    #expect(result.status == 1)
    #expect(result.errors == "Error: no decoder \"nothing\"; fevm fuzz --list names them\n")
    #expect(run("fuzz", "--list").output.contains("cbor\n"))
  }
}
