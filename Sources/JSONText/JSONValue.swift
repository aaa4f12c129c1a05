/// A JSON value (RFC 8259).
///
/// Numbers keep the characters of the text, so nothing is lost to binary floating point.
package enum JSONValue: Equatable, Sendable {
  case null
  case bool(Bool)
  /// The number as it was written, for example `1e3` or `-0`.
  case number(String)
  case string(String)
  case array([JSONValue])
  case object(JSONObject)

  /// An integer as a JSON number in decimal.
  package static func number(_ value: some BinaryInteger) -> JSONValue {
    .number(String(value))
  }
}

// MARK: - Access

extension JSONValue {
  /// The value of a member; `nil` if this is no object or has no such key.
  package subscript(key: String) -> JSONValue? {
    guard case .object(let object) = self else { return nil }
    return object[key]
  }

  /// An element counted from 0; `nil` if this is no array or the position is outside it.
  package subscript(position: Int) -> JSONValue? {
    guard case .array(let elements) = self, elements.indices.contains(position) else { return nil }
    return elements[position]
  }

  /// The text of a string; `nil` for other kinds.
  package var string: String? {
    guard case .string(let text) = self else { return nil }
    return text
  }

  /// The elements of an array; `nil` for other kinds.
  package var array: [JSONValue]? {
    guard case .array(let elements) = self else { return nil }
    return elements
  }

  /// The members of an object; `nil` for other kinds.
  package var object: JSONObject? {
    guard case .object(let object) = self else { return nil }
    return object
  }

  /// A number written as a plain integer that fits; `nil` otherwise.
  package var int: Int? {
    guard case .number(let text) = self else { return nil }
    return Int(text)
  }

  /// A number written as a plain integer that fits; `nil` otherwise.
  package var uint64: UInt64? {
    guard case .number(let text) = self else { return nil }
    return UInt64(text)
  }

  /// A number as binary floating point, rounded; `nil` for other kinds.
  package var double: Double? {
    guard case .number(let text) = self else { return nil }
    return Double(text)
  }

  /// The truth value; `nil` for other kinds.
  package var bool: Bool? {
    guard case .bool(let value) = self else { return nil }
    return value
  }

  /// Whether this is the literal `null`.
  package var isNull: Bool { self == .null }

  /// The kind in words for messages: `an object`, `a string`.
  package var kind: String {
    switch self {
    case .null: "null"
    case .bool: "a boolean"
    case .number: "a number"
    case .string: "a string"
    case .array: "an array"
    case .object: "an object"
    }
  }
}

// MARK: - Literals

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByBooleanLiteral,
  ExpressibleByIntegerLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  /// A JSON string.
  package init(stringLiteral value: String) { self = .string(value) }
  /// A JSON boolean.
  package init(booleanLiteral value: Bool) { self = .bool(value) }
  /// A JSON number.
  package init(integerLiteral value: Int) { self = .number(String(value)) }
  /// A JSON array.
  package init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
  /// A JSON object in the literal's order.
  package init(dictionaryLiteral elements: (String, JSONValue)...) {
    self = .object(JSONObject(elements))
  }
}
