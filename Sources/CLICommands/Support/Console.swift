#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif
package import JSONText

/// Where commands write: results to standard output, everything else to standard error.
///
/// Tests give commands a console that keeps the text instead.
package final class Console {
  /// What was written to standard output, if this console keeps it.
  package private(set) var output = ""
  /// What was written to standard error, if this console keeps it.
  package private(set) var errors = ""
  private let isKeeping: Bool

  /// A console on the process's streams, or one that keeps what is written.
  package init(keeping: Bool = false) { isKeeping = keeping }

  /// Writes a line of results.
  package func print(_ line: String = "") { write(line + "\n", to: STDOUT_FILENO) }

  /// Writes a line that is no result.
  package func note(_ line: String) { write(line + "\n", to: STDERR_FILENO) }

  /// Writes one JSON value as a line.
  package func print(_ json: JSONValue) { print(json.serialized(pretty: true)) }

  private func write(_ text: String, to descriptor: Int32) {
    if isKeeping {
      if descriptor == STDOUT_FILENO { output += text } else { errors += text }
      return
    }
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      // Safe: the buffer is valid during the call and its own count is passed.
      let count = unsafe bytes.withUnsafeBytes { buffer in
        unsafe Glibc.write(descriptor, buffer.baseAddress, buffer.count)
      }
      // A reader that went away (a closed pipe) is no failure of the command.
      guard count > 0 || errno == EINTR else { return }
      bytes = bytes.dropFirst(max(0, count))
    }
  }
}
