import EVM
import FVM
import Filecoin
import IPLD
import Primitives
import Testing

@testable import Actors

/// State is written before every send and read again after one that succeeded
/// (builtin-actors `interpreter/system.rs` `send_raw`, `flush`, `reload`).
struct ReentrancyTests {
  /// A contract that calls `other` when it is called by anybody else, and adds 1 to slot 0 when `other`
  /// calls it; it returns slot 0 as it sees it after the call.
  private func pair(_ world: EdgeWorld, back: String = "STOP") throws -> (EthAddress, EthAddress) {
    // The callback's address comes as calldata, since neither contract knows the other at first.
    let other = try world.deploy(
      "0 CALLDATALOAD 0 0 0 0 0 DUP6 GAS CALL POP POP \(back)")
    let contract = try world.deploy(
      """
      CALLER \(other) EQ @reentered JUMPI
      5 0 SSTORE ADDRESS 0 MSTORE 0 0 32 0 0 \(other) GAS CALL 32 MSTORE
      0 SLOAD 0 MSTORE 64 0 RETURN
      reentered: 0 SLOAD 1 ADD 0 SSTORE STOP
      """)
    return (contract, other)
  }

  @Test func theCallbackSeesAndChangesTheState() throws {
    let world = try EdgeWorld()
    let (contract, _) = try pair(world)
    #expect(try world.call(contract).words == [6, 1])
    #expect(try world.slot(0, of: contract) == 6)
  }

  /// The caller in between fails: what the callback changed is undone with it.
  @Test(arguments: [("0 0 REVERT", ExitCode.evmReverted), ("INVALID", .evmInvalidInstruction)])
  func aFailureInBetweenUndoesTheCallback(end: String, code: ExitCode) throws {
    let world = try EdgeWorld()
    let (contract, _) = try pair(world, back: end)
    let outcome = try world.call(contract)
    #expect(outcome.words == [5, 0])
    #expect(outcome.calls.first?.outcome == .returned(code, outcome.calls.first.flatMap(Self.data)))
    #expect(try world.slot(0, of: contract) == 5)
  }

  private static func data(_ call: ExecutionTrace.Call) -> ExecutionTrace.Data? {
    if case .returned(_, let data) = call.outcome { data } else { nil }
  }

  /// A callback that creates advances the nonce that the outer frame goes on with.
  @Test func theNonceIsReadAgain() throws {
    let world = try EdgeWorld()
    let contract = try world.deploy(
      """
      CALLER ADDRESS EQ @inner JUMPI
      0 0 0 0 0 ADDRESS GAS CALL POP
      0 0 0 CREATE 0 MSTORE 32 0 RETURN
      inner: 0 0 0 CREATE STOP
      """)
    let outcome = try world.call(contract)
    #expect(outcome.word?.isZero == false)
    #expect(try world.state(contract).nonce == 3)
  }

  /// While its constructor runs a contract has no code: calls to it succeed and do nothing, and
  /// EXTCODESIZE is 0 (`system.rs` flush: "set empty bytecode hashes").
  @Test func aContractUnderConstructionIsEmpty() throws {
    let world = try EdgeWorld()
    let observer = try world.deploy(
      """
      CALLER EXTCODESIZE 0 MSTORE CALLER EXTCODEHASH 32 MSTORE
      0 0 0 0 0 CALLER GAS CALL 64 MSTORE 96 0 RETURN
      """)
    // Keeps what the observer returns as code, so that it can be read.
    let initCode = try Assembly(
      "1 0 SSTORE 96 0 0 0 0 \(observer) GAS CALL POP 96 0 RETURN")
    let outcome = try world.create(initCode.bytes)
    #expect(outcome.code == .ok)
    let address = try CreateReturn(cborBytes: outcome.result.receipt.returnData).ethAddress
    let state = try world.state(address)
    let code = try #require(try world.machine.blockstore.get(state.bytecode))
    #expect(UInt256(bigEndian: code[0..<32]) == 0)
    #expect(UInt256(bigEndian: code[32..<64]) == Hash256.emptyCode.word)
    #expect(UInt256(bigEndian: code[64..<96]) == 1)
    #expect(try world.slot(1, of: address) == 0)
    #expect(try world.slot(0, of: address) == 1)
  }

  /// A state that nothing changed is not written: a slot set to what it is, a missing one removed.
  @Test(arguments: ["5 0 SSTORE", "0 9 SSTORE", "0 9 TSTORE"])
  func whatChangesNothingWritesNothing(code: String) throws {
    let world = try EdgeWorld()
    let contract = try world.deploy("CALLVALUE @set JUMPI \(code) STOP set: 5 0 SSTORE STOP")
    try world.call(contract, value: 1)
    let outcome = try world.call(contract)
    #expect(outcome.code == .ok)
    #expect(outcome.call?.blocksLinked.isEmpty == true)
  }

  /// Depth: a message may nest 1024 calls; the one that would be deeper fails in its caller alone, and
  /// a creation takes three levels (call_manager `max_call_depth`, FEVM digest §8 CREATE).
  @Test func depthEndsAtTheCallManagersLimit() throws {
    let world = try EdgeWorld(maximumCallDepth: 10)
    // Calls itself and counts how deep that worked.
    let contract = try world.deploy(
      "32 0 0 0 0 ADDRESS GAS CALL POP 0 MLOAD 1 ADD 0 MSTORE 32 0 RETURN")
    #expect(try world.call(contract).word == 10)
    // The contract's call, the address manager's, Init's, and the new contract's own.
    for (depth, works) in [(4, true), (3, false)] {
      let world = try EdgeWorld(maximumCallDepth: depth)
      let creator = try world.deploy("0 0 0 CREATE" + Assembly.returnTop)
      #expect((try world.call(creator).word?.isZero == false) == works, "\(depth)")
      // Unlike Ethereum's, the nonce is used up even then (`lifecycle.rs` `create_common`).
      #expect(try world.state(creator).nonce == 2)
    }
  }
}
