/// Why a transition tool gives no result; the numbers are go-ethereum's exit statuses.
package enum TransitionError: Error, Sendable, CustomStringConvertible {
  /// The block cannot be executed.
  case execution(String)
  /// The fork and the input do not fit together.
  case configuration(String)
  /// BLOCKHASH asked for a hash that the input does not have.
  case missingBlockHash(UInt64)
  /// Malformed input.
  case input(String)

  package var exitStatus: Int32 {
    switch self {
    case .execution: 2
    case .configuration: 3
    case .missingBlockHash: 4
    case .input: 10
    }
  }

  /// `ERROR(4): …`
  package var description: String {
    let text =
      switch self {
      case .execution(let text), .configuration(let text), .input(let text): text
      case .missingBlockHash(let number):
        "getHash(\(number)) invoked, blockhash for that block not provided"
      }
    return "ERROR(\(exitStatus)): \(text)"
  }
}
