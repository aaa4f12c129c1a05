import Primitives

/// Hex digits on the command line.
enum HexText {
  static func parse(_ text: String, what: String) throws(CLIError) -> [UInt8] {
    do {
      return try Hex.decode(text)
    } catch {
      throw CLIError("\(what) \"\(shortened(text))\": \(error)")
    }
  }

  static func shortened(_ text: String) -> String {
    text.count > 66 ? "\(text.prefix(63))…" : text
  }
}
