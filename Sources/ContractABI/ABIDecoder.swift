import Primitives

/// Reads values in the contract ABI's encoding.
///
/// Total and strict: padding must be what the type says, every offset and length must lie inside the
/// data, and the work is bounded by the data's length, so hostile lengths and offsets that point
/// back at shared parts cost no more than an error. Bytes after the last tail are allowed, as
/// contracts allow them.
package struct ABIDecoder {
  private let data: [UInt8]
  /// Words that may still be read: data that is read again through shared offsets spends it.
  private var budget: Int

  private init(_ data: [UInt8]) {
    self.data = data
    budget = 16 * (data.count / 32) + 64
  }

  /// The values of an argument list.
  package static func decode(_ types: [ABIType], from data: [UInt8]) throws(ABIError) -> [ABIValue]
  {
    var decoder = ABIDecoder(data)
    return try decoder.sequence(types, at: 0)
  }

  /// Values whose heads start at `base`, to which their offsets are relative.
  private mutating func sequence(_ types: [ABIType], at base: Int) throws(ABIError) -> [ABIValue] {
    var values: [ABIValue] = []
    var position = base
    for type in types {
      values.append(try element(type, head: position, base: base))
      position += type.headSize
    }
    return values
  }

  private mutating func element(
    _ type: ABIType, head: Int, base: Int
  ) throws(ABIError) -> ABIValue {
    guard type.isDynamic else { return try value(type, at: head) }
    let offset = try word(at: head, of: type)
    guard let distance = offset.asInt, distance <= data.count - base else {
      throw .data("offset \(offset) points outside the \(data.count) bytes", at: head, of: type)
    }
    return try value(type, at: base + distance)
  }

  private mutating func value(_ type: ABIType, at position: Int) throws(ABIError) -> ABIValue {
    switch type {
    case .uint(let bits):
      let word = try word(at: position, of: type)
      guard word.bitWidthUsed <= bits else { throw Self.padding(word, at: position, of: type) }
      return .uint(word)
    case .int(let bits):
      let word = try word(at: position, of: type)
      guard word.signExtended(fromByte: UInt256(bits / 8 - 1)) == word else {
        throw Self.padding(word, at: position, of: type)
      }
      return .int(word)
    case .address:
      let word = try word(at: position, of: type)
      guard word.bitWidthUsed <= 160 else { throw Self.padding(word, at: position, of: type) }
      return .address(EthAddress(truncating: word))
    case .bool:
      let word = try word(at: position, of: type)
      guard word <= 1 else { throw Self.padding(word, at: position, of: type) }
      return .bool(word == 1)
    case .fixedBytes(let count):
      return .fixedBytes(try leading(count, at: position, of: type))
    case .function:
      return .fixedBytes(try leading(24, at: position, of: type))
    case .bytes:
      return .bytes(try run(at: position, of: type))
    case .string:
      let bytes = try run(at: position, of: type)
      guard let string = String(validating: bytes, as: UTF8.self) else {
        throw .data("text is not UTF-8", at: position + 32, of: type)
      }
      return .string(string)
    case .array(let element):
      let length = try word(at: position, of: type)
      let room = data.count - position - 32
      guard let count = length.asInt, count <= room / element.headSize else {
        throw .data("length \(length) exceeds the \(data.count) bytes", at: position, of: type)
      }
      return .array(try elements(element, count: count, at: position + 32))
    case .fixedArray(let element, let count):
      guard position <= data.count, count <= (data.count - position) / element.headSize else {
        throw .data("only \(data.count) bytes of data", at: position, of: type)
      }
      return .array(try elements(element, count: count, at: position))
    case .tuple(let members):
      return .tuple(try sequence(members.map(\.type), at: position))
    }
  }

  private mutating func elements(
    _ type: ABIType, count: Int, at base: Int
  ) throws(ABIError) -> [ABIValue] {
    var values: [ABIValue] = []
    for index in 0..<count {
      values.append(try element(type, head: base + index * type.headSize, base: base))
    }
    return values
  }

  private mutating func word(at position: Int, of type: ABIType) throws(ABIError) -> UInt256 {
    guard position <= data.count - 32, let word = UInt256(bigEndian: data[position..<position + 32])
    else { throw .data("only \(data.count) bytes of data", at: position, of: type) }
    try spend(1, at: position, of: type)
    return word
  }

  private mutating func leading(
    _ count: Int, at position: Int, of type: ABIType
  ) throws(ABIError) -> [UInt8] {
    let bytes = try word(at: position, of: type).bigEndianBytes
    guard bytes[count...].allSatisfy({ $0 == 0 }) else {
      throw .data("padding after \(count) bytes is not zero", at: position + count, of: type)
    }
    return Array(bytes[..<count])
  }

  private mutating func run(at position: Int, of type: ABIType) throws(ABIError) -> [UInt8] {
    let length = try word(at: position, of: type)
    let start = position + 32
    guard let count = length.asInt, count <= data.count - start else {
      throw .data("length \(length) exceeds the \(data.count) bytes", at: position, of: type)
    }
    try spend(count / 32, at: position, of: type)
    return Array(data[start..<start + count])
  }

  private mutating func spend(
    _ words: Int, at position: Int, of type: ABIType
  ) throws(ABIError) {
    budget -= words
    guard budget >= 0 else {
      throw .data("offsets share the same bytes too often", at: position, of: type)
    }
  }

  private static func padding(_ word: UInt256, at position: Int, of type: ABIType) -> ABIError {
    .data("\(word.hexWord) is out of range", at: position, of: type)
  }
}
