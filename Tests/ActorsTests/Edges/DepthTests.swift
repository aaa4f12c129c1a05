import EVM
import FVM
import Filecoin
import IPLD
import Primitives
import Testing

@testable import Actors

/// What needs a send where no deeper call may be made (ref-fvm `max_call_depth`; builtin-actors
/// `system.rs` `send` and `send_raw`, `instructions/{call,ext,lifecycle}.rs`).
struct DepthTests {
  /// Code that runs in the deepest frame, the third, and how that frame ends.
  @Test(arguments: [
    // CALL takes a failed system call for an answer: 0.
    ("0 0 0 0 0 {target} GAS CALL", ExitCode.ok, UInt64(0)),
    ("0 0 0 0 {target} GAS STATICCALL", .ok, 0), ("0 0 0 CREATE", .ok, 0),
    ("0 0 0 0 CREATE2", .ok, 0),
    // Asking for another contract's code cannot fail for the interpreter: the frame does.
    ("{target} EXTCODESIZE", .unspecified, 0), ("{target} EXTCODEHASH", .unspecified, 0),
    ("0 0 0 {target} EXTCODECOPY 1", .unspecified, 0),
    ("0 0 0 0 {target} GAS DELEGATECALL", .unspecified, 0),
    // Accounts and precompiles are told apart without asking them.
    ("{user} EXTCODESIZE", .ok, 0), ("0 0 0 0 {user} GAS DELEGATECALL", .ok, 1),
    ("0 0 0 0 0 4 GAS CALL", .ok, 1), ("{target} BALANCE", .ok, 0),
    // The beneficiary cannot be paid.
    ("{user} SELFDESTRUCT", .evmSelfDestructFailed, 0),
  ])
  func theDeepestFrameCannotSend(code: String, ending: ExitCode, answer: UInt64) throws {
    let world = try EdgeWorld(maximumCallDepth: 3)
    let target = try world.deploy("STOP")
    let text = code.replacing("{target}", with: "\(target)")
      .replacing("{user}", with: "\(EdgeWorld.user)")
    let deepest = try world.deploy(text + Assembly.returnTop)
    let middle = try world.deploy(
      "32 0 0 0 0 \(deepest) GAS CALL 32 MSTORE 64 0 RETURN")
    let outcome = try world.run("64 0 0 0 0 \(middle) GAS CALL POP 64 0 RETURN")
    #expect(outcome.words == [UInt256(answer), ending == .ok ? 1 : 0], "\(code)")
    let frame = outcome.calls.first { $0.to == .ethereum(deepest) }
    guard case .returned(let exit, _)? = frame?.outcome else {
      Issue.record("\(code): the frame did not run")
      return
    }
    #expect(exit == ending, "\(code)")
  }
}
