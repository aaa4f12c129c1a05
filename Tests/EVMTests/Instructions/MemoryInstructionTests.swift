import EVM
import Primitives
import Testing

@Suite struct MemoryInstructionTests {
  @Test func wordsAndBytesAreBigEndian() {
    let stored = Bytecode().operands(0, 0x0102).op(.mstore).operands(1, 0xff05).op(.mstore8)
    #expect(
      run(stored.push(0).op(.mload)).top
        == word("0x0005000000000000000000000000000000000000000000000000000000000102"))
    #expect(run(stored.push(31).op(.mload)).top == UInt256(2) << 248)
  }

  @Test func sizeGrowsByWords() {
    #expect(run(Bytecode().op(.msize)).top == 0)
    #expect(run(Bytecode().push(0).op(.mload, .msize)).top == 32)
    #expect(run(Bytecode().push(1).op(.mload, .msize)).top == 64)
    #expect(run(Bytecode().operands(64, 1).op(.mstore8, .msize)).top == 96)
    #expect(run(Bytecode().operands(63, 1).op(.mstore8, .msize)).top == 64)
  }

  /// Yellow Paper appendix H.1: 3 a word and words² / 512.
  static let growth: [(offset: UInt256, gas: Int64)] = [
    (0, 3 + 3), (32, 3 + 6), (0x1fe0, 3 + 3 * 256 + 128), (0x8000 - 32, 3 + 3 * 1024 + 2048),
    (0x8000 - 31, 3 + 3 * 1025 + 1025 * 1025 / 512),
  ]

  @Test func growthIsPaidByTheFormula() {
    for (offset, gas) in Self.growth {
      let outcome = run(Bytecode().operands(offset).op(.mload))
      #expect(outcome.gasCost(of: .mload) == gas, "offset \(offset)")
    }
  }

  @Test func growthInStepsCostsAsMuchAsAtOnce() {
    let steps = (0..<100).reduce(Bytecode()) { code, index in
      code.push(UInt256(UInt64(index * 320))).op(.mload, .pop)
    }
    let words: Int64 = 99 * 10 + 1
    #expect(run(steps).gasUsed == 100 * (3 + 3 + 2) + 3 * words + words * words / 512)
  }

  @Test func memoryBeyondReachIsOutOfGas() {
    let far = [
      word("0xffffffe1"), word("0x100000000"), word("0xffffffffffffffff"),
      word("0x10000000000000000"), UInt256.max,
    ]
    for offset in far {
      for opcode in [Opcode.mload, .mstore, .mstore8] {
        let code = Bytecode().operands(offset, 1).op(opcode)
        #expect(run(code, gas: .max).reason == .outOfGas, "\(opcode.mnemonic) \(offset)")
      }
      #expect(run(Bytecode().operands(offset, 1).op(.keccak256), gas: .max).reason == .outOfGas)
      #expect(run(Bytecode().operands(0, offset).op(.return), gas: .max).reason == .outOfGas)
    }
  }

  @Test func emptyRegionsTouchNothingWhereverTheyAre() {
    let outcome = run(
      Bytecode().operands(.max, 0).op(.keccak256).operands(.max, .max, 0).op(.calldatacopy)
        .operands(.max, .max, 0).op(.mcopy).operands(.max, 0).op(.log0).op(.msize))
    #expect(outcome.reason == .stop)
    #expect(outcome.top == 0)
  }

  @Test func memoryIsZeroInEveryNewFrame() {
    let interpreter = Interpreter(ruleset: .ethereum(.cancun))
    let host = MockHost()
    func output(_ code: Bytecode) -> [UInt8] {
      interpreter.execute(
        CallMessage(
          kind: .call, gas: 10_000_000, recipient: contract, codeAddress: contract, sender: caller),
        code: Code(code.bytes), host: host
      ).output
    }
    for offset: UInt256 in [0, 4096, 0x10_0000, 0x20_0000] {
      _ = output(Bytecode().operands(offset, .max).op(.mstore))
      #expect(
        output(Bytecode().push(offset).op(.mload).returnTop()) == [UInt8](repeating: 0, count: 32))
    }
  }
}
