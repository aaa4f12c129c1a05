extension JSONValue {
  /// The value as JSON text.
  ///
  /// Compact has no white space. Pretty has two spaces a level, one member or element a line and a
  /// space after each colon, as Go's `MarshalIndent` writes it; neither ends with a line break.
  /// `escapingHTML` writes `<`, `>` and `&` as escapes, which Go does by default.
  package func serialized(pretty: Bool = false, escapingHTML: Bool = false) -> String {
    String(decoding: serializedBytes(pretty: pretty, escapingHTML: escapingHTML), as: UTF8.self)
  }

  /// The value as JSON text in UTF-8; as `serialized`.
  package func serializedBytes(pretty: Bool = false, escapingHTML: Bool = false) -> [UInt8] {
    var writer = JSONWriter(pretty: pretty, escapingHTML: escapingHTML)
    writer.write(self)
    return writer.output
  }

  /// A string as a JSON string literal with its quotes.
  package static func quoted(_ text: String) -> String { JSONValue.string(text).serialized() }
}

private struct JSONWriter {
  var output: [UInt8] = []
  let pretty: Bool
  let escapingHTML: Bool
  var depth = 0

  init(pretty: Bool, escapingHTML: Bool) {
    self.pretty = pretty
    self.escapingHTML = escapingHTML
  }

  mutating func write(_ value: JSONValue) {
    switch value {
    case .null: output += "null".utf8
    case .bool(let flag): output += (flag ? "true" : "false").utf8
    case .number(let text): output += text.utf8
    case .string(let text): write(text)
    case .array(let elements): write(elements)
    case .object(let object): write(object)
    }
  }

  private mutating func write(_ elements: [JSONValue]) {
    output.append(UInt8(ascii: "["))
    depth += 1
    for (index, element) in elements.enumerated() {
      if index > 0 { output.append(UInt8(ascii: ",")) }
      newLine()
      write(element)
    }
    depth -= 1
    if !elements.isEmpty { newLine() }
    output.append(UInt8(ascii: "]"))
  }

  private mutating func write(_ object: JSONObject) {
    output.append(UInt8(ascii: "{"))
    depth += 1
    for (index, member) in object.enumerated() {
      if index > 0 { output.append(UInt8(ascii: ",")) }
      newLine()
      write(member.key)
      output.append(UInt8(ascii: ":"))
      if pretty { output.append(UInt8(ascii: " ")) }
      write(member.value)
    }
    depth -= 1
    if !object.isEmpty { newLine() }
    output.append(UInt8(ascii: "}"))
  }

  private mutating func newLine() {
    guard pretty else { return }
    output.append(UInt8(ascii: "\n"))
    output.append(contentsOf: repeatElement(UInt8(ascii: " "), count: 2 * depth))
  }

  private mutating func write(_ text: String) {
    output.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""): output += "\\\"".utf8
      case UInt8(ascii: "\\"): output += "\\\\".utf8
      case UInt8(ascii: "\n"): output += "\\n".utf8
      case UInt8(ascii: "\r"): output += "\\r".utf8
      case UInt8(ascii: "\t"): output += "\\t".utf8
      case 0x08: output += "\\b".utf8
      case 0x0C: output += "\\f".utf8
      case 0..<0x20: writeEscape(byte)
      case UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "&"):
        if escapingHTML { writeEscape(byte) } else { output.append(byte) }
      default: output.append(byte)
      }
    }
    output.append(UInt8(ascii: "\""))
  }

  private mutating func writeEscape(_ byte: UInt8) {
    let digits = Array("0123456789abcdef".utf8)
    output += "\\u00".utf8
    output.append(digits[Int(byte >> 4)])
    output.append(digits[Int(byte & 15)])
  }
}
