package import Primitives

/// Reads ABI values from the text of a command line: `42`, `-1`, `0xff`, `1ether`, `true`, `[1,2]`,
/// `(0xAb…,"some text")`.
package struct ABIValueParser {
  /// Turns the text of an address into its 20 bytes.
  package typealias AddressReader = (String) throws(ABIError) -> EthAddress

  private let readAddress: AddressReader

  /// A parser that takes addresses in the forms `readAddress` knows; by default 0x and 40 digits.
  package init(readAddress: @escaping AddressReader = ABIValueParser.hexAddress) {
    self.readAddress = readAddress
  }

  /// 0x and 40 digits.
  package static func hexAddress(_ text: String) throws(ABIError) -> EthAddress {
    guard text.hasPrefix("0x") || text.hasPrefix("0X"), let address = EthAddress(hex: text) else {
      throw ABIError("\"\(text)\" is no address: expected 0x and 40 hex digits")
    }
    return address
  }

  /// An address by itself.
  package func address(_ text: String) throws(ABIError) -> EthAddress { try readAddress(text) }

  /// One value a parameter; errors name the argument by position, name and type.
  package func values(
    _ texts: [String], for parameters: [ABIParameter]
  ) throws(ABIError) -> [ABIValue] {
    guard texts.count == parameters.count else {
      throw ABIError(
        "\(ABIType.list(parameters)) takes \(parameters.count) "
          + "argument\(parameters.count == 1 ? "" : "s"), \(texts.count) given")
    }
    var values: [ABIValue] = []
    for (index, (text, parameter)) in zip(texts, parameters).enumerated() {
      do throws(ABIError) {
        values.append(try value(text, of: parameter.type))
      } catch {
        let name = parameter.name.isEmpty ? "" : " \(parameter.name)"
        throw error.within("argument \(index + 1) (\(parameter.type)\(name))")
      }
    }
    return values
  }

  /// One value of a type; a text at the top level needs no quotes.
  package func value(_ text: String, of type: ABIType) throws(ABIError) -> ABIValue {
    if case .string = type { return .string(Self.unquoted(text) ?? text) }
    var scanner = TextScanner(text)
    let value = try scan(&scanner, type)
    scanner.skipSpaces()
    guard scanner.isAtEnd else {
      throw .value(text, is: "unexpected text at position \(scanner.position)", for: type)
    }
    return value
  }

  private func scan(_ scanner: inout TextScanner, _ type: ABIType) throws(ABIError) -> ABIValue {
    switch type {
    case .array(let element):
      return .array(try list(&scanner, type, open: "[", close: "]") { _ in element })
    case .fixedArray(let element, let count):
      let values = try list(&scanner, type, open: "[", close: "]") { _ in element }
      guard values.count == count else {
        throw .value(
          scanner.text, is: "\(count) elements expected, \(values.count) given", for: type)
      }
      return .array(values)
    case .tuple(let members):
      let values = try list(&scanner, type, open: "(", close: ")") { index in
        index < members.count ? members[index].type : nil
      }
      guard values.count == members.count else {
        throw .value(
          scanner.text, is: "\(members.count) members expected, \(values.count) given", for: type)
      }
      return .tuple(values)
    default:
      return try scalar(token(&scanner, type), type)
    }
  }

  private func list(
    _ scanner: inout TextScanner, _ type: ABIType, open: Character, close: Character,
    elementType: (Int) -> ABIType?
  ) throws(ABIError) -> [ABIValue] {
    guard scanner.take(open) else {
      throw .value(
        scanner.text, is: "expected \"\(open)\" at position \(scanner.position)", for: type)
    }
    var values: [ABIValue] = []
    if scanner.take(close) { return values }
    while true {
      guard let element = elementType(values.count) else {
        throw .value(
          scanner.text, is: "too many members at position \(scanner.position)", for: type)
      }
      values.append(try scan(&scanner, element))
      if scanner.take(close) { return values }
      guard scanner.take(",") else {
        throw .value(
          scanner.text, is: "expected \",\" or \"\(close)\" at position \(scanner.position)",
          for: type)
      }
    }
  }

  /// The next scalar: a quoted text with its quotes, or all up to a comma or closing bracket.
  private func token(_ scanner: inout TextScanner, _ type: ABIType) throws(ABIError) -> String {
    scanner.skipSpaces()
    let start = scanner.position
    if scanner.next == 0x22 {
      scanner.position += 1
      while let byte = scanner.next, byte != 0x22 {
        scanner.position += byte == 0x5c ? 2 : 1
      }
      guard scanner.next == 0x22 else {
        throw .value(scanner.text, is: "no closing quote after position \(start)", for: type)
      }
      scanner.position += 1
    } else {
      while let byte = scanner.next, !Self.isDelimiter(byte) { scanner.position += 1 }
    }
    var bytes = scanner.bytes[start..<scanner.position]
    while let last = bytes.last, last == 0x20 || (0x09...0x0d).contains(last) { bytes.removeLast() }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func isDelimiter(_ byte: UInt8) -> Bool {
    byte == 0x2c || byte == 0x5d || byte == 0x29  // , ] )
  }

  private func scalar(_ token: String, _ type: ABIType) throws(ABIError) -> ABIValue {
    if case .string = type { return .string(Self.unquoted(token) ?? token) }
    let text = Self.unquoted(token) ?? token
    guard !text.isEmpty else { throw .value(token, is: "it is empty", for: type) }
    switch type {
    case .uint(let bits):
      let value = try number(text, type)
      guard value.bitWidthUsed <= bits else {
        throw .value(text, is: "it needs more than \(bits) bits", for: type)
      }
      return .uint(value)
    case .int(let bits):
      let isNegative = text.hasPrefix("-")
      let magnitude = try number(isNegative ? String(text.dropFirst()) : text, type)
      let limit = UInt256.one << UInt64(bits - 1)
      guard magnitude < limit || (isNegative && magnitude == limit) else {
        throw .value(text, is: "it needs more than \(bits) bits", for: type)
      }
      return .int(isNegative ? -magnitude : magnitude)
    case .address:
      return .address(try readAddress(text))
    case .bool:
      switch text {
      case "true", "1": return .bool(true)
      case "false", "0": return .bool(false)
      default: throw .value(text, is: "expected true or false", for: type)
      }
    case .fixedBytes(let count):
      return .fixedBytes(try bytes(text, count: count, type))
    case .function:
      return .fixedBytes(try bytes(text, count: 24, type))
    case .bytes:
      return .bytes(try bytes(text, count: nil, type))
    case .string, .array, .fixedArray, .tuple:
      throw .value(text, is: "expected a single value", for: type)
    }
  }

  private func number(_ text: String, _ type: ABIType) throws(ABIError) -> UInt256 {
    do throws(ABIError) {
      return try AmountText.parse(text)
    } catch {
      throw .value(text, is: "not a number of at most 256 bits", for: type)
    }
  }

  private func bytes(
    _ text: String, count: Int?, _ type: ABIType
  ) throws(ABIError) -> [UInt8] {
    let bytes: [UInt8]
    do throws(Hex.DecodingError) {
      bytes = try Hex.decode(text)
    } catch {
      throw .value(text, is: "\(error)", for: type)
    }
    guard count == nil || bytes.count == count else {
      throw .value(text, is: "\(count ?? 0) bytes expected, \(bytes.count) given", for: type)
    }
    return bytes
  }

  /// The inside of a text in double quotes with its escapes resolved; nil if it has none.
  private static func unquoted(_ text: String) -> String? {
    guard text.utf8.count >= 2, text.hasPrefix("\""), text.hasSuffix("\"") else { return nil }
    var result = String.UnicodeScalarView()
    var isEscaped = false
    for scalar in text.unicodeScalars.dropFirst().dropLast() {
      if isEscaped {
        switch scalar {
        case "n": result.append("\n")
        case "r": result.append("\r")
        case "t": result.append("\t")
        default: result.append(scalar)
        }
        isEscaped = false
      } else if scalar == "\\" {
        isEscaped = true
      } else if scalar == "\"" {
        return nil
      } else {
        result.append(scalar)
      }
    }
    return isEscaped ? nil : String(result)
  }
}
