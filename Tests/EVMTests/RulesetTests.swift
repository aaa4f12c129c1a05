import EVM
import Primitives
import Testing

@Suite struct RulesetTests {
  @Test func intrinsicPricesFollowTheForks() {
    #expect(GasSchedule(.frontier).transactionCreate == 0)
    #expect(GasSchedule(.homestead).transactionCreate == 32000)  // EIP-2
    #expect(GasSchedule(.petersburg).calldataNonZeroByte == 68)
    #expect(GasSchedule(.istanbul).calldataNonZeroByte == 16)  // EIP-2028
    #expect(GasSchedule(.berlin).refundQuotient == 2)
    #expect(GasSchedule(.london).refundQuotient == 5)  // EIP-3529
    #expect(GasSchedule(.berlin).selfDestructRefund == 24000)
    #expect(GasSchedule(.london).selfDestructRefund == 0)
    #expect(GasSchedule(.osaka).transactionGasCap == 16_777_216)  // EIP-7825
  }

  @Test func blockRewardsFollowTheForks() {
    let ether = word("1000000000000000000")
    #expect(Rules(.spuriousDragon).blockReward == ether * 5)
    #expect(Rules(.byzantium).blockReward == ether * 3)
    #expect(Rules(.constantinople).blockReward == ether * 2)
    #expect(Rules(.london).blockReward == ether * 2)
    #expect(Rules(.paris).blockReward == 0)
  }

  @Test func rulesetsAreMadeOnce() {
    for revision in Revision.allCases {
      #expect(Ruleset.ethereum(revision) === Ruleset.ethereum(revision))
      #expect(Ruleset.ethereum(revision).revision == revision)
    }
  }
}

/// Filecoin's differences as data (builtin-actors `actors/evm/src/interpreter`).
@Suite struct FilecoinRulesetTests {
  static let ruleset = Ruleset.filecoin { $0.opcode == .stop ? 0 : 1500 }

  private func go(
    _ code: Bytecode, gas: Int64 = 1_000_000_000, host: MockHost = MockHost(),
    isStatic: Bool = false
  ) -> Execution {
    run(code, Self.ruleset, gas: gas, host: host, isStatic: isStatic)
  }

  @Test func someInstructionsAreAbsent() {
    for opcode in [Opcode.callcode, .blobhash, .blobbasefee] {
      let code = Bytecode().repeated(7, Bytecode().push(0)).op(opcode)
      #expect(go(code).reason == .undefinedInstruction)
    }
    for opcode in [Opcode.push0, .mcopy, .tload, .clz, .prevrandao, .basefee] {
      let code = Bytecode().repeated(7, Bytecode().push(0)).op(opcode)
      #expect(go(code).reason == .stop)
    }
  }

  @Test func theHostAnswersGasAndContext() {
    let outcome = go(Bytecode().op(.gas, .number), gas: 10_000_400)
    #expect(outcome.gasUsed == 2 * 1500 + 2 * 100)
    #expect(outcome.stack == [4242, 9998])
  }

  @Test func haltsKeepTheirGas() {
    let outcome = go(Bytecode().op(.invalid), gas: 5000)
    #expect(outcome.result.gasLeft == 3500)
    #expect(go(Bytecode().op(.undefined0C), gas: 5000).result.gasLeft == 5000)
    #expect(go(Bytecode().push(0).op(.jump), gas: 5000).reason == .badJumpDestination)
    #expect(go(Bytecode().push(0).op(.jump), gas: 5000).result.gasLeft == 2000)
    #expect(go(Bytecode().push(0).op(.jump), gas: 2999).reason == .outOfGas)
    #expect(go(Bytecode().push(0).op(.jump), gas: 2999).result.gasLeft == 0)
  }

  @Test func memoryIsBoundAndNotPaid() {
    let far = Bytecode().push(1_000_000).op(.mload)
    #expect(go(far).gasUsed == 3000)
    for offset in [word("0xffffffe0"), word("0x100000000"), .max] {
      #expect(go(Bytecode().push(offset).op(.mload)).reason == .invalidMemoryAccess)
    }
    #expect(go(Bytecode().operands(.max, 0).op(.keccak256)).reason == .stop)
  }

  @Test func theHostHashes() {
    #expect(go(Bytecode().operands(0, 7).op(.keccak256)).top == 7)
  }

  @Test func callsLeaveTheirGasToTheHost() throws {
    // What is asked arrives in milligas, nothing is taken and nothing added.
    for (asked, gas) in [(0, 0), (2300, 2_300_000), (.max, .max)] as [(UInt256, Int64)] {
      let host = MockHost()
      host.answer = { _ in CallResult(.stop) }
      let outcome = go(Bytecode().call(.call, gas: asked, to: 1, value: 1), host: host)
      #expect(try #require(host.calls.first).message.gas == gas)
      #expect(outcome.gasUsed == 8 * 1500)
    }
    let host = MockHost()
    host.answer = { _ in CallResult(.stop) }
    let outcome = go(Bytecode().operands(0, 0, 0).op(.create), host: host)
    #expect(try #require(host.calls.first).message.gas == 0)
    #expect(outcome.gasUsed == 4 * 1500)
  }

  @Test func nothingIsColdAndNothingRefunded() {
    let host = MockHost()
    host.accounts[contract] = MockHost.Account(original: [0: 1], storage: [0: 1])
    let outcome = go(Bytecode().operands(0, 0).op(.sstore).push(1).op(.balance), host: host)
    #expect(outcome.gasUsed == 5 * 1500)
    #expect(outcome.result.gasRefund == 0)
    #expect(go(Bytecode().operands(0, 0).op(.sstore), gas: 4500).reason == .stop)
  }

  @Test func depthIsTheHostsToCount() {
    let host = MockHost()
    host.answer = { CallResult(.stop, gasLeft: $0.gas) }
    let outcome = run(
      Bytecode().call(.call, gas: 0, to: 1), Self.ruleset, gas: 1 << 30, host: host, depth: 5000)
    #expect(outcome.host.calls.count == 1)
  }
}
