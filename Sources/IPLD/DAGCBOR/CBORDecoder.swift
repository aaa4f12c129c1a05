package import Primitives

/// Reads DAG-CBOR item by item and accepts the canonical form alone.
///
/// Refused: numbers and lengths that are not in their shortest form, indefinite lengths, tags other
/// than 42, simple values other than false, true and null, floats narrower than 64 bits or not
/// finite. The order of map keys is for the reader of a map to check (`CBORValue` does).
package struct CBORDecoder: Sendable {
  /// The major types of RFC 8949, as far as DAG-CBOR has them.
  package enum Kind: Sendable {
    case unsigned, negative, bytes, text, array, map, link, bool, null, float
  }

  /// Arrays within arrays that `readItem` and `CBORValue` follow.
  package static let maximumDepth = 256

  private let bytes: [UInt8]
  private let acceptsLongForms: Bool
  /// Bytes from the start of the input to the next item.
  package private(set) var offset = 0

  /// A reader of `bytes` from their start. `acceptsLongForms` lets numbers and lengths pass that are
  /// not in their shortest form, as the decoder of Filecoin's actors does (serde_ipld_dagcbor).
  package init(_ bytes: [UInt8], acceptsLongForms: Bool = false) {
    self.bytes = bytes
    self.acceptsLongForms = acceptsLongForms
  }

  package var isAtEnd: Bool { offset == bytes.count }

  /// Checks that nothing follows.
  package func finish() throws(CBORError) {
    guard isAtEnd else { throw CBORError(.trailingBytes, at: offset) }
  }

  /// What the next item is, without reading it.
  package func peekKind() throws(CBORError) -> Kind {
    guard offset < bytes.count else { throw CBORError(.truncated, at: offset) }
    let byte = bytes[offset]
    switch byte >> 5 {
    case 0: return .unsigned
    case 1: return .negative
    case 2: return .bytes
    case 3: return .text
    case 4: return .array
    case 5: return .map
    case 6: return .link
    default:
      switch byte {
      case 0xf4, 0xf5: return .bool
      case 0xf6: return .null
      case 0xfb: return .float
      default: throw CBORError(.unexpected("unsupported simple value or float"), at: offset)
      }
    }
  }

  package mutating func readUnsigned() throws(CBORError) -> UInt64 {
    try readHeader(major: 0, "an unsigned integer")
  }

  /// An unsigned integer of at most `maximum`; `name` says in the error what it stands for.
  package mutating func readUnsigned(
    upTo maximum: UInt64, _ name: String
  ) throws(CBORError) -> UInt64 {
    let start = offset
    let value = try readUnsigned()
    guard value <= maximum else {
      throw CBORError(.unexpected("\(name) \(value) is above \(maximum)"), at: start)
    }
    return value
  }

  /// A signed integer that fits 64 bits.
  package mutating func readInteger() throws(CBORError) -> Int64 {
    let start = offset
    let isNegative = try peekKind() == .negative
    let value =
      isNegative
      ? try readHeader(major: 1, "an integer") : try readHeader(major: 0, "an integer")
    guard let magnitude = Int64(exactly: value) else {
      throw CBORError(.unexpected("integer does not fit 64 bits"), at: start)
    }
    return isNegative ? -1 - magnitude : magnitude
  }

  /// The n of a negative integer −1 − n.
  package mutating func readNegative() throws(CBORError) -> UInt64 {
    try readHeader(major: 1, "a negative integer")
  }

  package mutating func readBytes() throws(CBORError) -> [UInt8] {
    let count = try readHeader(major: 2, "a byte string")
    return Array(bytes[try take(count)])
  }

  /// A byte string of exactly 32 bytes; `name` says in the error what it stands for.
  package mutating func readWord(_ name: String) throws(CBORError) -> UInt256 {
    let start = offset
    let count = try readHeader(major: 2, "a byte string")
    guard count == 32 else {
      throw CBORError(.unexpected("\(name) of \(count) bytes instead of 32"), at: start)
    }
    return bytes.bigEndianWord(at: try take(32).lowerBound)
  }

  /// A byte string of at most 32 bytes as a big-endian word.
  mutating func readShortWord(_ name: String) throws(CBORError) -> UInt256 {
    let start = offset
    let count = try readHeader(major: 2, "a byte string")
    guard count <= 32 else {
      throw CBORError(.unexpected("\(name) of \(count) bytes, at most 32"), at: start)
    }
    let range = try take(count)
    if range.count <= 8 {
      var value: UInt64 = 0
      for index in range { value = value << 8 | UInt64(bytes[index]) }
      return UInt256(value)
    }
    return range.count == 32
      ? bytes.bigEndianWord(at: range.lowerBound) : UInt256(bigEndian: bytes[range]) ?? .zero
  }

  /// A byte string of at most `maximum` bytes; `name` says in the error what it stands for.
  package mutating func readBytes(
    upTo maximum: Int, _ name: String
  ) throws(CBORError) -> [UInt8] {
    let start = offset
    let count = try readHeader(major: 2, "a byte string")
    guard count <= maximum else {
      throw CBORError(.unexpected("\(name) of \(count) bytes, at most \(maximum)"), at: start)
    }
    return Array(bytes[try take(count)])
  }

  package mutating func readText() throws(CBORError) -> String {
    let start = offset
    let count = try readHeader(major: 3, "a text")
    let utf8 = try take(count)
    guard let text = String(validating: bytes[utf8], as: UTF8.self) else {
      throw CBORError(.invalidText, at: start)
    }
    return text
  }

  /// The count of items that follow.
  package mutating func readArray() throws(CBORError) -> Int {
    let start = offset
    let count = try readHeader(major: 4, "an array")
    // Each item takes a byte at least, so a count above the rest cannot be true.
    guard count <= bytes.count - offset else { throw CBORError(.truncated, at: start) }
    return Int(count)
  }

  /// The header of an array of exactly `count` items, a tuple of that name.
  package mutating func readTuple(_ count: Int, _ name: String) throws(CBORError) {
    let start = offset
    let found = try readArray()
    guard found == count else {
      throw CBORError(.unexpected("\(name) has \(found) fields instead of \(count)"), at: start)
    }
  }

  /// The count of pairs that follow.
  package mutating func readMap() throws(CBORError) -> Int {
    let start = offset
    let count = try readHeader(major: 5, "a map")
    guard count <= (bytes.count - offset) / 2 else { throw CBORError(.truncated, at: start) }
    return Int(count)
  }

  /// A link: tag 42 on a byte string of `00` and a CID.
  package mutating func readLink() throws(CBORError) -> CID {
    let start = offset
    if let cid = CID(usualLink: bytes, at: offset) {
      offset += CID.usualLinkSize
      return cid
    }
    let tag = try readHeader(major: 6, "a link")
    guard tag == 42 else { throw CBORError(.unexpected("tag \(tag) is not supported"), at: start) }
    let count = try readHeader(major: 2, "the bytes of a link")
    let content = try take(count)
    guard !content.isEmpty, bytes[content.lowerBound] == 0 else {
      throw CBORError(.unexpected("link does not start with 00"), at: start)
    }
    do {
      return try CID(bytes: bytes, from: content.lowerBound + 1, to: content.upperBound)
    } catch {
      throw CBORError(.invalidLink(error), at: start)
    }
  }

  package mutating func readBool() throws(CBORError) -> Bool {
    guard try peekKind() == .bool else { throw unexpected("a boolean") }
    offset += 1
    return bytes[offset - 1] == 0xf5
  }

  /// Reads a null if the next item is one.
  package mutating func readNullIfPresent() throws(CBORError) -> Bool {
    guard try peekKind() == .null else { return false }
    offset += 1
    return true
  }

  /// A value, or nil for null.
  package mutating func readOptional<Value: CBORDecodable>(
    _ type: Value.Type = Value.self
  ) throws(CBORError) -> Value? {
    try readNullIfPresent() ? nil : try Value(from: &self)
  }

  package mutating func read<Value: CBORDecodable>(
    _ type: Value.Type = Value.self
  ) throws(CBORError) -> Value {
    try Value(from: &self)
  }

  /// An array of values of one type.
  package mutating func readArray<Value: CBORDecodable>(
    of type: Value.Type = Value.self
  ) throws(CBORError) -> [Value] {
    let count = try readArray()
    var values: [Value] = []
    for _ in 0..<count { values.append(try Value(from: &self)) }
    return values
  }

  package mutating func readFloat() throws(CBORError) -> Double {
    let start = offset
    guard try peekKind() == .float else { throw unexpected("a float") }
    offset += 1
    let value = Double(bitPattern: try readBigEndian(size: 8))
    guard value.isFinite else { throw CBORError(.notCanonical("float is not finite"), at: start) }
    return value
  }

  /// The bytes of the next item, whatever it is, checked to be well formed.
  package mutating func readItem() throws(CBORError) -> [UInt8] {
    let start = offset
    try skipItem()
    return Array(bytes[start..<offset])
  }

  /// Moves past the next item, checking that it is well formed.
  package mutating func skipItem() throws(CBORError) {
    // Items still to come in each array or map that is open.
    var open: [UInt64] = [1]
    while let last = open.last {
      if last == 0 {
        open.removeLast()
        continue
      }
      open[open.count - 1] = last - 1
      switch try peekKind() {
      case .unsigned: _ = try readUnsigned()
      case .negative: _ = try readNegative()
      case .bytes: _ = try take(try readHeader(major: 2, "a byte string"))
      case .text: _ = try readText()
      case .link: _ = try readLink()
      case .bool, .null: offset += 1
      case .float: _ = try readFloat()
      case .array: open.append(UInt64(try readArray()))
      case .map: open.append(UInt64(try readMap()) * 2)
      }
      guard open.count <= Self.maximumDepth + 1 else { throw CBORError(.tooDeep, at: offset) }
    }
  }

  /// An error that says what was expected at the next item.
  package func unexpected(_ expected: String) -> CBORError {
    guard offset < bytes.count else { return CBORError(.truncated, at: offset) }
    return CBORError(.unexpected("expected \(expected)"), at: offset)
  }

  // MARK: - Heads

  private mutating func readHeader(major: UInt8, _ expected: String) throws(CBORError) -> UInt64 {
    guard offset < bytes.count, bytes[offset] >> 5 == major else { throw unexpected(expected) }
    let start = offset
    let information = bytes[offset] & 31
    offset += 1
    let value: UInt64
    let least: UInt64
    switch information {
    case 0..<24: return UInt64(information)
    case 24: (value, least) = (try readBigEndian(size: 1), 24)
    case 25: (value, least) = (try readBigEndian(size: 2), 0x100)
    case 26: (value, least) = (try readBigEndian(size: 4), 0x1_0000)
    case 27: (value, least) = (try readBigEndian(size: 8), 0x1_0000_0000)
    default: throw CBORError(.notCanonical("indefinite or reserved length"), at: start)
    }
    guard value >= least || (acceptsLongForms && major != 6) else {
      throw CBORError(.notCanonical("number is not in its shortest form"), at: start)
    }
    return value
  }

  private mutating func readBigEndian(size: Int) throws(CBORError) -> UInt64 {
    var value: UInt64 = 0
    for index in try take(UInt64(size)) { value = value << 8 | UInt64(bytes[index]) }
    return value
  }

  /// Moves past `count` bytes; returns where they are.
  private mutating func take(_ count: UInt64) throws(CBORError) -> Range<Int> {
    guard count <= bytes.count - offset else { throw CBORError(.truncated, at: offset) }
    offset += Int(count)
    return (offset - Int(count))..<offset
  }
}
