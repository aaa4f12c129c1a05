/// Reads a text byte by byte; positions count bytes from its start.
struct TextScanner {
  let text: String
  let bytes: [UInt8]
  var position = 0

  init(_ text: some StringProtocol) {
    self.text = String(text)
    bytes = Array(text.utf8)
  }

  var isAtEnd: Bool { position >= bytes.count }

  var next: UInt8? { position < bytes.count ? bytes[position] : nil }

  mutating func skipSpaces() {
    while let byte = next, byte == 0x20 || (0x09...0x0d).contains(byte) { position += 1 }
  }

  /// Skips spaces, and the character if it comes next.
  mutating func take(_ character: Character) -> Bool {
    skipSpaces()
    guard let byte = next, byte == character.asciiValue else { return false }
    position += 1
    return true
  }

  /// Skips spaces and takes an identifier (letters, digits, `_`, `$`); empty if there is none.
  mutating func takeWord() -> String {
    skipSpaces()
    let start = position
    while let byte = next, Self.isWordByte(byte) { position += 1 }
    return String(decoding: bytes[start..<position], as: UTF8.self)
  }

  static func isWordByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, 0x5f, 0x24: true
    default: false
    }
  }
}
