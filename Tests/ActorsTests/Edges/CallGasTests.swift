import EVM
import FVM
import Filecoin
import IPLD
import Primitives
import Testing

@testable import Actors

/// What gas a call is given (builtin-actors `instructions/call.rs`, `system.rs` `call_gas_limit`).
struct CallGasTests {
  /// `TRANSFER_GAS_LIMIT`: for what looks like Solidity's `transfer` and `send`, and for nothing else.
  @Test(arguments: [
    ("CALL", 0, 1, 10_000_000), ("CALL", 2300, 0, 10_000_000), ("CALL", 0, 0, 0),
    ("CALL", 2300, 1, 2300), ("CALL", 2301, 0, 2301), ("CALL", 1, 1, 1),
    ("STATICCALL", 2300, 0, 10_000_000), ("STATICCALL", 0, 0, 0), ("DELEGATECALL", 2300, 0, 2300),
    ("DELEGATECALL", 0, 0, 0),
  ])
  func theStipendDependsOnTheExactOperand(
    kind: String, gas: UInt64, value: UInt64, expected: UInt64
  ) throws {
    let world = try EdgeWorld()
    let callee = try world.deploy("STOP")
    let outcome = try world.run(
      "0 0 0 0 \(kind == "CALL" ? "\(value) " : "")\(callee) \(gas) \(kind)"
        + Assembly.returnTop, value: value)
    #expect(outcome.code == .ok)
    // A DELEGATECALL asks for the code first, with all gas.
    #expect(outcome.calls.last?.gasLimit == expected)
    // No amount below 75,000, the price of an invocation, lets code run.
    #expect(outcome.word == (expected > 75_000 ? 1 : 0))
    let received = try world.balance(callee)
    #expect(received == TokenAmount(atto: expected > 75_000 ? value : 0))
  }

  /// EIP-150: an operand above 63/64 of what is left, even one of 256 bits, is that.
  @Test func noCallGetsMoreThanAllButA64th() throws {
    let world = try EdgeWorld()
    let callee = try world.deploy("STOP")
    let limit: UInt64 = 1_000_000_000
    let outcome = try world.run(
      Assembly.call(callee, gas: "0 NOT") + Assembly.returnTop, gasLimit: limit)
    #expect(outcome.word == 1)
    let given = try #require(outcome.calls.first?.gasLimit)
    let used = outcome.result.receipt.gasUsed
    #expect(given < limit / 64 * 63)
    #expect(given > (limit - used) / 64 * 63)
  }

  /// Creations take 63/64 without asking (`instructions/lifecycle.rs` `create_common`).
  @Test func aCreationGetsAllButA64th() throws {
    let world = try EdgeWorld()
    let limit: UInt64 = 1_000_000_000
    let outcome = try world.run("0 0 0 CREATE" + Assembly.returnTop, gasLimit: limit)
    #expect(outcome.word?.isZero == false)
    let given = try #require(outcome.calls.first?.gasLimit)
    #expect(given < limit / 64 * 63)
    #expect(given > (limit - outcome.result.receipt.gasUsed) / 64 * 63)
  }

  /// A callee's failure costs what it used: there is no exceptional halt that takes all gas
  /// (FEVM digest §8 INVALID).
  @Test(arguments: ["INVALID", "ADD", "0 JUMP", "#0c"])
  func aFailedCalleeLeavesItsGas(code: String) throws {
    let world = try EdgeWorld()
    let callee = try world.deploy(code)
    let outcome = try world.run(
      Assembly.call(callee) + Assembly.call(callee) + "ADD" + Assembly.returnTop)
    #expect(outcome.code == .ok)
    #expect(outcome.word == 0)
    #expect(outcome.result.receipt.gasUsed < 20_000_000)
  }

  /// A callee that runs out of its limit ends with exit code 7 and without data; the caller goes on.
  @Test func runningOutOfACallsGasIsSeenAsFailure() throws {
    let world = try EdgeWorld()
    let callee = try world.deploy("loop: 1 0 SSTORE @loop JUMP")
    let outcome = try world.run(
      Assembly.call(callee, gas: "5000000") + "RETURNDATASIZE 32 MSTORE 0 MSTORE 64 0 RETURN")
    #expect(outcome.code == .ok)
    #expect(outcome.words == [0, 0])
    #expect(outcome.calls.first?.outcome == .returned(.outOfGas, nil))
    #expect(try world.slot(0, of: callee) == 0)
  }

  /// Running out of the message's own gas ends it with exit code 7 and takes all of it.
  @Test func runningOutOfTheMessagesGasEndsIt() throws {
    let world = try EdgeWorld()
    let outcome = try world.run("loop: @loop JUMP", gasLimit: 50_000_000)
    #expect(outcome.code == .outOfGas)
    #expect(outcome.result.receipt.gasUsed == 50_000_000)
    #expect(outcome.result.receipt.returnData.isEmpty)
  }

  /// The GAS operand of a precompile is ignored but for the two that call actors
  /// (`precompiles/mod.rs`: the context goes to every function, `fvm.rs` alone reads its gas).
  @Test func precompilesIgnoreTheGasOperand() throws {
    let world = try EdgeWorld()
    let outcome = try world.run(
      "7 0 MSTORE 32 32 32 0 0 4 0 CALL POP 32 MLOAD" + Assembly.returnTop)
    #expect(outcome.word == 7)
  }
}
