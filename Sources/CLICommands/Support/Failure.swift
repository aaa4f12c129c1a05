import Bridge
import ContractABI
import FVM
import Filecoin
import Primitives

/// Failed calls in words.
enum Failure {
  /// One line: the contract's reason, or the system's, and the exit code.
  static func text(
    exitCode: Filecoin.ExitCode, returnData: [UInt8], detail: String?,
    interface: ContractInterface?
  ) -> String {
    if exitCode.rawValue == 33 {
      let reason = RevertReason(data: returnData, interface: interface)
      return "execution reverted: \(reason) (exit code 33)"
    }
    let cause = detail?.split(separator: "\n").last.map { ": \($0)" } ?? ""
    return "execution failed: exit code \(describe(exitCode))\(cause)"
  }

  /// The code and its name, `33 (reverted)`.
  static func describe(_ code: Filecoin.ExitCode) -> String {
    evmName(code).map { "\(code.rawValue) (\($0))" } ?? code.description
  }

  /// The EVM actor's own exit codes (builtin-actors `actors/evm/src/lib.rs`).
  private static func evmName(_ code: Filecoin.ExitCode) -> String? {
    switch code.rawValue {
    case 33: "reverted"
    case 34: "invalid instruction"
    case 35: "undefined instruction"
    case 36: "stack underflow"
    case 37: "stack overflow"
    case 38: "illegal memory access"
    case 39: "bad jump destination"
    case 40: "self-destruct failed"
    default: nil
    }
  }

  static func detail(_ failure: ApplyResult.Failure?) -> String? {
    switch failure {
    case nil: nil
    case .prevalidation(let reason): reason
    case .backtrace(let backtrace): "\(backtrace)"
    }
  }

  static func error(
    _ outcome: CallSimulation.Outcome, _ interface: ContractInterface?
  ) -> CLIError {
    CLIError(
      text(
        exitCode: outcome.exitCode, returnData: outcome.returnData,
        detail: detail(outcome.failure), interface: interface))
  }
}
