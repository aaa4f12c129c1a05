import EVM
import FVM
import Filecoin
import IPLD
import Primitives
import Testing

@testable import Actors

/// Filecoin's precompiles as contracts call them (builtin-actors `precompiles/{mod,fvm}.rs`).
struct PrecompileABITests {
  private static func native(_ number: UInt64) -> EthAddress {
    EthAddress(truncating: UInt256(limbs: number, 0, 0xfe00_0000, 0))
  }

  /// A contract that passes its calldata to a precompile and returns success ‖ output.
  private func forward(
    _ world: EdgeWorld, _ target: EthAddress, _ input: [UInt8], _ kind: Opcode = .delegatecall,
    funds: UInt64 = 0, gas: String = "GAS"
  ) throws -> EdgeWorld.Outcome {
    let value = kind == .call ? "0 " : ""
    let contract = try world.deploy(
      """
      CALLDATASIZE 0 0 CALLDATACOPY 0 0 CALLDATASIZE 0 \(value)\(target) \(gas) \(kind.mnemonic)
      0 MSTORE RETURNDATASIZE 0 32 RETURNDATACOPY RETURNDATASIZE 32 ADD 0 RETURN
      """)
    if funds > 0 {
      try world.send(to: .ethereum(contract), .send, value: TokenAmount(atto: funds))
    }
    return try world.call(contract, input)
  }

  /// The input of call_actor_id, and with an address of call_actor.
  private func input(
    method: UInt64, value: UInt256 = 0, flags: UInt64 = 0, codec: UInt64 = 0, params: [UInt8] = [],
    id: UInt64? = nil, address: Address? = nil
  ) -> [UInt8] {
    func tail(_ bytes: [UInt8]) -> [UInt8] {
      UInt256(UInt64(bytes.count)).bigEndianBytes + bytes
        + [UInt8](repeating: 0, count: (32 - bytes.count % 32) % 32)
    }
    let data = tail(params)
    let last = id ?? UInt64(192 + data.count)
    let head = [UInt256(method), value, UInt256(flags), UInt256(codec), 192, UInt256(last)]
    return head.flatMap(\.bigEndianBytes) + data + (address.map { tail($0.bytes) } ?? [])
  }

  private static func minus(_ number: UInt64) -> UInt256 { .zero - UInt256(number) }

  @Test func actorsAreCalledUnderTheContractsOwnName() throws {
    var seen: [(MethodNumber, DataBlock?, ActorID, TokenAmount)] = []
    let probe = ProbeActor { method, params, runtime throws(ActorError) in
      let message = try runtime.message()
      seen.append((method, params, message.caller, message.valueReceived))
      return DataBlock(codec: Multicodec.cbor, data: [0x83, 1, 2, 3])
    }
    let world = try EdgeWorld(probe: probe)
    let outcome = try forward(
      world, Self.native(5),
      input(method: 5000, value: 7, codec: 0x51, params: [0x81, 9], id: EdgeWorld.probeID),
      funds: 10)
    // Success, exit code, codec, offset, length, data padded to a word.
    #expect(outcome.words.prefix(5) == [1, 0, 0x51, 0x60, 4])
    #expect(outcome.words.last?.bigEndianBytes.prefix(4) == [0x83, 1, 2, 3])
    #expect(outcome.output.count == 6 * 32)
    let contract = try #require(outcome.call?.receiver?.id)
    #expect(seen.first?.0 == 5000)
    #expect(seen.first?.1 == DataBlock(codec: Multicodec.cbor, data: [0x81, 9]))
    #expect(seen.first?.2 == contract)
    #expect(seen.first?.3 == TokenAmount(atto: 7 as UInt64))
    #expect(try world.tree.actor(contract)?.balance == TokenAmount(atto: 3 as UInt64))
  }

  /// Exit codes above zero are the actor's, below zero the system call's number.
  @Test func failuresAreTold() throws {
    let probe = ProbeActor { _, _, _ throws(ActorError) in
      throw .exit(ExitCode(77), "no", data: DataBlock(codec: Multicodec.cbor, data: [0xf6]))
    }
    let world = try EdgeWorld(probe: probe)
    let id = EdgeWorld.probeID
    let cases: [(String, [UInt8], [UInt256])] = [
      ("exit", input(method: 5000, id: id), [1, 77, 0x51, 0x60, 1]),
      ("missing", input(method: 5000, id: 9999), [1, Self.minus(6), 0, 0x60, 0]),
      ("funds", input(method: 0, value: 5, id: id), [1, Self.minus(5), 0, 0x60, 0]),
      (
        "128 bits", input(method: 0, value: UInt256(limbs: 0, 0, 1, 0), id: id),
        [1, Self.minus(5), 0, 0x60, 0]
      ),
      (
        "read-only value", input(method: 0, value: 5, flags: 1, id: id),
        [1, Self.minus(13), 0, 0x60, 0]
      ),
    ]
    for (name, input, expected) in cases {
      let outcome = try forward(world, Self.native(5), input)
      #expect(Array(outcome.words.prefix(5)) == expected, "\(name)")
    }
  }

  /// What makes the precompile itself fail: success 0 and no data.
  @Test func malformedCallsFail() throws {
    let world = try EdgeWorld(probe: ProbeActor { _, _, _ in nil })
    let id = EdgeWorld.probeID
    let address = Address.id(id)
    let cases: [(String, UInt64, [UInt8])] = [
      ("method 1", 5, input(method: 1, id: id)), ("method 1023", 5, input(method: 1023, id: id)),
      ("flags", 5, input(method: 0, flags: 2, id: id)),
      ("raw", 5, input(method: 0, codec: 0x55, id: id)),
      ("dag-cbor", 5, input(method: 0, codec: 0x71, id: id)),
      ("codec 0 with data", 5, input(method: 0, params: [1], id: id)),
      ("no address", 3, input(method: 0)),
      (
        "half an address", 3,
        Array(input(method: 0, address: address).dropLast(64)) + UInt256(1 as UInt64).bigEndianBytes
      ),
      ("wide method", 5, [1] + [UInt8](repeating: 0, count: 191)),
    ]
    for (name, number, input) in cases {
      #expect(try forward(world, Self.native(number), input).words == [0], "\(name)")
    }
    for number in [3, 5] as [UInt64] {
      let call = input(
        method: 0, id: number == 5 ? id : nil, address: number == 3 ? address : nil)
      for kind in [Opcode.call, .staticcall] {
        #expect(try forward(world, Self.native(number), call, kind).words == [0], "\(kind)")
      }
      #expect(try forward(world, Self.native(number), call).words.first == 1)
    }
  }

  /// Method 0 is a transfer; an unknown f410 or key address is made by it.
  @Test func transfersReachEveryAddress() throws {
    let world = try EdgeWorld()
    let key = Address.secp256k1([UInt8](repeating: 9, count: 20))
    let other = Address.ethereum(EthAddress(truncating: 0xf00d))
    for address in [key, other, EdgeWorld.bls] {
      let before = try world.tree.lookupID(address).flatMap { try world.tree.actor($0)?.balance }
      let outcome = try forward(
        world, Self.native(3), input(method: 0, value: 4, address: address), funds: 4)
      #expect(outcome.words == [1, 0, 0, 0x60, 0])
      let id = try #require(try world.tree.lookupID(address))
      #expect(
        try world.tree.actor(id)?.balance == (before ?? .zero) + TokenAmount(atto: 4 as UInt64))
    }
    #expect(try world.kind(EthAddress(truncating: 0xf00d)) == "placeholder")
  }

  /// The gas operand counts here, unlike for other precompiles; 63/64 is the most.
  @Test func theCalledActorsGasIsTheOperand() throws {
    let world = try EdgeWorld(probe: ProbeActor { _, _, _ in nil })
    let call = input(method: 5000, id: EdgeWorld.probeID)
    let outcome = try forward(world, Self.native(5), call, gas: "1234567")
    #expect(outcome.calls.first?.gasLimit == 1_234_567)
    #expect(outcome.words.first == 1)
    let short = try forward(world, Self.native(5), call, gas: "1000")
    #expect(short.words.prefix(2) == [1, 7])
  }

  /// Flag 1 is read-only all the way down.
  @Test func theReadOnlyFlagIsPassedOn() throws {
    let world = try EdgeWorld()
    let writer = try world.deploy("1 0 SSTORE")
    let id = try #require(try world.id(writer))
    let outcome = try forward(
      world, Self.native(5), input(method: EVMMethod.invokeContract.rawValue, flags: 1, id: id))
    #expect(outcome.words.prefix(2) == [1, 25])
    #expect(outcome.calls.first?.isReadOnly == true)
    #expect(try world.slot(0, of: writer) == 0)
  }

  /// The contract may be called back: its state is written before and read after.
  @Test func theStateIsWrittenBeforeAndReadAfter() throws {
    let probe = ProbeActor { _, _, runtime throws(ActorError) in
      _ = try runtime.call(
        .id(try runtime.message().caller), EVMMethod.invokeContract,
        DataBlock(codec: Multicodec.raw, data: []))
      return nil
    }
    let world = try EdgeWorld(probe: probe)
    let call = input(method: 5000, id: EdgeWorld.probeID)
    let contract = try world.deploy(
      """
      CALLDATASIZE 0 EQ @back JUMPI
      5 0 SSTORE CALLDATASIZE 0 0 CALLDATACOPY 0 0 CALLDATASIZE 0 \(Self.native(5)) GAS DELEGATECALL
      POP 0 SLOAD 0 MSTORE 32 0 RETURN
      back: 0 SLOAD 1 ADD 0 SSTORE
      """)
    #expect(try world.call(contract, call).word == 6)
  }

  // MARK: - The others

  @Test func addressesAreResolved() throws {
    let world = try EdgeWorld()
    let unknown = Address.secp256k1([UInt8](repeating: 9, count: 20))
    let cases: [([UInt8], [UInt256], Int)] = [
      (EdgeWorld.native.bytes, [1, UInt256(EdgeWorld.nativeID)], 64),
      (Address.ethereum(EdgeWorld.user).bytes, [1, UInt256(EdgeWorld.userID)], 64),
      // Ids pass unchecked.
      (Address.id(123_456).bytes, [1, 123_456], 64), (unknown.bytes, [1], 32), ([], [0], 32),
      ([9, 9], [0], 32), (EdgeWorld.native.bytes + [0], [0], 32),
    ]
    for (input, words, size) in cases {
      for kind in [Opcode.call, .staticcall, .delegatecall] {
        let outcome = try forward(world, Self.native(1), input, kind)
        #expect(outcome.words == words && outcome.output.count == size, "\(input) \(kind)")
      }
    }
  }

  @Test func delegatedAddressesAreLookedUp() throws {
    let world = try EdgeWorld()
    let bytes = Address.ethereum(EdgeWorld.user).bytes
    let known = try forward(world, Self.native(2), UInt256(EdgeWorld.userID).bigEndianBytes)
    #expect(known.output == UInt256(1 as UInt64).bigEndianBytes + bytes)
    for id in [EdgeWorld.nativeID, EdgeWorld.missingID] {
      let outcome = try forward(world, Self.native(2), UInt256(id).bigEndianBytes)
      #expect(outcome.words == [1], "\(id)")
    }
    // A word of more than 64 bits fails; a short input is filled with zeros on the right.
    #expect(
      try forward(world, Self.native(2), UInt256(limbs: 0, 1, 0, 0).bigEndianBytes).words == [0])
    #expect(try forward(world, Self.native(2), []).words == [1])
    #expect(try forward(world, Self.native(2), [1]).words == [0])
  }

  /// FIP-0095: the beacon's digest as it is, of this epoch or an earlier one.
  @Test func randomnessIsTheBeacons() throws {
    let world = try EdgeWorld()
    for epoch in [EdgeWorld.epoch, 1] {
      let outcome = try forward(
        world, Self.native(6), UInt256(UInt64(epoch)).bigEndianBytes, .staticcall)
      let byte = UInt8(truncatingIfNeeded: epoch)
      #expect(
        outcome.output == UInt256(1 as UInt64).bigEndianBytes + [UInt8](repeating: byte, count: 32))
    }
    #expect(
      try forward(world, Self.native(6), UInt256(limbs: 0, 1, 0, 0).bigEndianBytes).words == [0])
  }

  /// Reserved addresses without a function: success, no data, and no actor is called.
  @Test(arguments: [
    native(4), native(7), native(0xff), EthAddress(truncating: 0x0a),
    EthAddress(truncating: 0x12), EthAddress(truncating: 0xff),
  ])
  func reservedAddressesDoNothing(target: EthAddress) throws {
    let world = try EdgeWorld()
    for kind in [Opcode.call, .staticcall, .delegatecall] {
      let outcome = try forward(world, target, [1, 2, 3], kind)
      #expect(outcome.words == [1], "\(kind)")
      #expect(outcome.calls.isEmpty)
    }
    #expect(try world.kind(target) == nil)
  }

  /// Their neighbours are ordinary addresses: 0x00…00, 0x00…0101, 0xfe00…00, 0xfe00…0100.
  @Test(arguments: [
    EthAddress.zero, EthAddress(truncating: 0x101), EthAddress(truncating: 0x1ff), native(0),
    native(0x100),
  ])
  func neighboursAreOrdinary(target: EthAddress) throws {
    let world = try EdgeWorld()
    let outcome = try forward(world, target, [], .call)
    #expect(outcome.words == [1])
    #expect(outcome.calls.count == 1)
    #expect(try world.kind(target) == "placeholder")
  }

  /// A call's value goes to the precompile's address once it has succeeded; one that is not there fails
  /// the call, and a failing precompile gets none.
  @Test func valueFollowsSuccess() throws {
    let world = try EdgeWorld()
    for target in [EthAddress(truncating: 4), EthAddress(truncating: 0x100), Self.native(4)] {
      let outcome = try world.run(
        Assembly.call(target, value: 5) + "RETURNDATASIZE 32 MSTORE 0 MSTORE 64 0 RETURN", value: 5)
      #expect(outcome.words == [1, 0])
      #expect(try world.balance(target) == TokenAmount(atto: 5 as UInt64))
      #expect(try world.kind(target) == "placeholder")
    }
    let poor = try world.run(
      "7 0 MSTORE 0 0 32 0 5 4 GAS CALL RETURNDATASIZE 32 MSTORE 0 MSTORE 64 0 RETURN")
    #expect(poor.words == [0, 0])
    // blake2f takes 213 bytes.
    let failing = try world.run(Assembly.call(EthAddress(truncating: 9), value: 5), value: 5)
    #expect(failing.code == .ok)
    #expect(try world.balance(EthAddress(truncating: 9)) == nil)
  }

  /// In a message to the address itself no precompile runs: it reaches a placeholder.
  @Test func messagesReachNoPrecompile() throws {
    let world = try EdgeWorld()
    let sha256 = EthAddress(truncating: 2)
    let outcome = try world.call(sha256, [1, 2, 3])
    #expect(outcome.code == .ok && outcome.output.isEmpty)
    #expect(try world.kind(sha256) == "placeholder")
  }
}
