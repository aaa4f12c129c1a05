import EVM
import Primitives
import Testing

/// RETURNDATASIZE and RETURNDATACOPY (EIP-211).
@Suite struct EIP211Tests {
  static func host() -> MockHost {
    let host = MockHost()
    host.answer = { CallResult(.return, gasLeft: $0.gas, output: [1, 2, 3, 4]) }
    return host
  }

  static let call = Bytecode().call(.staticcall, gas: 0, to: 1)

  @Test func theLastCallsOutputIsThere() {
    let outcome = run(Self.call.op(.returndatasize), .byzantium, host: Self.host())
    #expect(outcome.top == 4)
    let copied = run(
      Self.call.operands(0, 1, 3).op(.returndatacopy).operands(0, 4).op(.return),
      .byzantium, host: Self.host())
    #expect(copied.result.output == [2, 3, 4, 0])
  }

  @Test func readingPastTheEndFails() {
    for (start, size) in [
      (0, 5), (4, 1), (5, 0), (.max, 1), (1, .max), (word("0xffffffffffffffff"), 2),
    ] as [(UInt256, UInt256)] {
      let outcome = run(
        Self.call.operands(0, start, size).op(.returndatacopy), .byzantium, host: Self.host())
      #expect(outcome.reason == .returnDataOutOfBounds, "\(start) \(size)")
      #expect(outcome.result.gasLeft == 0)
    }
    let allowed = run(
      Self.call.operands(0, 4, 0).op(.returndatacopy), .byzantium, host: Self.host())
    #expect(allowed.reason == .stop)
    #expect(run(Bytecode().operands(0, 0, 1).op(.returndatacopy)).reason == .returnDataOutOfBounds)
  }
}
