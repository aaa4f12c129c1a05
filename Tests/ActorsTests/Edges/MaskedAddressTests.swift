import EVM
import FVM
import Filecoin
import IPLD
import Primitives
import Testing

@testable import Actors

/// Addresses 0xff, eleven zeros, id: the actor with that id (FIP-0055; builtin-actors
/// `evm/shared/src/address.rs`), and calls to what is not there.
struct MaskedAddressTests {
  /// CALL's success, its return data's size, and what it left at the target.
  private func call(
    _ world: EdgeWorld, _ target: EthAddress, value: UInt64 = 0, _ kind: Opcode = .call
  ) throws -> EdgeWorld.Outcome {
    let call =
      kind == .call
      ? Assembly.call(target, value: UInt256(value)) : Assembly.call(kind, target)
    return try world.run(
      call + "RETURNDATASIZE 32 MSTORE 0 MSTORE 64 0 RETURN", value: value)
  }

  /// An unknown f410 address becomes a placeholder, with and without value.
  @Test(arguments: [0, 5])
  func anUnknownAddressBecomesAPlaceholder(value: UInt64) throws {
    let world = try EdgeWorld()
    let target = EthAddress(truncating: 0xdead)
    let outcome = try call(world, target, value: value)
    #expect(outcome.words == [1, 0])
    #expect(try world.kind(target) == "placeholder")
    #expect(try world.balance(target) == TokenAmount(atto: value))
  }

  /// Nothing can be made in read-only mode; the call succeeds all the same.
  @Test func aStaticCallMakesNoPlaceholder() throws {
    let world = try EdgeWorld()
    let target = EthAddress(truncating: 0xdead)
    let outcome = try call(world, target, .staticcall)
    #expect(outcome.words == [1, 0])
    #expect(try world.kind(target) == nil)
  }

  @Test func aDelegateCallMakesNoPlaceholder() throws {
    let world = try EdgeWorld()
    let target = EthAddress(truncating: 0xdead)
    #expect(try call(world, target, .delegatecall).words == [1, 0])
    #expect(try world.kind(target) == nil)
  }

  /// NotFound is success, and the value stays: call.rs "the target actor doesn't exist … walk away".
  @Test(arguments: [Opcode.call, .staticcall, .delegatecall])
  func aMissingIDTakesNoValue(kind: Opcode) throws {
    let world = try EdgeWorld()
    let outcome = try call(world, EdgeWorld.masked.missing, value: kind == .call ? 5 : 0, kind)
    #expect(outcome.words == [1, 0])
    #expect(try world.tree.actor(EdgeWorld.missingID) == nil)
    if kind == .call {
      let contract = try #require(outcome.call?.receiver?.id)
      #expect(try world.tree.actor(contract)?.balance == TokenAmount(atto: 5 as UInt64))
    }
  }

  @Test func anAccountTakesValueUnderItsID() throws {
    let world = try EdgeWorld()
    #expect(try call(world, EdgeWorld.masked.native, value: 5).words == [1, 0])
    #expect(
      try world.tree.actor(EdgeWorld.nativeID)?.balance
        == TokenAmount(whole: 1000) + TokenAmount(atto: 5 as UInt64))
  }

  /// A contract under its id is the contract, which keeps its own name: ADDRESS and CALLER are f410.
  @Test func aContractUnderItsIDKeepsItsName() throws {
    let world = try EdgeWorld()
    let callee = try world.deploy("CALLER 32 MSTORE ADDRESS 0 MSTORE 64 0 RETURN")
    let id = try #require(try world.id(callee))
    let caller = try world.deploy(
      "64 0 0 0 0 \(EthAddress(maskedActorID: id)) GAS CALL POP 64 0 RETURN")
    #expect(try world.call(caller).words == [callee.word, caller.word])
    // The same from outside.
    let direct = try world.send(to: .id(id))
    #expect(direct.words == [callee.word, EdgeWorld.user.word])
  }

  /// Other built-in actors answer InvokeContract with exit code 22, and the value comes back.
  @Test func anotherBuiltInActorRefuses() throws {
    let world = try EdgeWorld()
    let outcome = try call(world, EthAddress(maskedActorID: 1), value: 5)
    #expect(outcome.words == [0, 0])
    #expect(outcome.calls.first?.outcome == .returned(.unhandledMessage, nil))
    #expect(try world.tree.actor(1)?.balance == .zero)
    #expect(try call(world, EthAddress(maskedActorID: 1), .delegatecall).words == [0, 0])
  }

  /// What a native actor returns: a CBOR byte string without its head, anything else as it is
  /// (call.rs: `r.deserialize().map(|BytesDe(d)| d).unwrap_or_else(|_| r.data)`).
  @Test(arguments: [
    (Multicodec.cbor, "43010203", "010203"), (Multicodec.dagCBOR, "43010203", "010203"),
    (Multicodec.raw, "43010203", "43010203"), (Multicodec.cbor, "830102", "830102"),
    (Multicodec.cbor, "8101", "8101"), (Multicodec.cbor, "40", ""),
    (Multicodec.cbor, "58020102", "0102"),
  ])
  func whatANativeActorReturnsIsUnwrapped(codec: UInt64, data: String, seen: String) throws {
    let bytes = try Hex.decode(data)
    let probe = ProbeActor { _, _, _ in DataBlock(codec: codec, data: bytes) }
    let world = try EdgeWorld(probe: probe)
    let outcome = try world.run(
      Assembly.call(EdgeWorld.masked.probe)
        + "POP RETURNDATASIZE 0 0 RETURNDATACOPY RETURNDATASIZE 0 RETURN")
    #expect(Hex.encode(outcome.output) == seen)
  }

  /// The data of a failing exit is return data too.
  @Test func whatANativeActorFailsWithIsReturnData() throws {
    let probe = ProbeActor { _, _, _ throws(ActorError) in
      throw .exit(ExitCode(40), "no", data: DataBlock(codec: Multicodec.cbor, data: [0x42, 7, 8]))
    }
    let world = try EdgeWorld(probe: probe)
    #expect(try call(world, EdgeWorld.masked.probe, value: 3).words == [0, 2])
    #expect(try world.tree.actor(EdgeWorld.probeID)?.balance == .zero)
  }

  /// A native actor gets the calldata as a RAW block under InvokeContract's number; none for none.
  @Test func aNativeActorGetsCalldataAsItIs() throws {
    var seen: [DataBlock?] = []
    let probe = ProbeActor { method, params, _ in
      if method == EVMMethod.invokeContract { seen.append(params) }
      return nil
    }
    let world = try EdgeWorld(probe: probe)
    let target = EdgeWorld.masked.probe
    _ = try world.run(
      "0x1122 0 MSTORE 0 0 2 30 0 \(target) GAS CALL POP 0 0 0 0 0 \(target) GAS CALL POP")
    #expect(seen == [DataBlock(codec: Multicodec.raw, data: [0x11, 0x22]), nil])
  }

  /// More than there is, and more than a system call can carry (2^128).
  @Test(arguments: ["1000", "0x0100000000000000000000000000000000", "0 NOT"])
  func valueThatIsNotThereFailsTheCall(value: String) throws {
    let world = try EdgeWorld()
    let callee = try world.deploy("1 0 SSTORE")
    let outcome = try world.run("0 0 0 0 \(value) \(callee) GAS CALL" + Assembly.returnTop)
    #expect(outcome.word == 0)
    #expect(try world.slot(0, of: callee) == 0)
  }

  /// The output region grows after the call and takes what fits; the rest of it is untouched.
  @Test func shortReturnDataLeavesTheRestOfTheRegion() throws {
    let world = try EdgeWorld()
    let callee = try world.deploy("0xaabb 0 MSTORE 2 30 RETURN")
    let outcome = try world.run(
      "0 NOT 0 MSTORE 32 0 0 0 0 \(callee) GAS CALL POP 32 0 RETURN")
    #expect(outcome.output == [0xaa, 0xbb] + [UInt8](repeating: 0xff, count: 30))
  }
}
