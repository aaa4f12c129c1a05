package import Filecoin

/// Why a kernel operation gave no answer.
///
/// The three classes decide who learns of it: the guest sees a number and goes on, the frame ends
/// for want of gas, or the whole machine stops (ref-fvm `kernel/error.rs`).
package enum KernelError: Error, Hashable, Sendable {
  /// The guest's mistake or an absent thing: the syscall answers with this number.
  case syscall(SyscallError)
  /// The gas limit in force is used up. Never visible to the guest that ran out.
  case outOfGas
  /// The host or its store is broken; becomes no revert and no ordinary receipt.
  case fatal(String)

  /// The syscall error `number` with a lower-case `message`.
  package static func syscall(
    _ number: ErrorNumber, _ message: String
  ) -> KernelError {
    .syscall(SyscallError(number: number, message: message))
  }

  /// The number the guest sees; nil when the guest does not see the error.
  package var number: ErrorNumber? {
    guard case .syscall(let error) = self else { return nil }
    return error.number
  }
}

/// A failed syscall: the number for the guest, a sentence for people.
package struct SyscallError: Hashable, Sendable {
  package let number: ErrorNumber
  package let message: String

  package init(number: ErrorNumber, message: String) {
    self.number = number
    self.message = message
  }
}

/// How an actor's invocation ends without returning.
package enum Abort: Error, Hashable, Sendable {
  /// The actor chose `code`; `block` is its data, `noBlock` for none. Made by `VMOperations.exit`.
  case exit(ExitCode, message: String, block: BlockID)
  case outOfGas
  case fatal(String)

  /// What follows from a kernel error that the actor does not handle: a syscall error ends the
  /// actor with `code`, the other classes go on unchanged.
  package init(_ error: KernelError, code: ExitCode) {
    switch error {
    case .syscall(let error):
      self = .exit(code, message: "\(error.message) (\(error.number))", block: noBlock)
    case .outOfGas: self = .outOfGas
    case .fatal(let message): self = .fatal(message)
    }
  }
}
