import EVM
import Primitives
import Testing

/// Calls of delegated accounts pay for the delegate too (EIP-7702).
@Suite struct EIP7702Tests {
  @Test func theDelegateIsAnAccountAccess() {
    let call = Bytecode().call(.call, gas: 0, to: 0xee)
    func host() -> MockHost {
      let host = MockHost()
      host.delegates = [address(0xee): address(0xdd)]
      return host
    }
    #expect(run(call, .cancun, host: host()).gasCost(of: .call) == 2600)
    #expect(run(call, .prague, host: host()).gasCost(of: .call) == 2600 + 2600)
    let twice = Bytecode(call.bytes + call.bytes)
    #expect(run(twice, .prague, host: host()).gasCost(of: .call) == 100 + 100)
    for opcode in [Opcode.callcode, .delegatecall, .staticcall] {
      let outcome = run(Bytecode().call(opcode, gas: 0, to: 0xee), .prague, host: host())
      #expect(outcome.gasCost(of: opcode) == 5200)
    }
    let size = run(Bytecode().push(0xee).op(.extcodesize), .prague, host: host())
    #expect(size.gasCost(of: .extcodesize) == 2600)
  }
}
