package import Filecoin

/// How an error travelled up the call stack, for people only.
package struct Backtrace: Hashable, Sendable {
  /// One actor that ended with an error.
  package struct Frame: Hashable, Sendable {
    package let source: ActorID
    package let method: MethodNumber
    package let code: ExitCode
    package let message: String
  }

  /// What set the error off.
  package enum Cause: Hashable, Sendable {
    case syscall(name: String, SyscallError)
    case fatal(String)
  }

  /// Innermost first.
  package private(set) var frames: [Frame] = []
  package private(set) var cause: Cause?

  package init() {}

  package var isEmpty: Bool { frames.isEmpty && cause == nil }

  /// Starts over with a new cause.
  mutating func begin(_ cause: Cause) {
    self.cause = cause
    frames.removeAll()
  }

  /// Names a cause and keeps the frames.
  mutating func setCause(_ cause: Cause) { self.cause = cause }

  mutating func push(_ frame: Frame) { frames.append(frame) }

  mutating func clear() { self = Backtrace() }
}

extension Backtrace: CustomStringConvertible {
  /// One line a frame, outermost first, then the cause.
  package var description: String {
    var lines = frames.reversed().enumerated().map { index, frame in
      "\(index): f0\(frame.source) (method \(frame.method)) -- \(frame.message) (\(frame.code))"
    }
    switch cause {
    case .syscall(let name, let error):
      lines.append("caused by \(name): \(error.message) (\(error.number))")
    case .fatal(let message): lines.append("caused by a fatal error: \(message)")
    case nil: break
    }
    return lines.joined(separator: "\n")
  }
}
