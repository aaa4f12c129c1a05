import Cryptography
import EVM
import Ethereum
import FVM
import Filecoin
import IPLD
import Primitives
import Testing

@testable import Actors

/// A contract's nonce: from 1, one more with each CREATE and CREATE2 that has its endowment
/// (builtin-actors `instructions/lifecycle.rs` `create_common`, `system.rs`).
struct NonceTests {
  @Test func itBeginsWithOneAndCountsCreations() throws {
    let world = try EdgeWorld()
    let contract = try world.deploy(
      "0 0 0 CREATE 0 MSTORE 0 0 0 CREATE 32 MSTORE 64 0 RETURN")
    #expect(try world.state(contract).nonce == 1)
    #expect(
      try world.call(contract).words == [
        EdgeWorld.createAddress(contract, 1).word, EdgeWorld.createAddress(contract, 2).word,
      ])
    #expect(try world.state(contract).nonce == 3)
  }

  /// A constructor that fails, code that may not be, an address that is taken: the nonce is used up.
  @Test(arguments: [
    ("0x60006000fd 0 MSTORE 5 27 0 CREATE", 2), ("0xfe 0 MSTORE 1 31 0 CREATE", 2),
    ("0x60ef60005360016000f3 0 MSTORE 10 22 0 CREATE", 2),
    ("7 0 0 0 CREATE2 POP 7 0 0 0 CREATE2", 3), ("0 0 1 CREATE", 1), ("0 0 0 1 CREATE2", 1),
  ])
  func aFailedCreationUsesIt(code: String, nonce: UInt64) throws {
    let world = try EdgeWorld()
    let contract = try world.deploy(code + Assembly.returnTop)
    #expect(try world.call(contract).word == 0)
    #expect(try world.state(contract).nonce == nonce)
  }

  /// A frame that fails takes its creations' nonces back.
  @Test func aRevertTakesItBack() throws {
    let world = try EdgeWorld()
    let contract = try world.deploy("0 0 0 CREATE 0 0 REVERT")
    try world.call(contract)
    #expect(try world.state(contract).nonce == 1)
  }

  /// A failed constructor's revert data is return data; nothing is after a success or for want of funds.
  @Test(arguments: [
    ("", "0 0 0 CREATE", 0), ("", "0 0 1 CREATE", 0),
    ("0x61aabb6000526002601efd 0 MSTORE", "11 21 0 CREATE", 2),
  ])
  func aConstructorsDataIsReturned(setup: String, create: String, size: UInt64) throws {
    let world = try EdgeWorld()
    let callee = try world.deploy("32 0 RETURN")
    let outcome = try world.run(
      setup + Assembly.call(callee) + "POP \(create) POP RETURNDATASIZE" + Assembly.returnTop)
    #expect(outcome.word == UInt256(size))
  }

  /// 2^64 − 1 creations cannot be outdone: the actor panics, exit code 24 (`checked_add(1).unwrap()`).
  @Test func theLastNonceCannotBeUsed() throws {
    let world = try EdgeWorld()
    let contract = try world.deploy("0 0 0 CREATE" + Assembly.returnTop)
    let id = try #require(try world.id(contract))
    var actor = try #require(try world.tree.actor(id))
    var state = try world.state(contract)
    state.nonce = .max
    let block = state.cborBytes
    actor.state = try world.machine.blockstore.put(dagCBOR: block)
    world.tree.setActor(id, actor)
    #expect(try world.call(contract).code == .assertionFailed)
  }
}
