import Cryptography
import EVM
import Ethereum
import FVM
import Filecoin
import IPLD
import Primitives
import Testing

@testable import Actors

/// The address manager: who may create, under which address, over what
/// (builtin-actors `eam/src/lib.rs`, FIP-0055).
struct EAMTests {
  private func created(_ outcome: EdgeWorld.Outcome) throws -> CreateReturn {
    try #require(outcome.code == .ok)
    return try CreateReturn(cborBytes: outcome.result.receipt.returnData)
  }

  /// An EthAccount's deployment has the address of Ethereum's for the message's nonce.
  @Test func anEthAccountsDeploymentHasEthereumsAddress() throws {
    let world = try EdgeWorld()
    try world.send(to: .id(99), .send)
    let answer = try created(try world.create([]))
    #expect(answer.ethAddress == EdgeWorld.createAddress(EdgeWorld.user, 1))
    #expect(try world.id(answer.ethAddress) == answer.actorID)
    let robust = try #require(answer.robustAddress)
    #expect(try world.tree.lookupID(robust) == answer.actorID)
  }

  /// A native account has no address of Ethereum's: the hash of its key address stands in for it, and
  /// the constructor sees its masked id.
  @Test(arguments: [
    (EdgeWorld.native, EdgeWorld.nativeID), (EdgeWorld.bls, EdgeWorld.blsID),
  ])
  func aNativeAccountsDeploymentIsDerivedFromItsKey(from: Address, id: ActorID) throws {
    let world = try EdgeWorld()
    // Init code that keeps CALLER as code.
    let initCode = try Assembly("CALLER 0 MSTORE ORIGIN 32 MSTORE 64 0 RETURN").bytes
    let outcome = try world.create(initCode, from: from)
    // A word that begins with 0xff is no reserved code.
    let answer = try created(outcome)
    let stable = EthAddress(truncating: Keccak256.hash(from.bytes).word)
    #expect(answer.ethAddress == EdgeWorld.createAddress(stable, 0))
    let code = try #require(
      try world.machine.blockstore.get(try world.state(answer.ethAddress).bytecode))
    #expect(UInt256(bigEndian: code[0..<32]) == EthAddress(maskedActorID: id).word)
    #expect(UInt256(bigEndian: code[32..<64]) == EthAddress(maskedActorID: id).word)
    // The key address is asked for by a read-only send of method 2.
    #expect(outcome.calls.first?.method == 2 && outcome.calls.first?.isReadOnly == true)
  }

  /// Create and Create2 are for contracts.
  @Test func accountsMayNotCreateAsContracts() throws {
    let world = try EdgeWorld()
    let create = CreateParams(initCode: [], nonce: 0).cborBytes
    let create2 = Create2Params(initCode: [], salt: Hash256(word: 0)).cborBytes
    for from in [Address.ethereum(EdgeWorld.user), EdgeWorld.native] {
      #expect(
        try world.send(from: from, to: .id(10), EAMMethod.create, params: create).code
          == .forbidden)
      #expect(
        try world.send(from: from, to: .id(10), EAMMethod.create2, params: create2).code
          == .forbidden)
    }
    #expect(try world.send(to: .id(10), .constructor).code == .forbidden)
    #expect(try world.send(to: .id(10), 5).code == .unhandledMessage)
    #expect(try world.send(to: .id(10), .invokeContract).code == .unhandledMessage)
  }

  /// CreateExternal is for the message's sender: an actor in between is refused, of whatever kind.
  @Test func createExternalIsForTheOrigin() throws {
    var answers: [ExitCode] = []
    let params = DataBlock(cbor: ByteString([]))
    let probe = ProbeActor { _, _, runtime throws(ActorError) in
      let result = try runtime.send(to: .id(10), EAMMethod.createExternal, params)
      if case .success(let response) = result { answers.append(response.exitCode) }
      return nil
    }
    let world = try EdgeWorld(probe: probe)
    try world.send(to: .id(EdgeWorld.probeID), 77)
    #expect(answers == [.forbidden])
  }

  /// Parameters are a byte string; none at all is 16, another form 21 (`runtime/src/dispatch.rs`).
  @Test func theParametersAreAByteString() throws {
    let world = try EdgeWorld()
    for (params, code) in [
      ([], ExitCode.illegalArgument), ([0x80], .serialization), ([0x81, 0x40], .serialization),
      ([0x41], .serialization), ([0x40], .ok),
    ] as [([UInt8], ExitCode)] {
      #expect(
        try world.send(to: .id(10), EAMMethod.createExternal, params: params).code == code,
        "\(params)")
    }
  }

  /// A placeholder at the address becomes the contract: same id, and its balance stays.
  @Test func aPlaceholderBecomesTheContract() throws {
    let world = try EdgeWorld()
    let address = EdgeWorld.createAddress(EdgeWorld.user, 1)
    try world.send(to: .ethereum(address), .send, value: TokenAmount(atto: 6 as UInt64))
    #expect(try world.kind(address) == "placeholder")
    let id = try world.id(address)
    let answer = try created(
      try world.create(try Assembly("SELFBALANCE" + Assembly.returnTop).bytes, value: 3))
    #expect(answer.ethAddress == address)
    #expect(answer.actorID == id)
    #expect(try world.kind(address) == "evm")
    #expect(try world.balance(address) == TokenAmount(atto: 9 as UInt64))
    let code = try world.machine.blockstore.get(try world.state(address).bytecode)
    #expect(UInt256(bigEndian: code ?? []) == 9)
  }

  /// Anything else at the address is in the way: 18, and the value comes back.
  @Test(arguments: ["ethaccount", "account", "storageminer"])
  func anotherActorIsInTheWay(kind: String) throws {
    let world = try EdgeWorld()
    let address = EdgeWorld.createAddress(EdgeWorld.user, 0)
    let id = try world.tree.registerNewAddress(.ethereum(address))
    world.tree.setActor(
      id,
      ActorState(
        code: try #require(world.manifest.code(named: kind)), delegatedAddress: .ethereum(address)))
    let outcome = try world.create([], value: 4)
    #expect(outcome.code == .forbidden)
    #expect(try world.kind(address) == kind)
    #expect(try world.balance(EdgeWorld.user) == TokenAmount(whole: 1000))
  }

  /// The constructor's failure is the deployment's: code and data.
  @Test(arguments: [
    ("0xaabb 0 MSTORE 2 30 REVERT", 33, "42aabb"), ("INVALID", 34, ""), ("0 JUMP", 39, ""),
  ])
  func aFailingConstructorLeavesNothing(code: String, expected: Int, data: String) throws {
    let world = try EdgeWorld()
    let outcome = try world.create(try Assembly(code).bytes, value: 4)
    #expect(outcome.code == ExitCode(UInt32(expected)))
    #expect(Hex.encode(outcome.result.receipt.returnData) == data)
    #expect(try world.kind(EdgeWorld.createAddress(EdgeWorld.user, 0)) == nil)
    // The next deployment has the next nonce's address.
    #expect(
      try created(try world.create([])).ethAddress == EdgeWorld.createAddress(EdgeWorld.user, 1))
  }

  /// CREATE2: keccak256(0xff ‖ from ‖ salt ‖ keccak256(init code)), and RETURNDATASIZE 0 afterwards.
  @Test func create2HasItsAddress() throws {
    let world = try EdgeWorld()
    let factory = try world.deploy(
      "0x600160005260206000f3 0 MSTORE 9 10 22 7 CREATE2 POP"
        + " 0xfe 10 22 0 CREATE2 RETURNDATASIZE 32 MSTORE 0 MSTORE 64 0 RETURN")
    // The first asks for more than there is: no nonce is used.
    let outcome = try world.call(factory)
    let initCode = try Hex.decode("600160005260206000f3")
    let input =
      [0xff] + factory.bytes + UInt256(0xfe as UInt64).bigEndianBytes
      + Keccak256.hash(initCode).bytes
    #expect(outcome.words == [EthAddress(truncating: Keccak256.hash(input).word).word, 0])
    #expect(try world.state(factory).nonce == 2)
  }
}
