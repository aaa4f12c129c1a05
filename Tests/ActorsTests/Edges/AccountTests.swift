import Cryptography
import EVM
import FVM
import Filecoin
import IPLD
import Primitives
import Testing

@testable import Actors

/// Accounts of each kind as receivers and as callers of contracts (builtin-actors `account`,
/// `ethaccount`, `placeholder`).
struct AccountTests {
  private static let firstExported: UInt64 = 1 << 24

  /// An EthAccount takes what FRC-42 numbers; below there is a constructor, which is the system's.
  @Test func anEthAccountTakesExportedMethods() throws {
    let world = try EdgeWorld()
    let target = Address.ethereum(EdgeWorld.user)
    for (method, code) in [
      (0, ExitCode.ok), (1, .forbidden), (2, .unhandledMessage),
      (Self.firstExported - 1, .unhandledMessage),
      (Self.firstExported, .ok), (EVMMethod.invokeContract.rawValue, .ok), (.max, .ok),
    ] as [(UInt64, ExitCode)] {
      let outcome = try world.send(
        from: EdgeWorld.native, to: target, MethodNumber(rawValue: method))
      #expect(outcome.code == code, "\(method)")
      #expect(outcome.result.receipt.returnData.isEmpty)
    }
    let constructed = try world.send(from: .id(0), to: target, .constructor, kind: .implicit)
    #expect(constructed.code == .ok)
    // It cannot authenticate: the number is one it does not know, so it does nothing.
    #expect(try world.send(to: target, 2_643_134_072, params: [0x80]).result.returnCodec == nil)
  }

  /// A placeholder succeeds whatever is asked.
  @Test(arguments: [0, 1, 2, 77, 3_844_450_837, UInt64.max])
  func aPlaceholderTakesEverything(method: UInt64) throws {
    let world = try EdgeWorld()
    let address = EthAddress(truncating: 0xface)
    let value = TokenAmount(atto: 3 as UInt64)
    let outcome = try world.send(
      to: .ethereum(address), MethodNumber(rawValue: method), params: [0x80], value: value)
    #expect(outcome.code == .ok && outcome.result.returnCodec == nil)
    #expect(try world.kind(address) == "placeholder")
    #expect(try world.balance(address) == value)
    #expect(try world.actor(address)?.nonce == 0)
  }

  /// Its first message makes it an EthAccount, even one that fails.
  @Test func aPlaceholdersFirstMessageMakesItAnAccount() throws {
    let world = try EdgeWorld()
    let address = EthAddress(truncating: 0xface)
    try world.send(to: .ethereum(address), .send)
    let failing = try world.deploy("INVALID")
    let outcome = try world.call(failing, from: .ethereum(address))
    #expect(outcome.code == .evmInvalidInstruction)
    #expect(try world.kind(address) == "ethaccount")
    #expect(try world.actor(address)?.nonce == 1)
  }

  /// An account: its key, and FRC-42's numbers.
  @Test func anAccountTellsItsKey() throws {
    let world = try EdgeWorld()
    for (id, key) in [(EdgeWorld.nativeID, EdgeWorld.native), (EdgeWorld.blsID, EdgeWorld.bls)] {
      let outcome = try world.send(to: .id(id), 2)
      #expect(outcome.code == .ok)
      #expect(try Address(cborBytes: outcome.result.receipt.returnData) == key)
      #expect(try world.send(to: .id(id), 3).code == .unhandledMessage)
      #expect(try world.send(to: .id(id), 1, params: key.cborBytes).code == .forbidden)
      #expect(try world.send(to: .id(id), .invokeContract).code == .ok)
      #expect(try world.send(to: .id(id), 16_777_216).code == .ok)
    }
  }

  /// Methods below 2^24 are for built-in actors, and not for contracts: 18 before it is seen that there
  /// is no such method, 22 (`builtin/shared.rs` `restrict_internal_api`).
  @Test(arguments: [EdgeWorld.nativeID, EdgeWorld.userID, 1, 0])
  func internalMethodsAreNotForContracts(target: ActorID) throws {
    var codes: [ExitCode] = []
    let probe = ProbeActor { _, _, runtime throws(ActorError) in
      if case .success(let response) = try runtime.send(to: .id(target), 5000) {
        codes.append(response.exitCode)
      }
      return nil
    }
    let world = try EdgeWorld(probe: probe)
    try world.send(to: .id(EdgeWorld.probeID), 77)
    #expect(codes == [.unhandledMessage])
    // call_actor_id(5000, 0, 0, 0, no parameters, target).
    let input = [5000, 0, 0, 0, 192, target, 0].flatMap { UInt256($0).bigEndianBytes }
    let outcome = try world.run(
      Assembly.memory(input) + " 32 0 224 0 0xfe00000000000000000000000000000000000005 GAS"
        + " DELEGATECALL 32 MSTORE 64 0 RETURN")
    #expect(outcome.words == [UInt256(UInt64(ExitCode.forbidden.rawValue)), 1])
  }

  /// FIP-0044's AuthenticateMessage: BLAKE2b-256 of the message, 65 bytes of signature.
  @Test func aSignatureIsAuthenticated() throws {
    let world = try EdgeWorld()
    let message = Array("signed".utf8)
    let digest = try #require(Hash256(Blake2b.hash(message, size: 32)))
    let signature = try #require(Secp256k1.sign(digest: digest, privateKey: EdgeWorld.key))
    let bytes = signature.r.bigEndianBytes + signature.s.bigEndianBytes + [signature.recoveryID]
    func params(_ signature: [UInt8], _ message: [UInt8]) -> [UInt8] {
      var encoder = CBOREncoder()
      encoder.appendArray(count: 2)
      encoder.append(bytes: signature)
      encoder.append(bytes: message)
      return encoder.bytes
    }
    var wrong = bytes
    wrong[5] ^= 1
    let cases: [([UInt8], ExitCode)] = [
      (params(bytes, message), .ok), (params(wrong, message), .illegalArgument),
      (params(bytes, [1]), .illegalArgument), (params(bytes.dropLast(), message), .illegalArgument),
      (params(bytes + [0], message), .illegalArgument), ([0x80], .serialization),
      ([], .illegalArgument),
    ]
    for (params, code) in cases {
      let outcome = try world.send(to: .id(EdgeWorld.nativeID), 2_643_134_072, params: params)
      #expect(outcome.code == code)
      if code == .ok { #expect(outcome.result.receipt.returnData == [0xf5]) }
    }
  }

  /// Native accounts call contracts as they are: CALLER and ORIGIN are their masked ids.
  @Test(arguments: [
    (EdgeWorld.native, EdgeWorld.nativeID), (EdgeWorld.bls, EdgeWorld.blsID),
  ])
  func nativeAccountsCallContracts(from: Address, id: ActorID) throws {
    let world = try EdgeWorld()
    let contract = try world.deploy(
      "CALLER 0 MSTORE ORIGIN 32 MSTORE CALLVALUE 64 MSTORE CALLER BALANCE 96 MSTORE 128 0 RETURN")
    let outcome = try world.call(contract, from: from, value: 5)
    let masked = EthAddress(maskedActorID: id).word
    let rest = TokenAmount(whole: 1000) - TokenAmount(atto: 5 as UInt64)
    #expect(outcome.words == [masked, masked, 5, try #require(rest.atto.asUInt256)])
    // A contract in between has its own name; the origin stays.
    let outer = try world.deploy("64 0 0 0 0 \(contract) GAS CALL POP 64 0 RETURN")
    #expect(try world.call(outer, from: from).words == [outer.word, masked])
  }

  /// A contract pays an f1 account, which it can name by its id alone.
  @Test func aContractPaysANativeAccount() throws {
    let world = try EdgeWorld()
    let outcome = try world.run(
      Assembly.call(EdgeWorld.masked.native, value: 5) + Assembly.returnTop, value: 5)
    #expect(outcome.word == 1)
    // InvokeContract's number is one that an account takes.
    #expect(outcome.calls.first?.method == EVMMethod.invokeContract)
    #expect(outcome.calls.first?.outcome == .returned(.ok, nil))
  }

  /// Who may send: accounts alone.
  @Test func contractsMayNotSendMessages() throws {
    let world = try EdgeWorld()
    let contract = try world.deploy("STOP")
    let outcome = try world.call(EdgeWorld.user, from: .ethereum(contract))
    #expect(outcome.code == .senderInvalid)
    #expect(outcome.result.isPrevalidationFailure)
  }
}
