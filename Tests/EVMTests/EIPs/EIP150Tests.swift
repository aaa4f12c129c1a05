import EVM
import Primitives
import Testing

/// The gas that calls forward and the price of new accounts: EIP-150, EIP-158 (161).
@Suite struct EIP150Tests {
  static func host(isDead: Bool) -> MockHost {
    let host = MockHost()
    host.everyoneIsDead = isDead
    host.answer = { message in CallResult(.stop, gasLeft: message.gas) }
    return host
  }

  @Test func askingForTooMuchWasOutOfGas() throws {
    let code = Bytecode().call(.call, gas: 1000, to: 1)
    let spent: Int64 = 7 * 3 + 40
    let enough = run(code, .homestead, gas: spent + 1000, host: Self.host(isDead: false))
    #expect(enough.reason == .stop)
    #expect(try #require(enough.host.calls.first).message.gas == 1000)
    let short = run(code, .homestead, gas: spent + 999, host: Self.host(isDead: false))
    #expect(short.reason == .outOfGas)
    let absurd = Bytecode().call(.call, gas: .max, to: 1)
    #expect(run(absurd, .homestead, gas: .max, host: Self.host(isDead: false)).reason == .outOfGas)
  }

  @Test func allButA64thIsForwarded() throws {
    for asked: UInt256 in [6400, word("0xffffffffffffffff"), .max] {
      let code = Bytecode().call(.call, gas: asked, to: 1)
      let outcome = run(
        code, .tangerineWhistle, gas: 7 * 3 + 700 + 6400, host: Self.host(isDead: false))
      #expect(try #require(outcome.host.calls.first).message.gas == 6300)
      #expect(outcome.gasCost(of: .call) == 700 + 6300)
    }
    let less = run(
      Bytecode().call(.call, gas: 6299, to: 1), .tangerineWhistle, gas: 7 * 3 + 700 + 6400,
      host: Self.host(isDead: false))
    #expect(try #require(less.host.calls.first).message.gas == 6299)
  }

  /// What CALL costs beyond its base, by fork, value and whether the target is dead.
  static let newAccounts: [(Revision, UInt256, Bool, Int64)] = [
    (.frontier, 0, false, 40), (.frontier, 0, true, 40 + 25000),
    (.frontier, 1, true, 40 + 9000 + 25000),
    (.tangerineWhistle, 0, true, 700 + 25000), (.tangerineWhistle, 1, false, 700 + 9000),
    (.spuriousDragon, 0, true, 700), (.spuriousDragon, 1, true, 700 + 9000 + 25000),
    (.spuriousDragon, 1, false, 700 + 9000), (.berlin, 1, true, 2600 + 9000 + 25000),
  ]

  @Test func newAccountsArePaidAsTheForkSays() {
    for (revision, value, isDead, price) in Self.newAccounts {
      let outcome = run(
        Bytecode().call(.call, gas: 0, to: 1, value: value), revision,
        host: Self.host(isDead: isDead))
      #expect(outcome.gasCost(of: .call) == price, "\(revision.name) \(value) \(isDead)")
    }
  }

  @Test func onlyCallMakesAccounts() {
    for opcode in [Opcode.callcode, .delegatecall, .staticcall] {
      let outcome = run(
        Bytecode().call(opcode, gas: 0, to: 1, value: 1), .byzantium, host: Self.host(isDead: true))
      #expect(outcome.gasCost(of: opcode) == (opcode == .callcode ? 9700 : 700))
    }
  }
}
