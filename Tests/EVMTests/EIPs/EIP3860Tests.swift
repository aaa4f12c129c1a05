import EVM
import Primitives
import Testing

/// Init code is limited and paid by the word (EIP-3860).
@Suite struct EIP3860Tests {
  static func host() -> MockHost {
    let host = MockHost()
    host.answer = { CallResult(.return, gasLeft: $0.gas, createdAddress: address(1)) }
    return host
  }

  @Test func aWordCostsTwo() {
    for (size, words) in [(0, 0), (1, 1), (32, 1), (33, 2), (49152, 1536)] as [(UInt256, Int64)] {
      let memory = 3 * words + words * words / 512
      let create = Bytecode().operands(0, 0, size).op(.create)
      #expect(
        run(create, .shanghai, host: Self.host()).gasCost(of: .create)
          == 32000 + memory + 2 * words)
      #expect(run(create, .paris, host: Self.host()).gasCost(of: .create) == 32000 + memory)
      let salted = Bytecode().operands(0, 0, size, 0).op(.create2)
      #expect(
        run(salted, .shanghai, host: Self.host()).gasCost(of: .create2)
          == 32000 + memory + 8 * words)
      #expect(
        run(salted, .paris, host: Self.host()).gasCost(of: .create2) == 32000 + memory + 6 * words)
    }
  }

  @Test func moreThanTheLimitFails() {
    for opcode in [Opcode.create, .create2] {
      let code = Bytecode().operands(0, 0, 49153, 0).op(opcode)
      #expect(run(code, .shanghai, host: Self.host()).reason == .initCodeTooLarge)
      #expect(run(code, .paris, host: Self.host()).reason == .stop)
      let huge = Bytecode().operands(0, 0, .max, 0).op(opcode)
      #expect(run(huge, .shanghai, host: Self.host()).reason == .initCodeTooLarge)
      #expect(run(huge, .paris, host: Self.host()).reason == .outOfGas)
    }
  }
}
