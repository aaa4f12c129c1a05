package import JSONText
import Primitives

extension ABIValue {
  /// The value as JSON: integers as decimal strings (they may exceed what JSON readers hold),
  /// addresses and bytes as hex, arrays and tuples as arrays.
  package var json: JSONValue {
    switch self {
    case .uint, .int: .string(description)
    case .address(let address): .string(address.description)
    case .bool(let value): .bool(value)
    case .fixedBytes(let bytes), .bytes(let bytes): .string(Hex.encode(bytes, prefix: true))
    case .string(let text): .string(text)
    case .array(let values), .tuple(let values): .array(values.map(\.json))
    }
  }
}
