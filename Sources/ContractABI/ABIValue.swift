import Cryptography
package import Primitives

/// A value of the contract ABI; the type that it belongs to is kept apart.
package enum ABIValue: Hashable, Sendable {
  case uint(UInt256)
  /// Two's complement, sign extended to 256 bits.
  case int(UInt256)
  case address(EthAddress)
  case bool(Bool)
  /// `bytesN` (exactly N bytes) and `function` (24).
  case fixedBytes([UInt8])
  case bytes([UInt8])
  case string(String)
  /// `T[]` and `T[n]`.
  case array([ABIValue])
  case tuple([ABIValue])
}

extension ABIValue: CustomStringConvertible {
  /// The value in one line, as it may be typed in again: `(0xAb…, [1, 2], "text")`.
  package var description: String { text(exponents: false) }

  /// As `description`; with `exponents`, integers from 10,000 on carry a reading aid: `1000000 [1e6]`.
  package func text(exponents: Bool) -> String {
    switch self {
    case .uint(let value):
      exponents ? Self.withExponent(value.description, sign: "") : value.description
    case .int(let value) where value.isNegative:
      exponents ? Self.withExponent((-value).description, sign: "-") : "-\(-value)"
    case .int(let value):
      exponents ? Self.withExponent(value.description, sign: "") : value.description
    case .address(let address): address.checksummed
    case .bool(let value): value ? "true" : "false"
    case .fixedBytes(let bytes), .bytes(let bytes): Hex.encode(bytes, prefix: true)
    case .string(let string): Self.quoted(string)
    case .array(let elements):
      "[\(elements.map { $0.text(exponents: exponents) }.joined(separator: ", "))]"
    case .tuple(let members):
      "(\(members.map { $0.text(exponents: exponents) }.joined(separator: ", ")))"
    }
  }

  private static func withExponent(_ digits: String, sign: String) -> String {
    guard digits.count > 4 else { return sign + digits }
    var mantissa = digits.prefix(4)
    while mantissa.count > 1, mantissa.last == "0" { mantissa.removeLast() }
    let fraction = mantissa.count > 1 ? "." + mantissa.dropFirst() : ""
    return "\(sign)\(digits) [\(sign)\(digits.prefix(1))\(fraction)e\(digits.count - 1)]"
  }

  /// The text in double quotes; quotes, backslashes and control characters are escaped.
  static func quoted(_ string: String) -> String {
    var text = "\""
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      default:
        if scalar.value < 0x20 || scalar.value == 0x7f {
          text += "\\u{\(String(scalar.value, radix: 16))}"
        } else {
          text.unicodeScalars.append(scalar)
        }
      }
    }
    return text + "\""
  }
}
