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

  /// Writes text to standard error as it is.
  package func write(errors text: String) { write(text, to: STDERR_FILENO) }

  /// Writes UTF-8 to standard error as it is.
  package func write(errorBytes bytes: [UInt8]) { write(bytes, to: STDERR_FILENO) }

  /// Whether somebody watches standard error.
  package var showsProgress: Bool { !isKeeping && isatty(STDERR_FILENO) == 1 }

  private func write(_ text: String, to descriptor: Int32) {
    write(Array(text.utf8), to: descriptor)
  }

  private func write(_ all: [UInt8], to descriptor: Int32) {
    if isKeeping {
      let text = String(decoding: all, as: UTF8.self)
      if descriptor == STDOUT_FILENO { output += text } else { errors += text }
      return
    }
    var bytes = all[...]
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
