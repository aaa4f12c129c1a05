import EVM
import Primitives
import Testing

@Suite struct CreateInstructionTests {
  static func answering(_ result: @escaping (CallMessage) -> CallResult) -> MockHost {
    let host = MockHost()
    host.answer = result
    return host
  }

  static let succeeding: @Sendable (CallMessage) -> CallResult = { message in
    CallResult(.return, gasLeft: message.gas, createdAddress: address(0xabc))
  }

  @Test func messagesCarryInitCodeValueAndSalt() throws {
    let initCode: [UInt8] = [0x60, 0, 0x60, 0]
    for opcode in [Opcode.create, .create2] {
      let salt = opcode == .create2 ? Bytecode().push(99) : Bytecode()
      let code = salt.push(4).push(0).push(5)
      let outcome = run(
        Bytecode(Bytecode().store(initCode).bytes + code.bytes).op(opcode),
        host: Self.answering(Self.succeeding))
      #expect(outcome.stack == [0xabc])
      let call = try #require(outcome.host.calls.first)
      #expect(call.message.kind == (opcode == .create ? .create : .create2))
      #expect(call.input == initCode)
      #expect(call.message.value == 5)
      #expect(call.message.sender == contract)
      #expect(call.message.salt == (opcode == .create2 ? 99 : 0))
      #expect(call.message.depth == 1)
    }
  }

  @Test func onlyARevertLeavesReturnData() {
    let create = Bytecode().operands(0, 0, 0).op(.create, .returndatasize)
    let success = Self.answering { message in
      CallResult(.return, gasLeft: message.gas, output: [1], createdAddress: address(1))
    }
    #expect(run(create, host: success).stack == [0, 1])
    let revert = Self.answering { message in
      CallResult(.revert, gasLeft: message.gas, output: [1, 2, 3])
    }
    #expect(run(create, host: revert).stack == [3, 0])
    let failure = Self.answering { _ in CallResult(.outOfGas) }
    #expect(run(create, host: failure).stack == [0, 0])
  }

  @Test func earlierReturnDataIsCleared() {
    let host = MockHost()
    host.answer = { message in
      message.kind.isCreate
        ? CallResult(.callDepthExceeded, gasLeft: message.gas)
        : CallResult(.return, gasLeft: message.gas, output: [1, 2, 3])
    }
    let code = Bytecode().call(.call, gas: 0, to: 1).operands(0, 0, 0)
      .op(.create, .returndatasize)
    #expect(run(code, host: host).stack == [0, 0, 1])
  }

  @Test func allButA64thIsForwarded() throws {
    let outcome = run(
      Bytecode().operands(0, 0, 0).op(.create), gas: 32009 + 6400,
      host: Self.answering { _ in CallResult(.outOfGas) })
    #expect(try #require(outcome.host.calls.first).message.gas == 6300)
    #expect(outcome.result.gasLeft == 100)
    #expect(outcome.gasCost(of: .create) == 32000)
    let before = run(
      Bytecode().operands(0, 0, 0).op(.create), .homestead, gas: 32009 + 6400,
      host: Self.answering { _ in CallResult(.outOfGas) })
    #expect(before.result.gasLeft == 0)
  }

  @Test func initCodeRunsWithItsOwnFrame() {
    // The init code returns 3 bytes; the mock deploys nothing but answers an address.
    let initCode = Bytecode().operands(0, 3).op(.return).bytes
    let outcome = run(
      Bytecode().store(initCode).operands(0, 0, UInt256(UInt64(initCode.count))).op(.create))
    #expect(outcome.top == 0xc0de)
  }

  @Test func tooDeepCreatesAnswerZero() {
    let outcome = run(
      Bytecode().operands(0, 0, 0).op(.create), host: Self.answering(Self.succeeding),
      depth: 1024)
    #expect(outcome.top == 0)
    #expect(outcome.host.calls.isEmpty)
    #expect(outcome.gasUsed == 32009)
  }
}
