import EVM
import Primitives
import Testing

@Suite struct SelfDestructInstructionTests {
  static let code = Bytecode().push(0xbe).op(.selfdestruct)

  /// The price by what the beneficiary is, with the balance of the contract.
  static func price(
    _ revision: Revision, isDead: Bool, balance: UInt256, isWarm: Bool = true
  ) -> Int64 {
    let host = MockHost()
    host.isWarm = isWarm
    host.everyoneIsDead = isDead
    host.accounts[contract] = MockHost.Account(balance: balance)
    return run(code, revision, host: host).gasUsed - 3
  }

  @Test func pricesFollowTheForks() {
    #expect(Self.price(.homestead, isDead: true, balance: 1) == 0)
    // EIP-150: 5000, and 25000 for an account that is not there.
    #expect(Self.price(.tangerineWhistle, isDead: false, balance: 1) == 5000)
    #expect(Self.price(.tangerineWhistle, isDead: true, balance: 0) == 30000)
    // EIP-161: only when something moves.
    #expect(Self.price(.spuriousDragon, isDead: true, balance: 0) == 5000)
    #expect(Self.price(.spuriousDragon, isDead: true, balance: 1) == 30000)
    // EIP-2929: a cold beneficiary costs 2600 more.
    #expect(Self.price(.berlin, isDead: false, balance: 1, isWarm: false) == 7600)
    #expect(Self.price(.berlin, isDead: true, balance: 1, isWarm: false) == 32600)
  }

  @Test func theFrameEndsAndTheHostIsTold() {
    let host = MockHost()
    host.selfDestructRefund = 24000
    let outcome = run(Self.code.op(.invalid), .berlin, host: host)
    #expect(outcome.reason == .selfDestruct)
    #expect(outcome.result.gasRefund == 24000)
    #expect(host.destroyed == [contract: address(0xbe)])
  }
}
