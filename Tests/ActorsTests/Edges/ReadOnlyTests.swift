import EVM
import FVM
import Filecoin
import IPLD
import Primitives
import Testing

@testable import Actors

/// What may not happen in a read-only call: exit code 25 (`USR_READ_ONLY`) of the frame that tries
/// (builtin-actors `instructions/{storage,log_event,lifecycle,call}.rs`).
struct ReadOnlyTests {
  static let changes = [
    "1 0 SSTORE", "0 0 SSTORE", "1 0 TSTORE", "0 0 TSTORE", "0 0 LOG0", "4 3 2 1 0 0 LOG4",
    "0 0 0 CREATE", "0 0 0 0 CREATE2", "CALLER SELFDESTRUCT", "0 0 0 0 1 CALLER GAS CALL",
    // The value counts before the target does, precompiles included.
    "0 0 0 0 1 4 GAS CALL", "0 0 0 0 1 \(EdgeWorld.masked.missing) GAS CALL",
  ]

  @Test(arguments: changes)
  func aChangeEndsTheFrame(code: String) throws {
    let world = try EdgeWorld()
    let callee = try world.deploy(code)
    let outcome = try world.run(
      Assembly.call(.staticcall, callee) + "RETURNDATASIZE 32 MSTORE 0 MSTORE 64 0 RETURN")
    #expect(outcome.words == [0, 0])
    #expect(outcome.calls.first?.outcome == .returned(.readOnly, nil))
    #expect(outcome.calls.count == 1)
  }

  /// The mode goes down with every kind of call.
  @Test(arguments: [Opcode.call, .staticcall, .delegatecall])
  func theModeIsInherited(kind: Opcode) throws {
    let world = try EdgeWorld()
    let writer = try world.deploy("1 0 SSTORE")
    let middle = try world.deploy(
      (kind == .call ? Assembly.call(writer) : Assembly.call(kind, writer)) + Assembly.returnTop)
    let outcome = try world.run(
      "32 0 0 0 \(middle) GAS STATICCALL 32 MSTORE 64 0 RETURN")
    #expect(outcome.words == [0, 1])
    #expect(outcome.calls.last?.outcome == .returned(.readOnly, nil))
    #expect(outcome.calls.map(\.isReadOnly).contains(false) == false)
  }

  /// Reading is free to everybody, and precompiles run.
  @Test func readingWorks() throws {
    let world = try EdgeWorld()
    let reader = try world.deploy(
      """
      0 SLOAD 0 TLOAD SELFBALANCE CALLER BALANCE CALLER EXTCODESIZE CALLER EXTCODEHASH PREVRANDAO
      0 0 0 0 0 CALLER GAS CALL 0 0 0 0 0 4 GAS CALL ADD
      """ + Assembly.returnTop)
    let outcome = try world.run(
      "5 0 SSTORE CALLER @outer JUMPI outer: 32 0 0 0 \(reader) GAS STATICCALL 32 MSTORE 64 0 RETURN"
    )
    // The call back to the caller runs it again, read-only: its SSTORE changes nothing but may not be.
    #expect(outcome.words == [1, 1])
  }

  /// A slot that was set before the call is seen in it: the state is written first.
  @Test func theStateIsWrittenBeforeAReadOnlyCall() throws {
    let world = try EdgeWorld()
    let contract = try world.deploy(
      """
      CALLER ADDRESS EQ @inner JUMPI
      5 0 SSTORE 32 0 0 0 ADDRESS GAS STATICCALL POP 32 0 RETURN
      inner: 0 SLOAD
      """ + Assembly.returnTop)
    #expect(try world.call(contract).word == 5)
  }

  /// The kernel refuses a native actor's changes likewise: `ReadOnly`, number 13.
  @Test func nativeActorsAreHeldToIt() throws {
    var seen: [ErrorNumber?] = []
    let probe = ProbeActor { _, _, runtime throws(ActorError) in
      let kernel = runtime.kernel
      let event = try runtime.attempt { () throws(KernelError) in
        try kernel.emitEvent([], keys: [], values: [])
      }
      let root = try runtime.attempt { () throws(KernelError) in try kernel.setRoot(.emptyArray) }
      let transfer = try runtime.send(
        to: .id(100), .send, value: TokenAmount(atto: 1 as UInt64))
      let creation = try runtime.send(to: .ethereum(EthAddress(truncating: 0xbeef)), .send)
      for result in [event, root] {
        if case .failure(let failure) = result { seen.append(failure.error.number) }
      }
      for result in [transfer, creation] {
        if case .failure(let failure) = result { seen.append(failure.error.number) }
      }
      return nil
    }
    let world = try EdgeWorld(probe: probe)
    let outcome = try world.run(
      Assembly.call(.staticcall, EdgeWorld.masked.probe) + Assembly.returnTop)
    #expect(outcome.word == 1)
    #expect(seen == [.readOnly, .readOnly, .readOnly, .readOnly])
  }
}
