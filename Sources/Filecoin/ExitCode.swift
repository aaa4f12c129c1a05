package import IPLD

/// How an actor's invocation ended (ref-fvm `shared/src/error/mod.rs`).
///
/// 0 is success. 1 to 15 belong to the system, 16 to 31 are common to all actors, the rest are each
/// actor's own.
package struct ExitCode: RawRepresentable, Hashable, Sendable {
  package let rawValue: UInt32

  package init(rawValue: UInt32) { self.rawValue = rawValue }

  package init(_ rawValue: UInt32) { self.rawValue = rawValue }

  package static let ok = ExitCode(0)
  /// The message's sender does not exist or may not send.
  package static let senderInvalid = ExitCode(1)
  /// The sender's nonce or balance does not allow the message.
  package static let senderStateInvalid = ExitCode(2)
  /// Code that trapped.
  package static let illegalInstruction = ExitCode(4)
  /// The receiver does not exist and cannot be created.
  package static let invalidReceiver = ExitCode(5)
  package static let insufficientFunds = ExitCode(6)
  package static let outOfGas = ExitCode(7)
  /// An actor that exited with a code of the system's.
  package static let illegalExitCode = ExitCode(9)
  package static let systemAssertionFailed = ExitCode(10)
  package static let missingReturn = ExitCode(11)

  package static let illegalArgument = ExitCode(16)
  package static let notFound = ExitCode(17)
  package static let forbidden = ExitCode(18)
  package static let userInsufficientFunds = ExitCode(19)
  package static let illegalState = ExitCode(20)
  package static let serialization = ExitCode(21)
  package static let unhandledMessage = ExitCode(22)
  package static let unspecified = ExitCode(23)
  package static let assertionFailed = ExitCode(24)
  package static let readOnly = ExitCode(25)
  package static let notPayable = ExitCode(26)

  package static let firstActorSpecific: UInt32 = 32

  package var isSuccess: Bool { self == .ok }

  /// 1 to 15: an actor that exits so is given `illegalExitCode`.
  package var isSystemError: Bool { rawValue != 0 && rawValue < 16 }
}

extension ExitCode: CustomStringConvertible {
  /// The code and its name, where it has one.
  package var description: String {
    let name =
      switch self {
      case .ok: "ok"
      case .senderInvalid: "sender invalid"
      case .senderStateInvalid: "sender state invalid"
      case .illegalInstruction: "illegal instruction"
      case .invalidReceiver: "invalid receiver"
      case .insufficientFunds: "insufficient funds"
      case .outOfGas: "out of gas"
      case .illegalExitCode: "illegal exit code"
      case .systemAssertionFailed: "system assertion failed"
      case .missingReturn: "missing return"
      case .illegalArgument: "illegal argument"
      case .notFound: "not found"
      case .forbidden: "forbidden"
      case .userInsufficientFunds: "insufficient funds in the actor"
      case .illegalState: "illegal state"
      case .serialization: "serialization"
      case .unhandledMessage: "unhandled message"
      case .unspecified: "unspecified"
      case .assertionFailed: "assertion failed"
      case .readOnly: "read only"
      case .notPayable: "not payable"
      default: "actor specific"
      }
    return "\(rawValue) (\(name))"
  }
}

extension ExitCode: CBORCodable {
  package func encode(to encoder: inout CBOREncoder) { encoder.append(UInt64(rawValue)) }

  package init(from decoder: inout CBORDecoder) throws(CBORError) {
    rawValue = UInt32(try decoder.readUnsigned(upTo: UInt64(UInt32.max), "exit code"))
  }
}
