extension JSONValue {
  /// Nesting that `parse` accepts unless told otherwise.
  package static let defaultMaximumDepth = 512

  /// Reads one JSON text in UTF-8 with nothing but white space around it.
  ///
  /// Strict RFC 8259: no comments, trailing commas, leading zeros or bare words. A byte order mark
  /// at the start is skipped. Invalid UTF-8, a lone surrogate, a key given twice in one object and
  /// nesting deeper than `maximumDepth` are errors.
  package static func parse(
    _ bytes: [UInt8], maximumDepth: Int = defaultMaximumDepth
  ) throws(JSONError) -> JSONValue {
    try parse(bytes.span, maximumDepth: maximumDepth)
  }

  /// Reads one JSON text; as the function on bytes.
  package static func parse(
    _ text: String, maximumDepth: Int = defaultMaximumDepth
  ) throws(JSONError) -> JSONValue {
    try parse(Array(text.utf8), maximumDepth: maximumDepth)
  }

  private static func parse(
    _ bytes: Span<UInt8>, maximumDepth: Int
  ) throws(JSONError) -> JSONValue {
    var parser = JSONParser(maximumDepth: maximumDepth)
    if bytes.count >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF {
      parser.position = 3
    }
    parser.skipSpace(bytes)
    let value = try parser.value(bytes)
    parser.skipSpace(bytes)
    guard parser.position == bytes.count else {
      throw JSONError("unexpected text after the value", at: parser.position, in: bytes)
    }
    return value
  }
}

/// A recursive descent over bytes; each function starts at `position` and leaves it behind what
/// it read.
private struct JSONParser {
  var position = 0
  var depth = 0
  let maximumDepth: Int

  init(maximumDepth: Int) { self.maximumDepth = maximumDepth }

  @inline(__always)
  mutating func skipSpace(_ bytes: Span<UInt8>) {
    while position < bytes.count {
      switch bytes[position] {
      case 0x20, 0x0A, 0x0D, 0x09: position += 1
      default: return
      }
    }
  }

  mutating func value(_ bytes: Span<UInt8>) throws(JSONError) -> JSONValue {
    guard position < bytes.count else { throw JSONError.endOfText(at: position, in: bytes) }
    switch bytes[position] {
    case UInt8(ascii: "\""): return .string(try string(bytes))
    case UInt8(ascii: "{"): return try object(bytes)
    case UInt8(ascii: "["): return try array(bytes)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number(bytes)
    case UInt8(ascii: "t"): return try literal("true", .bool(true), bytes)
    case UInt8(ascii: "f"): return try literal("false", .bool(false), bytes)
    case UInt8(ascii: "n"): return try literal("null", .null, bytes)
    default: throw JSONError.unexpected(at: position, in: bytes, wanted: "a value")
    }
  }

  private mutating func literal(
    _ word: StaticString, _ value: JSONValue, _ bytes: Span<UInt8>
  ) throws(JSONError) -> JSONValue {
    for (index, character) in word.description.utf8.enumerated() {
      guard position + index < bytes.count, bytes[position + index] == character else {
        throw JSONError("expected '\(word)'", at: position, in: bytes)
      }
    }
    position += word.utf8CodeUnitCount
    return value
  }

  // MARK: Containers

  private mutating func enter(_ bytes: Span<UInt8>) throws(JSONError) {
    guard depth < maximumDepth else {
      throw JSONError("nested deeper than \(maximumDepth) levels", at: position, in: bytes)
    }
    depth += 1
    position += 1
    skipSpace(bytes)
  }

  private mutating func array(_ bytes: Span<UInt8>) throws(JSONError) -> JSONValue {
    try enter(bytes)
    var elements: [JSONValue] = []
    if position < bytes.count, bytes[position] == UInt8(ascii: "]") {
      position += 1
      depth -= 1
      return .array(elements)
    }
    while true {
      elements.append(try value(bytes))
      skipSpace(bytes)
      guard position < bytes.count else { throw JSONError.endOfText(at: position, in: bytes) }
      switch bytes[position] {
      case UInt8(ascii: ","):
        position += 1
        skipSpace(bytes)
      case UInt8(ascii: "]"):
        position += 1
        depth -= 1
        return .array(elements)
      default:
        throw JSONError.unexpected(at: position, in: bytes, wanted: "',' or ']' in an array")
      }
    }
  }

  private mutating func object(_ bytes: Span<UInt8>) throws(JSONError) -> JSONValue {
    try enter(bytes)
    var members = JSONObject()
    if position < bytes.count, bytes[position] == UInt8(ascii: "}") {
      position += 1
      depth -= 1
      return .object(members)
    }
    while true {
      guard position < bytes.count else { throw JSONError.endOfText(at: position, in: bytes) }
      guard bytes[position] == UInt8(ascii: "\"") else {
        throw JSONError.unexpected(at: position, in: bytes, wanted: "an object key in quotes")
      }
      let start = position
      let key = try string(bytes)
      skipSpace(bytes)
      guard position < bytes.count else { throw JSONError.endOfText(at: position, in: bytes) }
      guard bytes[position] == UInt8(ascii: ":") else {
        throw JSONError.unexpected(at: position, in: bytes, wanted: "':' after an object key")
      }
      position += 1
      skipSpace(bytes)
      guard members.appendIfNew(key, try value(bytes)) else {
        throw JSONError("key \"\(key)\" given twice", at: start, in: bytes)
      }
      skipSpace(bytes)
      guard position < bytes.count else { throw JSONError.endOfText(at: position, in: bytes) }
      switch bytes[position] {
      case UInt8(ascii: ","):
        position += 1
        skipSpace(bytes)
      case UInt8(ascii: "}"):
        position += 1
        depth -= 1
        return .object(members)
      default:
        throw JSONError.unexpected(at: position, in: bytes, wanted: "',' or '}' in an object")
      }
    }
  }

  // MARK: Numbers

  private mutating func number(_ bytes: Span<UInt8>) throws(JSONError) -> JSONValue {
    let start = position
    if bytes[position] == UInt8(ascii: "-") { position += 1 }
    if position < bytes.count, bytes[position] == UInt8(ascii: "0") {
      position += 1
      if position < bytes.count, Self.isDigit(bytes[position]) {
        throw JSONError("number with a leading zero", at: start, in: bytes)
      }
    } else {
      try digits(bytes)
    }
    if position < bytes.count, bytes[position] == UInt8(ascii: ".") {
      position += 1
      try digits(bytes)
    }
    if position < bytes.count, bytes[position] | 0x20 == UInt8(ascii: "e") {
      position += 1
      if position < bytes.count,
        bytes[position] == UInt8(ascii: "+") || bytes[position] == UInt8(ascii: "-")
      {
        position += 1
      }
      try digits(bytes)
    }
    return .number(try text(bytes, from: start, to: position))
  }

  private mutating func digits(_ bytes: Span<UInt8>) throws(JSONError) {
    let start = position
    while position < bytes.count, Self.isDigit(bytes[position]) { position += 1 }
    guard position > start else {
      throw JSONError.unexpected(at: position, in: bytes, wanted: "a digit")
    }
  }

  @inline(__always)
  private static func isDigit(_ byte: UInt8) -> Bool {
    byte &- UInt8(ascii: "0") < 10
  }

  // MARK: Strings

  private mutating func string(_ bytes: Span<UInt8>) throws(JSONError) -> String {
    let start = position + 1
    var end = start
    while end < bytes.count {
      let byte = bytes[end]
      if byte == UInt8(ascii: "\"") {
        position = end + 1
        return try text(bytes, from: start, to: end)
      }
      if byte == UInt8(ascii: "\\") {
        return try escapedString(bytes, from: start, firstEscape: end)
      }
      if byte < 0x20 { throw JSONError.controlCharacter(at: end, in: bytes) }
      end += 1
    }
    throw JSONError.endOfText(at: bytes.count, in: bytes)
  }

  private func text(
    _ bytes: Span<UInt8>, from start: Int, to end: Int
  ) throws(JSONError) -> String {
    do {
      return String(copying: try UTF8Span(validating: bytes.extracting(start..<end)))
    } catch {
      throw JSONError(
        "invalid UTF-8 in a string", at: start + error.byteOffsets.lowerBound, in: bytes)
    }
  }

  private mutating func escapedString(
    _ bytes: Span<UInt8>, from start: Int, firstEscape: Int
  ) throws(JSONError) -> String {
    var decoded = ""
    var runStart = start
    position = firstEscape
    while position < bytes.count {
      switch bytes[position] {
      case UInt8(ascii: "\""):
        decoded += try text(bytes, from: runStart, to: position)
        position += 1
        return decoded
      case UInt8(ascii: "\\"):
        decoded += try text(bytes, from: runStart, to: position)
        decoded.unicodeScalars.append(try escape(bytes))
        runStart = position
      case 0..<0x20:
        throw JSONError.controlCharacter(at: position, in: bytes)
      default:
        position += 1
      }
    }
    throw JSONError.endOfText(at: bytes.count, in: bytes)
  }

  private mutating func escape(_ bytes: Span<UInt8>) throws(JSONError) -> Unicode.Scalar {
    let start = position
    position += 1
    guard position < bytes.count else { throw JSONError.endOfText(at: position, in: bytes) }
    let letter = bytes[position]
    position += 1
    switch letter {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(letter)
    case UInt8(ascii: "b"): return "\u{08}"
    case UInt8(ascii: "f"): return "\u{0C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"):
      let unit = try fourHexDigits(bytes)
      if let scalar = Unicode.Scalar(unit) { return scalar }
      guard unit < 0xDC00, position + 1 < bytes.count, bytes[position] == UInt8(ascii: "\\"),
        bytes[position + 1] == UInt8(ascii: "u")
      else { throw JSONError.loneSurrogate(at: start, in: bytes) }
      position += 2
      let low = try fourHexDigits(bytes)
      guard case 0xDC00...0xDFFF = low,
        let scalar = Unicode.Scalar(0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00))
      else { throw JSONError.loneSurrogate(at: start, in: bytes) }
      return scalar
    default:
      throw JSONError("unknown escape in a string", at: start, in: bytes)
    }
  }

  private mutating func fourHexDigits(_ bytes: Span<UInt8>) throws(JSONError) -> UInt32 {
    var unit: UInt32 = 0
    for _ in 0..<4 {
      guard position < bytes.count else { throw JSONError.endOfText(at: position, in: bytes) }
      let byte = bytes[position]
      let digit: UInt32
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = UInt32(byte - UInt8(ascii: "0"))
      case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = UInt32(byte - UInt8(ascii: "a")) + 10
      case UInt8(ascii: "A")...UInt8(ascii: "F"): digit = UInt32(byte - UInt8(ascii: "A")) + 10
      default: throw JSONError.unexpected(at: position, in: bytes, wanted: "a hexadecimal digit")
      }
      unit = unit << 4 | digit
      position += 1
    }
    return unit
  }
}

extension JSONError {
  fileprivate static func endOfText(at offset: Int, in bytes: Span<UInt8>) -> JSONError {
    JSONError("unexpected end of the text", at: offset, in: bytes)
  }

  fileprivate static func controlCharacter(at offset: Int, in bytes: Span<UInt8>) -> JSONError {
    JSONError("control character \(bytes[offset]) in a string", at: offset, in: bytes)
  }

  fileprivate static func loneSurrogate(at offset: Int, in bytes: Span<UInt8>) -> JSONError {
    JSONError("lone surrogate in a string", at: offset, in: bytes)
  }

  fileprivate static func unexpected(
    at offset: Int, in bytes: Span<UInt8>, wanted: String
  ) -> JSONError {
    guard offset < bytes.count else { return endOfText(at: offset, in: bytes) }
    let byte = bytes[offset]
    let found =
      (0x21..<0x7F).contains(byte)
      ? "'\(Unicode.Scalar(byte))'" : "byte 0x" + String(byte, radix: 16)
    return JSONError("expected \(wanted), found \(found)", at: offset, in: bytes)
  }
}
