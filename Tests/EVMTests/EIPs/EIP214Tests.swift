import EVM
import Primitives
import Testing

/// Nothing is written in a static call (EIP-214).
@Suite struct EIP214Tests {
  static let writes: [Bytecode] = [
    Bytecode().operands(0, 0).op(.sstore), Bytecode().operands(0, 0).op(.tstore),
    Bytecode().operands(0, 0).op(.log0), Bytecode().operands(0, 0, 0).op(.log1),
    Bytecode().operands(0, 0, 0, 0, 0, 0).op(.log4), Bytecode().operands(0, 0, 0).op(.create),
    Bytecode().operands(0, 0, 0, 0).op(.create2), Bytecode().push(0).op(.selfdestruct),
    Bytecode().call(.call, gas: 0, to: 1, value: 1),
  ]

  @Test func writesFail() {
    for code in Self.writes {
      let outcome = run(code, isStatic: true)
      #expect(outcome.reason == .staticModeViolation, "\(code.bytes)")
      #expect(outcome.result.gasLeft == 0)
      #expect(outcome.host.calls.isEmpty && outcome.host.logs.isEmpty)
      #expect(outcome.host.destroyed.isEmpty)
    }
  }

  @Test func callsWithoutValueAndCallCodePass() {
    for code in [
      Bytecode().call(.call, gas: 0, to: 1), Bytecode().call(.callcode, gas: 0, to: 1, value: 1),
      Bytecode().call(.delegatecall, gas: 0, to: 1), Bytecode().call(.staticcall, gas: 0, to: 1),
    ] {
      #expect(run(code, isStatic: true).reason == .stop)
    }
  }
}
