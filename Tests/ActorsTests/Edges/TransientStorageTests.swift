import EVM
import FVM
import Filecoin
import IPLD
import Primitives
import Testing

@testable import Actors

/// EIP-1153 as FIP-0097 lays it down: kept in the contract's state with the message it belongs to.
struct TransientStorageTests {
  /// TSTORE of the value sent, or TLOAD without value; `TLOAD` of slot 0 is returned.
  private static let cell =
    "CALLVALUE 0 EQ @read JUMPI CALLVALUE 0 TSTORE read: 0 TLOAD" + Assembly.returnTop

  @Test func itLastsForTheMessage() throws {
    let world = try EdgeWorld()
    let cell = try world.deploy(Self.cell)
    let caller = try world.deploy(
      Assembly.call(cell, value: 5) + "POP 32 0 0 0 0 \(cell) GAS CALL POP 32 0 RETURN")
    #expect(try world.call(caller, value: 5).word == 5)
    #expect(try world.call(cell).word == 0)
  }

  /// The state keeps the map and its lifespan, origin and nonce, until the next time it is written.
  @Test func theStateKeepsAStaleMap() throws {
    let world = try EdgeWorld()
    let contract = try world.deploy(
      "CALLVALUE 1 EQ @transient JUMPI CALLVALUE 0 SSTORE STOP transient: 7 3 TSTORE STOP")
    let nonce = try #require(try world.tree.actor(EdgeWorld.userID)).nonce
    try world.call(contract, value: 1)
    let kept = try #require(try world.state(contract).transientData)
    #expect(kept.lifespan == MessageIdentity(origin: EdgeWorld.userID, nonce: nonce))
    let map = try KAMT<UInt256>(load: kept.root, world.machine.blockstore)
    #expect(try map.get(3) == 7)
    // A call that changes nothing leaves it; one that writes the state drops it.
    try world.call(contract)
    #expect(try world.state(contract).transientData == kept)
    try world.call(contract, value: 2)
    #expect(try world.state(contract).transientData == nil)
  }

  /// The lifespan names the origin too: the same nonce of another sender is another message.
  @Test func anotherSendersMessageSeesNothing() throws {
    let world = try EdgeWorld()
    let cell = try world.deploy(Self.cell)
    // The native account catches up with the user's nonce.
    let nonce = try #require(try world.tree.actor(EdgeWorld.userID)).nonce
    try world.call(cell, value: 5)
    for _ in 0..<nonce { try world.send(from: EdgeWorld.native, to: .id(99), .send) }
    #expect(try world.tree.actor(EdgeWorld.nativeID)?.nonce == nonce)
    #expect(try world.call(cell, from: EdgeWorld.native).word == 0)
  }

  @Test func readOnlyCallsMayReadAlone() throws {
    let world = try EdgeWorld()
    let writer = try world.deploy("1 0 TSTORE")
    let reader = try world.deploy("0 TLOAD" + Assembly.returnTop)
    let outcome = try world.run(
      Assembly.call(.staticcall, writer) + Assembly.call(.staticcall, reader)
        + "32 MSTORE 0 MSTORE 64 0 RETURN")
    #expect(outcome.words == [0, 1])
    #expect(outcome.calls.first?.outcome == .returned(.readOnly, nil))
  }

  /// It is undone with the frame that set it, and seen by re-entrant calls.
  @Test func aRevertUndoesIt() throws {
    let world = try EdgeWorld()
    let contract = try world.deploy(
      """
      CALLER ADDRESS EQ @inner JUMPI
      1 0 TSTORE 0 0 0 0 0 ADDRESS GAS CALL 32 MSTORE 0 TLOAD 0 MSTORE 64 0 RETURN
      inner: 0 TLOAD 1 ADD 0 TSTORE 0 TLOAD 2 EQ @fail JUMPI STOP
      fail: 0 0 REVERT
      """)
    #expect(try world.call(contract).words == [1, 0])
  }

  @Test func delegatedCodeUsesItsCallers() throws {
    let world = try EdgeWorld()
    let library = try world.deploy("9 0 TSTORE")
    let outcome = try world.run(
      Assembly.call(.delegatecall, library) + "POP 0 TLOAD" + Assembly.returnTop)
    #expect(outcome.word == 9)
    #expect(try world.state(library).transientData == nil)
  }

  /// Slots set back to zero leave an empty map, which is not written at all.
  @Test func anEmptyMapIsNull() throws {
    let world = try EdgeWorld()
    let contract = try world.deploy("1 0 TSTORE 0 0 TSTORE 1 0 SSTORE")
    try world.call(contract)
    #expect(try world.state(contract).transientData == nil)
    #expect(try world.slot(0, of: contract) == 1)
  }

  @Test func theConstructorsIsSeenInItsMessageOnly() throws {
    let world = try EdgeWorld()
    let runtime = try Assembly("0 TLOAD" + Assembly.returnTop).bytes
    // TSTORE, then return the code.
    let initCode = try Assembly("4 0 TSTORE").bytes
    let tail = Assembly.deploying(runtime)
    var shifted = tail
    shifted[5] = UInt8(11 + initCode.count)
    let outcome = try world.create(initCode + shifted)
    let address = try CreateReturn(cborBytes: outcome.result.receipt.returnData).ethAddress
    #expect(try world.state(address).transientData != nil)
    #expect(try world.call(address).word == 0)
  }
}
