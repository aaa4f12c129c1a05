import Filecoin
import IPLD
import Testing

@testable import FVM

struct ExecutorTests {
  private func world(baseFee: UInt64 = 100) throws -> TestMachine {
    try TestMachine(baseFee: baseFee, [200: ScriptActor { _, _, _ in noBlock }])
  }

  @Test func refusedMessagesChangeNothingAndCostTheProducer() throws {
    let world = try world()
    let target = Address.id(200)
    let stranger = Address.secp256k1([UInt8](repeating: 9, count: 20))
    let cases: [(String, Message, Int, ExitCode, UInt64)] = [
      ("inclusion", TestMachine.message(to: target, gasLimit: 500_000), 100, .outOfGas, 690_663),
      (
        "sender", TestMachine.message(from: stranger, to: target), 0, .senderInvalid, 10_000_000_000
      ),
      (
        "no account", TestMachine.message(from: .id(200), to: target), 0, .senderInvalid,
        10_000_000_000
      ),
      (
        "missing", TestMachine.message(from: .id(999), to: target), 0, .senderInvalid,
        10_000_000_000
      ),
      (
        "nonce", TestMachine.message(to: target, nonce: 1), 0, .senderStateInvalid, 10_000_000_000
      ),
      (
        "fee", TestMachine.message(to: target, feeCap: 1_000_000_000_000), 0, .senderStateInvalid,
        10_000_000_000
      ),
    ]
    for (name, message, length, code, gas) in cases {
      let result = try world.executor.execute(message, length: length)
      #expect(result.receipt.exitCode == code, "\(name)")
      #expect(result.receipt.gasUsed == 0, "\(name)")
      #expect(result.isPrevalidationFailure, "\(name)")
      #expect(result.gas.minerPenalty == TokenAmount(atto: 100 * gas), "\(name)")
    }
    #expect(try world.executor.flush() == world.initialRoot)
  }

  @Test func messagesWithoutGasAreNoMessages() throws {
    let world = try world()
    for limit in [0, UInt64(Int64.max) + 1] {
      #expect(throws: ExecutorError.self) {
        try world.executor.execute(
          TestMachine.message(to: .id(200), gasLimit: limit), length: 10)
      }
    }
  }

  @Test func amountsMustMakeSense() throws {
    let world = try world()
    let negative = TokenAmount(atto: -1)
    let changes: [(inout Message) -> Void] = [
      { $0.value = negative }, { $0.gasFeeCap = negative },
      { $0.gasPremium = TokenAmount(atto: 1) },
      { ($0.gasFeeCap, $0.gasPremium) = (TokenAmount(atto: 1), negative) },
    ]
    for change in changes {
      var message = TestMachine.message(to: .id(200))
      change(&message)
      #expect(throws: ExecutorError.self) { try world.executor.execute(message, length: 100) }
    }
    #expect(try world.executor.flush() == world.initialRoot)
  }

  @Test func feesGoWhereTheyBelong() throws {
    let world = try world()
    let message = TestMachine.message(
      to: .id(200), value: TokenAmount(whole: 1), gasLimit: 100_000_000, feeCap: 1000, premium: 7)
    let result = try world.executor.execute(message, length: 100)
    #expect(result.receipt.exitCode == .ok)
    let used = result.receipt.gasUsed
    #expect(result.gas.baseFeeBurn == TokenAmount(atto: 100 * used))
    #expect(result.gas.minerTip == TokenAmount(atto: 7 * 100_000_000 as UInt64))
    #expect(result.gas.gasBurned > 0)
    let burnt = result.gas.baseFeeBurn + result.gas.overEstimationBurn
    #expect(try world.actor(99)?.balance == burnt)
    #expect(try world.actor(2)?.balance == result.gas.minerTip)
    let spent = burnt + result.gas.minerTip + TokenAmount(whole: 1)
    #expect(try world.actor(100)?.balance == TokenAmount(whole: 1000) - spent)
    #expect(try world.actor(200)?.balance == TokenAmount(whole: 1001))
  }

  @Test func gasIsThatOfTheReferencesRows() throws {
    let world = try TestMachine(isTracing: true, [200: ScriptActor { _, _, _ in noBlock }])
    let result = try world.executor.execute(TestMachine.message(to: .id(200)), length: 100)
    // Inclusion, invocation, and zeroing 17 pages.
    #expect(result.receipt.gasUsed == 560_663 + 130_000 + 75_000 + 445_645)
    #expect(
      result.trace?.chargesByName == [
        "OnChainMessage": Gas(690_663), "OnMethodInvocation": Gas(75_000),
        "wasm_memory_init": Gas(milligas: 445_644_800),
      ])
  }

  @Test func aPlaceholdersFirstMessageMakesItAnEthAccount() throws {
    let address = TestMachine.f410(3)
    let world = try TestMachine(
      extra: [
        270: ActorState(
          code: TestMachine.code("placeholder"), balance: TokenAmount(whole: 1),
          delegatedAddress: address)
      ],
      [
        200: ScriptActor { _, _, kernel throws(Abort) in
          throw kernel.exit(ExitCode(33), block: noBlock, message: "revert")
        }
      ])
    let result = try world.executor.execute(
      TestMachine.message(from: address, to: .id(200)), length: 100)
    #expect(result.receipt.exitCode == ExitCode(33))
    let sender = try #require(try world.actor(270))
    #expect(sender.code == TestMachine.code("ethaccount"))
    #expect(sender.nonce == 1)
    #expect(sender.delegatedAddress == address)
  }

  @Test func implicitMessagesCostNothing() throws {
    let world = try world()
    let before = try world.actor(0)
    let result = try world.executor.execute(
      TestMachine.message(from: .id(0), to: .id(200), nonce: 77), kind: .implicit, length: 0)
    #expect(result.receipt.exitCode == .ok)
    #expect(result.receipt.gasUsed == 75_000 + 445_645)
    #expect(result.gas == GasOutputs())
    #expect(try world.actor(0) == before)
  }

  @Test func aValueThatIsNotThereIsInsufficientFunds() throws {
    let world = try world(baseFee: 0)
    let result = try world.executor.execute(
      TestMachine.message(to: .id(200), value: TokenAmount(whole: 5000)), length: 100)
    #expect(result.receipt.exitCode == .insufficientFunds)
    #expect(try world.actor(100)?.nonce == 1)
  }

  @Test func aFlushedStateCanBeReadAgain() throws {
    let world = try TestMachine([
      200: ScriptActor { _, _, kernel throws(Abort) in
        try kernel.attempt { kernel throws(KernelError) in try kernel.setState(9) }
        return noBlock
      }
    ])
    #expect(try world.run().receipt.exitCode == .ok)
    let root = try world.executor.flush()
    let tree = try StateTree(root: root, world.machine.blockstore)
    #expect(try tree.actor(200)?.state == CID(dagCBOR: [0x81, 9]))
    #expect(try tree.lookupID(TestMachine.accountAddress) == 100)
    var ids: Set<ActorID> = []
    try tree.forEachActor { id, _ in ids.insert(id) }
    #expect(ids == [0, 1, 2, 99, 100, 200])
  }
}
