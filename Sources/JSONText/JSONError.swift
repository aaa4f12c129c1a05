/// Why a text is not JSON, and where.
package struct JSONError: Error, Equatable, CustomStringConvertible {
  /// What was found or expected, in lower case.
  package let message: String
  /// Bytes before the offending byte.
  package let offset: Int
  /// The line of the offending byte, counted from 1.
  package let line: Int
  /// The column of the offending character in its line, counted from 1 in Unicode scalars.
  package let column: Int

  /// The error as one line: `line 2, column 7: expected ':' after an object key`.
  package var description: String { "line \(line), column \(column): \(message)" }

  init(_ message: String, at offset: Int, in bytes: Span<UInt8>) {
    var line = 1
    var column = 1
    for position in 0..<min(offset, bytes.count) {
      let byte = bytes[position]
      if byte == UInt8(ascii: "\n") {
        line += 1
        column = 1
      } else if byte & 0xC0 != 0x80 {
        column += 1
      }
    }
    self.message = message
    self.offset = offset
    self.line = line
    self.column = column
  }
}
