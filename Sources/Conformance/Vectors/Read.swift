package import JSONText
package import Primitives

/// Readers of the scalars in vector files, to hand to `at`, `optional` and `elements`.
package enum Read {
  /// A string.
  package static func text(_ value: JSONValue) throws(VectorError) -> String {
    guard let text = value.string else {
      throw VectorError("expected a string, found \(value.kind)")
    }
    return text
  }

  /// A number of any size in hexadecimal or decimal, as a string or a JSON number; nil if it needs
  /// more than 256 bits.
  package static func wordOrTooLarge(_ value: JSONValue) throws(VectorError) -> UInt256? {
    switch value {
    case .string(let text), .number(let text): return try HexText.word(text)
    default: throw VectorError("expected a number, found \(value.kind)")
    }
  }

  /// A number below 2^256.
  package static func word(_ value: JSONValue) throws(VectorError) -> UInt256 {
    guard let word = try wordOrTooLarge(value) else { throw VectorError("number above 256 bits") }
    return word
  }

  /// A number below 2^64.
  package static func uint64(_ value: JSONValue) throws(VectorError) -> UInt64 {
    guard let number = try wordOrTooLarge(value)?.asUInt64 else {
      throw VectorError("number above 64 bits")
    }
    return number
  }

  /// A number that fits an array index.
  package static func index(_ value: JSONValue) throws(VectorError) -> Int {
    guard let index = Int(exactly: try uint64(value)) else { throw VectorError("index too large") }
    return index
  }

  /// A byte string in hexadecimal.
  package static func bytes(_ value: JSONValue) throws(VectorError) -> [UInt8] {
    try HexText.bytes(try text(value))
  }

  /// 20 bytes.
  package static func address(_ value: JSONValue) throws(VectorError) -> EthAddress {
    guard let address = EthAddress(try bytes(value)) else {
      throw VectorError("expected 20 bytes")
    }
    return address
  }

  /// 32 bytes in hexadecimal; shorter ones are filled with zeros in front.
  package static func hash(_ value: JSONValue) throws(VectorError) -> Hash256 {
    let bytes = try bytes(value)
    guard bytes.count <= 32, let word = UInt256(bigEndian: bytes) else {
      throw VectorError("expected 32 bytes")
    }
    return Hash256(word: word)
  }
}
