import EVM
import FVM
import Filecoin
import IPLD
import Primitives
import Testing

@testable import Actors

/// SELFDESTRUCT, the message in which it happened, and coming back
/// (builtin-actors `instructions/lifecycle.rs`, `lib.rs` `is_dead`, `system.rs` `resurrect`).
struct TombstoneTests {
  private static func dying(to beneficiary: String = "CALLER") -> String {
    "CALLVALUE 1 EQ @die JUMPI 42" + Assembly.returnTop + "die: \(beneficiary) SELFDESTRUCT"
  }

  /// The funds go at once, to a placeholder if nothing is there, even when there are none.
  @Test(arguments: [0, 6])
  func anUnknownBeneficiaryIsMade(funds: UInt64) throws {
    let world = try EdgeWorld()
    let heir = EthAddress(truncating: 0x4e1)
    let contract = try world.deploy("CALLDATASIZE @die JUMPI STOP die: \(heir) SELFDESTRUCT")
    if funds > 0 { try world.call(contract, value: funds) }
    #expect(try world.call(contract, [1]).code == .ok)
    #expect(try world.kind(heir) == "placeholder")
    #expect(try world.balance(heir) == TokenAmount(atto: funds))
    #expect(try world.balance(contract) == .zero)
  }

  /// A masked id without an actor cannot be paid: exit code 40, and nothing is marked.
  @Test func aMissingBeneficiaryFailsTheFrame() throws {
    let world = try EdgeWorld()
    let contract = try world.deploy("\(EdgeWorld.masked.missing) SELFDESTRUCT")
    #expect(try world.call(contract).code == .evmSelfDestructFailed)
    #expect(try world.state(contract).tombstone == nil)
    let outcome = try world.run(Assembly.call(contract) + Assembly.returnTop)
    #expect(outcome.word == 0)
  }

  @Test func toOneselfTheFundsStay() throws {
    let world = try EdgeWorld()
    let contract = try world.deploy("ADDRESS SELFDESTRUCT")
    #expect(try world.call(contract, value: 8).code == .ok)
    #expect(try world.balance(contract) == TokenAmount(atto: 8 as UInt64))
    #expect(try world.state(contract).tombstone != nil)
  }

  /// Until the message ends all goes on as before, and the tombstone names the message.
  @Test func itLivesToTheEndOfTheMessage() throws {
    let world = try EdgeWorld()
    let contract = try world.deploy(Self.dying())
    let nonce = try #require(try world.tree.actor(EdgeWorld.userID)).nonce + 1
    let outcome = try world.run(
      Assembly.call(contract, value: 1) + "POP 32 0 0 0 0 \(contract) GAS CALL POP"
        + " \(contract) EXTCODESIZE 32 MSTORE 64 0 RETURN", value: 1)
    #expect(outcome.words[0] == 42)
    #expect(outcome.words[1] > 0)
    #expect(
      try world.state(contract).tombstone
        == MessageIdentity(origin: EdgeWorld.userID, nonce: nonce))
  }

  @Test func thenItIsDead() throws {
    let world = try EdgeWorld()
    let contract = try world.deploy(
      "1 0 SSTORE" + " " + Self.dying())
    try world.call(contract)
    try world.call(contract, value: 1)
    // Calls succeed without data, and keep what is sent.
    let call = try world.call(contract, value: 3)
    #expect(call.code == .ok && call.output.isEmpty)
    #expect(try world.balance(contract) == TokenAmount(atto: 3 as UInt64))
    // Its code is nothing to others.
    let outcome = try world.run(
      """
      \(contract) EXTCODESIZE 0 MSTORE \(contract) EXTCODEHASH 32 MSTORE
      32 0 64 \(contract) EXTCODECOPY 96 0 RETURN
      """)
    #expect(outcome.words == [0, Hash256.emptyCode.word, 0])
    let target = Address.ethereum(contract)
    #expect(try world.send(to: target, EVMMethod.getBytecode).result.receipt.returnData == [0xf6])
    #expect(
      try world.send(to: target, EVMMethod.getBytecodeHash).output == Hash256.emptyCode.bytes)
    // GetStorageAt is the system's: a dead contract's slots are 0, though the block still holds 1.
    let read = try world.send(
      from: .id(0), to: target, EVMMethod.getStorageAt,
      params: GetStorageAtParams(key: 0).cborBytes, kind: .implicit)
    #expect(read.code == .ok && read.result.receipt.returnData == [0x40])
    #expect(try world.slot(0, of: contract) == 1)
    // Under other method numbers too.
    #expect(try world.send(to: target, 5000).code == .ok)
  }

  /// In a frame that fails the mark is undone with everything else.
  @Test func aFailureUndoesIt() throws {
    let world = try EdgeWorld()
    let contract = try world.deploy(Self.dying())
    let outcome = try world.run(Assembly.call(contract, value: 1) + "0 0 REVERT", value: 1)
    #expect(outcome.code == .evmReverted)
    #expect(try world.state(contract).tombstone == nil)
    #expect(try world.call(contract).word == 42)
  }

  @Test func delegatedCodeDestroysItsCaller() throws {
    let world = try EdgeWorld()
    let library = try world.deploy("CALLER SELFDESTRUCT")
    let proxy = try world.deploy(Assembly.call(.delegatecall, library))
    try world.call(proxy)
    #expect(try world.state(proxy).tombstone != nil)
    #expect(try world.state(library).tombstone == nil)
  }

  /// In a constructor: empty code and a tombstone (`selfdestruct`: "this will set our code to empty").
  @Test func inAConstructorNoCodeIsLeft() throws {
    let world = try EdgeWorld()
    let outcome = try world.create(try Assembly("CALLER SELFDESTRUCT").bytes, value: 5)
    #expect(outcome.code == .ok)
    let address = try CreateReturn(cborBytes: outcome.result.receipt.returnData).ethAddress
    let state = try world.state(address)
    #expect(state.tombstone != nil && state.bytecode == CID(raw: []))
    #expect(try world.balance(address) == .zero)
  }

  /// CREATE2 with the same salt and code after its death: the same id, balance kept, all else new, and
  /// no robust address in the answer (`eam/src/lib.rs` `create_actor`).
  @Test func create2BringsItBack() throws {
    let world = try EdgeWorld()
    let initCode = try Assembly.deploying(
      Assembly("1 0 SSTORE 0 0 0 CREATE POP CALLDATASIZE @die JUMPI STOP die: 0 SELFDESTRUCT").bytes
    )
    let factory = try world.deploy(
      Assembly.memory(initCode) + " 5 \(initCode.count) 0 CALLVALUE CREATE2" + Assembly.returnTop)
    let word = try #require(try world.call(factory).word)
    let contract = EthAddress(truncating: word)
    let id = try world.id(contract)
    try world.call(contract)
    #expect(try world.state(contract).nonce == 2)
    // It is alive: the second creation fails, and takes a nonce (exit code 18 of Resurrect).
    let refused = try world.call(factory)
    #expect(refused.word == 0)
    #expect(refused.calls.last?.outcome == .returned(.forbidden, nil))
    #expect(refused.calls.last?.method == EVMMethod.resurrect)
    try world.call(contract, [1])
    try world.call(contract, value: 9)
    let outcome = try world.call(factory, value: 2)
    #expect(outcome.word == contract.word)
    #expect(try world.id(contract) == id)
    #expect(try world.balance(contract) == TokenAmount(atto: 11 as UInt64))
    let state = try world.state(contract)
    #expect(state.tombstone == nil && state.nonce == 1)
    #expect(try world.slot(0, of: contract) == 0)
    // In the message of the EAM's answer the robust address is null.
    let answer = outcome.calls.first { $0.method == EAMMethod.create2 }
    guard case .returned(.ok, let data)? = answer?.outcome else {
      Issue.record("the address manager did not answer")
      return
    }
    #expect(try CreateReturn(cborBytes: data?.bytes ?? []).robustAddress == nil)
    #expect(try world.state(factory).nonce == 4)
  }

  /// Within the message of its death it is not dead yet, and so cannot come back.
  @Test func notInTheSameMessage() throws {
    let world = try EdgeWorld()
    let initCode = try Assembly.deploying(Assembly("0 SELFDESTRUCT").bytes)
    let factory = try world.deploy(
      Assembly.memory(initCode)
        + """
         5 \(initCode.count) 0 0 CREATE2
        0 0 0 0 0 DUP6 GAS CALL POP
        5 \(initCode.count) 0 0 CREATE2 0 MSTORE 32 MSTORE 64 0 RETURN
        """)
    let words = try world.call(factory).words
    #expect(words[0] == 0 && words[1] != 0)
  }

  /// Resurrect is the address manager's alone; with parameters, the caller is what is wrong.
  @Test(arguments: [MethodNumber.constructor, EVMMethod.resurrect])
  func nobodyElseMayConstruct(method: MethodNumber) throws {
    let world = try EdgeWorld()
    let contract = try world.deploy("CALLER SELFDESTRUCT")
    try world.call(contract)
    let params = EVMConstructorParams(creator: EdgeWorld.user, initCode: []).cborBytes
    #expect(try world.send(to: .ethereum(contract), method, params: params).code == .forbidden)
    #expect(try world.send(to: .ethereum(contract), method).code == .illegalArgument)
  }
}
