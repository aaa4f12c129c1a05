import EVM
import FVM
import Filecoin
import IPLD
import Primitives
import Testing

@testable import Actors

/// DELEGATECALL: the code is asked for with GetBytecode and run by a send to oneself
/// (builtin-actors `instructions/call.rs`, `lib.rs` `invoke_contract_delegate`).
struct DelegateCallTests {
  @Test func foreignCodeRunsOnOnesOwnState() throws {
    let world = try EdgeWorld()
    let library = try world.deploy(
      "7 1 SSTORE CALLER 0 MSTORE CALLVALUE 32 MSTORE ADDRESS 64 MSTORE 96 0 RETURN")
    let proxy = try world.deploy("96 0 0 0 \(library) GAS DELEGATECALL POP 96 0 RETURN")
    let outcome = try world.call(proxy, value: 9)
    #expect(outcome.words == [EdgeWorld.user.word, 9, proxy.word])
    #expect(try world.slot(1, of: proxy) == 7)
    #expect(try world.slot(1, of: library) == 0)
    // The value is told, not moved again.
    #expect(try world.balance(library) == .zero)
    #expect(try world.balance(proxy) == TokenAmount(atto: 9 as UInt64))
    let id = try #require(try world.id(proxy))
    #expect(
      outcome.calls.map(\.method) == [EVMMethod.getBytecode, EVMMethod.invokeContractDelegate])
    #expect(outcome.calls.map(\.isReadOnly) == [true, false])
    #expect(outcome.calls.last?.from == id && outcome.calls.last?.to == .id(id))
  }

  @Test func itsRevertUndoesOnesOwnState() throws {
    let world = try EdgeWorld()
    let library = try world.deploy("7 1 SSTORE 0xabcd 0 MSTORE 2 30 REVERT")
    let proxy = try world.deploy(
      "3 1 SSTORE" + Assembly.call(.delegatecall, library) + "RETURNDATASIZE 32 MSTORE"
        + " 0 MSTORE 64 0 RETURN")
    #expect(try world.call(proxy).words == [0, 2])
    #expect(try world.slot(1, of: proxy) == 3)
  }

  /// Dead contracts and accounts have no code: success without data.
  @Test func whatHasNoCodeSucceeds() throws {
    let world = try EdgeWorld()
    let dying = try world.deploy("CALLER SELFDESTRUCT")
    try world.call(dying)
    let empty = try world.deploy([])
    for target in [dying, empty, EdgeWorld.user, EdgeWorld.masked.native] {
      let outcome = try world.run(Assembly.call(.delegatecall, target) + Assembly.returnTop)
      #expect(outcome.word == 1, "\(target)")
    }
  }

  /// A nested DELEGATECALL still sees the first caller and value.
  @Test func callerAndValueArePassedOn() throws {
    let world = try EdgeWorld()
    let inner = try world.deploy("CALLER 0 MSTORE CALLVALUE 32 MSTORE 64 0 RETURN")
    let middle = try world.deploy("64 0 0 0 \(inner) GAS DELEGATECALL POP 64 0 RETURN")
    let outer = try world.deploy("64 0 0 0 \(middle) GAS DELEGATECALL POP 64 0 RETURN")
    #expect(try world.call(outer, value: 4).words == [EdgeWorld.user.word, 4])
  }

  /// Method 6 is the contract's own: others get 18, and parameters must be DAG-CBOR, else 16
  /// (`runtime/src/dispatch.rs` on `WithCodec`), as every message's are not.
  @Test func nobodyElseMayDelegate() throws {
    let code = CID(raw: [])
    let params = DelegateCallParams(
      code: code, input: [], caller: EdgeWorld.user, value: .zero)
    var answers: [ExitCode] = []
    var target: Address = .id(0)
    let probe = ProbeActor { method, _, runtime throws(ActorError) in
      guard method == 77 else { return nil }
      // A link that the caller cannot reach stays out: a plain CBOR block does not count it.
      for block in [DataBlock(cbor: params), DataBlock(codec: Multicodec.raw, data: [1])] {
        let result = try runtime.send(to: target, EVMMethod.invokeContractDelegate, block)
        if case .success(let response) = result { answers.append(response.exitCode) }
      }
      let state = try runtime.call(target, EVMMethod.getBytecode)
      let link: OptionalLink? = try state?.decoded()
      guard let cid = link?.cid else { return nil }
      let reachable = DelegateCallParams(
        code: cid, input: [], caller: EdgeWorld.user, value: .zero)
      let result = try runtime.send(
        to: target, EVMMethod.invokeContractDelegate, DataBlock(dagCBOR: reachable))
      if case .success(let response) = result { answers.append(response.exitCode) }
      return nil
    }
    let world = try EdgeWorld(probe: probe)
    let contract = try world.deploy("STOP")
    target = .ethereum(contract)
    let outcome = try world.send(to: .id(EdgeWorld.probeID), 77)
    #expect(outcome.code == .ok)
    #expect(answers == [.illegalArgument, .illegalArgument, .forbidden])
  }
}
