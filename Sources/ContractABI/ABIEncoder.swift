import Primitives

/// Writes values in the contract ABI's encoding: heads, then the tails that they point to.
package enum ABIEncoder {
  /// The encoding of an argument list (a tuple without an offset of its own).
  package static func encode(_ values: [ABIValue], as types: [ABIType]) throws(ABIError) -> [UInt8]
  {
    guard values.count == types.count else {
      throw .count(values.count, expected: types.count, of: "value")
    }
    var head: [UInt8] = []
    var tail: [UInt8] = []
    let headSize = types.reduce(0) { $0 + $1.headSize }
    for (value, type) in zip(values, types) {
      if type.isDynamic {
        head += UInt256(headSize + tail.count).bigEndianBytes
        tail += try encode(value, as: type)
      } else {
        head += try encode(value, as: type)
      }
    }
    return head + tail
  }

  /// One value without an offset: in place for a static type, the tail for a dynamic one.
  package static func encode(_ value: ABIValue, as type: ABIType) throws(ABIError) -> [UInt8] {
    switch (type, value) {
    case (.uint(let bits), .uint(let word)):
      guard word.bitWidthUsed <= bits else { throw .mismatch(value, type: type) }
      return word.bigEndianBytes
    case (.int(let bits), .int(let word)):
      guard word.signExtended(fromByte: UInt256(bits / 8 - 1)) == word else {
        throw .mismatch(value, type: type)
      }
      return word.bigEndianBytes
    case (.address, .address(let address)):
      return address.word.bigEndianBytes
    case (.bool, .bool(let flag)):
      return UInt256(flag ? 1 : 0).bigEndianBytes
    case (.fixedBytes(let count), .fixedBytes(let bytes)):
      guard bytes.count == count else { throw .mismatch(value, type: type) }
      return padded(bytes)
    case (.function, .fixedBytes(let bytes)):
      guard bytes.count == 24 else { throw .mismatch(value, type: type) }
      return padded(bytes)
    case (.bytes, .bytes(let bytes)):
      return UInt256(bytes.count).bigEndianBytes + padded(bytes)
    case (.string, .string(let string)):
      let bytes = Array(string.utf8)
      return UInt256(bytes.count).bigEndianBytes + padded(bytes)
    case (.array(let element), .array(let values)):
      return try UInt256(values.count).bigEndianBytes
        + encode(values, as: Array(repeating: element, count: values.count))
    case (.fixedArray(let element, let count), .array(let values)):
      return try encode(values, as: Array(repeating: element, count: count))
    case (.tuple(let members), .tuple(let values)):
      return try encode(values, as: members.map(\.type))
    default:
      throw .mismatch(value, type: type)
    }
  }

  /// The bytes with zeros after them, to a multiple of 32.
  static func padded(_ bytes: [UInt8]) -> [UInt8] {
    bytes + [UInt8](repeating: 0, count: (32 - bytes.count % 32) % 32)
  }
}
