/// Why a type, a value or encoded bytes are not what the contract ABI says.
///
/// Source of all rules here: the Solidity documentation, "Contract ABI Specification".
package struct ABIError: Error, Hashable, Sendable, CustomStringConvertible {
  /// One line, lower case, with the offending input.
  package let description: String

  package init(_ description: String) { self.description = description }

  /// The same error with the place it happened in front.
  package func within(_ place: String) -> ABIError { ABIError("\(place): \(description)") }

  static func signature(_ text: String, at position: Int, expected: String) -> ABIError {
    ABIError("signature \"\(text)\": expected \(expected) at position \(position)")
  }

  static func unknownType(_ text: String) -> ABIError { ABIError("unknown ABI type \"\(text)\"") }

  static func value(_ text: String, is problem: String, for type: ABIType) -> ABIError {
    ABIError("\"\(text)\" is no \(type): \(problem)")
  }

  static func mismatch(_ value: ABIValue, type: ABIType) -> ABIError {
    ABIError("value \(value) does not fit the type \(type)")
  }

  static func count(_ given: Int, expected: Int, of noun: String) -> ABIError {
    ABIError("\(expected) \(noun)\(expected == 1 ? "" : "s") expected, \(given) given")
  }

  static func data(_ problem: String, at position: Int, of type: ABIType) -> ABIError {
    ABIError("\(problem) (byte \(position), type \(type))")
  }
}
