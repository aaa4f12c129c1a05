import EVM
import Primitives
import Testing

@Suite struct CallInstructionTests {
  /// Answers every call with success, some output and no gas used.
  static func answering(
    _ reason: HaltReason = .return, output: [UInt8] = [], gasUsed: Int64 = 0, refund: Int64 = 0
  ) -> MockHost {
    let host = MockHost()
    host.isWarm = true
    host.everyoneIsDead = false
    host.answer = { message in
      CallResult(reason, gasLeft: message.gas - gasUsed, gasRefund: refund, output: output)
    }
    return host
  }

  @Test func messagesNameTheRightAccounts() throws {
    for opcode in [Opcode.call, .callcode, .delegatecall, .staticcall] {
      let outcome = run(
        Bytecode().store([1, 2, 3]).call(opcode, gas: 1000, to: 0xee, input: (0, 3)),
        host: Self.answering(), value: 9)
      #expect(outcome.top == 1)
      let call = try #require(outcome.host.calls.first)
      #expect(call.input == [1, 2, 3])
      #expect(call.message.codeAddress == address(0xee))
      #expect(call.message.depth == 1)
      #expect(call.message.gas == 1000)
      #expect(call.message.isStatic == (opcode == .staticcall))
      let keepsContext = opcode == .callcode || opcode == .delegatecall
      #expect(call.message.recipient == (keepsContext ? contract : address(0xee)))
      #expect(call.message.sender == (opcode == .delegatecall ? caller : contract))
      #expect(call.message.value == (opcode == .delegatecall ? 9 : 0))
    }
  }

  @Test func staticIsInherited() throws {
    for opcode in [Opcode.call, .callcode, .delegatecall, .staticcall] {
      let outcome = run(
        Bytecode().call(opcode, gas: 1000, to: 0xee), host: Self.answering(), isStatic: true)
      #expect(try #require(outcome.host.calls.first).message.isStatic)
    }
  }

  @Test func outputFillsItsRegionAndNoMore() {
    for (size, expected) in [
      (2, [1, 2, 255, 255, 255]), (3, [1, 2, 3, 255, 255]), (5, [1, 2, 3, 255, 255]),
    ] as [(UInt256, [UInt8])] {
      let outcome = run(
        Bytecode().operands(0, .max).op(.mstore)
          .call(.call, gas: 1000, to: 0xee, output: (0, size)).operands(0, 5).op(.return),
        host: Self.answering(output: [1, 2, 3]))
      #expect(outcome.result.output == expected)
    }
  }

  @Test func failuresPushZeroAndKeepTheOutput() {
    for reason in [HaltReason.revert, .outOfGas, .callDepthExceeded] {
      let outcome = run(
        Bytecode().call(.call, gas: 1000, to: 0xee).op(.returndatasize),
        host: Self.answering(reason, output: reason == .revert ? [1, 2] : []))
      #expect(outcome.stack == [reason == .revert ? 2 : 0, 0])
    }
  }

  @Test func unusedGasComesBack() {
    let outcome = run(
      Bytecode().call(.call, gas: 1000, to: 0xee), host: Self.answering(gasUsed: 400))
    #expect(outcome.gasUsed == 7 * 3 + 100 + 400)
    #expect(outcome.gasCost(of: .call) == 100 + 1000)
  }

  @Test func valueCostsAndGivesTheStipend() throws {
    let outcome = run(
      Bytecode().call(.call, gas: 1000, to: 0xee, value: 1), host: Self.answering())
    #expect(try #require(outcome.host.calls.first).message.gas == 3300)
    #expect(outcome.gasCost(of: .call) == 100 + 9000 + 1000)
    // The stipend was not taken from the caller but comes back to it unused.
    #expect(outcome.gasUsed == 7 * 3 + 100 + 9000 - 2300)
    let toOwnCode = run(
      Bytecode().call(.callcode, gas: 0, to: 0xee, value: 1), host: Self.answering())
    #expect(try #require(toOwnCode.host.calls.first).message.gas == 2300)
  }

  @Test func refundsOfSuccessfulCallsAdd() {
    let code = Bytecode().call(.call, gas: 10, to: 1).call(.call, gas: 10, to: 1)
    #expect(run(code, host: Self.answering(refund: -7)).result.gasRefund == -14)
    #expect(run(code, host: Self.answering(.revert, refund: 7)).result.gasRefund == 0)
  }

  @Test func theLimitOfDepthIsFailureWithoutCost() {
    for depth in [1023, 1024] {
      let outcome = run(
        Bytecode().call(.call, gas: 1000, to: 0xee), host: Self.answering(gasUsed: 1000),
        depth: depth)
      #expect(outcome.host.calls.count == (depth == 1023 ? 1 : 0))
      #expect(outcome.top == (depth == 1023 ? 1 : 0))
      #expect(outcome.gasUsed == 7 * 3 + 100 + (depth == 1023 ? 1000 : 0))
    }
  }

  @Test func calleesRunOnTheirOwnMemoryAndStack() {
    let host = MockHost()
    host.accounts[address(0xee)] = MockHost.Account(
      code: Bytecode().push(0).op(.calldataload).push(1).op(.add).returnTop().bytes)
    let outcome = run(
      Bytecode().operands(0, 41).op(.mstore)
        .call(.staticcall, gas: 100_000, to: 0xee, input: (0, 32), output: (32, 32))
        .push(32).op(.mload), host: host)
    #expect(outcome.stack == [42, 1])
  }

  /// Each level calls itself and answers one more than the level below.
  @Test func allLevelsRun() {
    let code = Bytecode().operands(0, 0, 0, 32).op(.address, .gas, .staticcall, .pop)
      .push(0).op(.mload).push(1).op(.add).returnTop()

    let gasLeft: Int64 = ExecutionThread.run {
      let host = MockHost()
      host.isWarm = true
      host.accounts[contract] = MockHost.Account(code: code.bytes)
      let interpreter = Interpreter(ruleset: .ethereum(.cancun))
      host.interpreter = interpreter
      let result = interpreter.execute(
        CallMessage(
          kind: .call, gas: 1 << 60, recipient: contract, codeAddress: contract, sender: caller),
        code: Code(code.bytes), host: host)
      #expect(result.reason == .return)
      #expect(UInt256(bigEndian: result.output) == 1025)
      #expect(host.calls.count == 1024)
      return result.gasLeft
    }
    #expect(gasLeft > 0)
  }
}
