import FVM
import Filecoin

/// How a method of a built-in actor fails.
enum ActorError: Error {
  /// The actor ends with a code, a sentence for people and perhaps data for the caller.
  case exit(ExitCode, String, data: DataBlock? = nil)
  /// The frame cannot go on: gas is used up, the code trapped or the machine is broken.
  case abort(Abort)

  /// Code that the reference actor's WebAssembly would trap in (exit code 4).
  static func trap(_ message: String) -> ActorError {
    .abort(.exit(.illegalInstruction, message: message, block: noBlock))
  }

  /// What a panic of the reference actor comes to: its hook exits with `assertionFailed`.
  static func panic(_ message: String) -> ActorError { .exit(.assertionFailed, message) }

  /// The failure of a send as a failure of the sender: codes of the system's become the actor's own
  /// (builtin-actors `runtime/src/actor_error.rs` `checked`).
  static func failedSend(_ code: ExitCode, _ message: String, data: DataBlock?) -> ActorError {
    switch code {
    case .missingReturn, .illegalInstruction, .illegalExitCode:
      .exit(.unspecified, message, data: data)
    case let code where code.isSystemError:
      .exit(.assertionFailed, message, data: data)
    default:
      .exit(code, message, data: data)
    }
  }

  /// A send that did not happen, as a failure of the sender
  /// (builtin-actors `runtime/src/builtin/shared.rs`).
  static func failedSend(_ error: SyscallError) -> ActorError {
    switch error.number {
    case .notFound: .exit(.unspecified, "receiver not found")
    case .insufficientFunds: .exit(.userInsufficientFunds, "not enough funds")
    case .limitExceeded: .exit(.assertionFailed, "recursion limit exceeded")
    case .readOnly: .exit(.readOnly, "attempted to mutate state while in read-only mode")
    default: .exit(.assertionFailed, "unexpected error: \(error.number)")
    }
  }

  /// The same failure under another code; what ends the frame stays what it is.
  func recoded(_ code: ExitCode, _ context: String) -> ActorError {
    switch self {
    case .exit(_, let message, _): .exit(code, "\(context): \(message)")
    case .abort: self
    }
  }

  /// The data that came with an exit. Throws what is no exit.
  func exitData() throws(ActorError) -> DataBlock? {
    switch self {
    case .exit(_, _, let data): return data
    case .abort: throw self
    }
  }
}
