import EVM
import Primitives
import Testing

/// MCOPY (EIP-5656, its test cases).
@Suite struct EIP5656Tests {
  private func memory(_ before: [UInt8], _ target: UInt256, _ source: UInt256, _ size: UInt256)
    -> [UInt8]
  {
    run(
      Bytecode().store(before).operands(target, source, size).op(.mcopy)
        .operands(0, 64).op(.return)
    ).result.output
  }

  static let words = (0..<64).map { UInt8($0) }

  @Test func regionsMayOverlap() {
    #expect(memory(Self.words, 0, 32, 32) == Array(Self.words[32...]) + Self.words[32...])
    #expect(memory(Self.words, 0, 1, 8) == Array(1...8) + Self.words[8...])
    #expect(memory(Self.words, 1, 0, 8) == [0] + Array(0...7) + Self.words[9...])
    #expect(memory(Self.words, 7, 7, 20) == Self.words)
  }

  @Test func priceIsACopyAndTheLargerGrowth() {
    // EIP-5656: MCOPY 0 32 32 in memory of two words costs 6.
    let code = Bytecode().store(Self.words).operands(0, 32, 32).op(.mcopy)
    #expect(run(code).gasCost(of: .mcopy) == 6)
    for (target, source) in [(0, 96), (96, 0)] as [(UInt256, UInt256)] {
      let outcome = run(Bytecode().operands(target, source, 1).op(.mcopy, .msize))
      #expect(outcome.gasCost(of: .mcopy) == 3 + 3 + 4 * 3)
      #expect(outcome.top == 128)
    }
  }
}
