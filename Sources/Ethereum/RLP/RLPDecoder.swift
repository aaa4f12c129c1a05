package import Primitives

/// Reads canonical RLP from front to back; everything else is an error with its position.
///
/// A decoder stands on a run of items: the whole input, or the payload of a list that it was asked
/// to enter. Each `read…` takes one item.
package struct RLPDecoder {
  /// Nested lists beyond this are refused, so that hostile input cannot exhaust the stack.
  package static let maximumDepth = 1024

  private let bytes: [UInt8]
  /// Offset of the next item from the start of the input.
  package private(set) var position: Int
  private let end: Int
  private let isInsideList: Bool

  /// A decoder that stands before the first byte of the input, or after `skipping` bytes that are
  /// no RLP (a transaction's type).
  package init(_ bytes: [UInt8], skipping: Int = 0) {
    self.bytes = bytes
    position = min(skipping, bytes.count)
    end = bytes.count
    isInsideList = false
  }

  private init(_ bytes: [UInt8], from start: Int, to end: Int) {
    self.bytes = bytes
    position = start
    self.end = end
    isInsideList = true
  }

  /// The one item that the input consists of.
  package static func decode(_ bytes: [UInt8]) throws(RLPError) -> RLPItem {
    var decoder = RLPDecoder(bytes)
    let item = try decoder.readItem()
    try decoder.finishInput()
    return item
  }

  /// Whether all items are read.
  package var isAtEnd: Bool { position == end }

  /// Whether the next item is a list; false at the end.
  package var nextIsList: Bool { position < end && bytes[position] >= 0xc0 }

  /// The next item of any shape.
  package mutating func readItem() throws(RLPError) -> RLPItem { try readItem(depth: 0) }

  /// Enters the next item, a list: a decoder of its items.
  package mutating func readList() throws(RLPError) -> RLPDecoder {
    let (payload, isList) = try readHeader()
    guard isList else { throw RLPError(.expectedList, at: position) }
    position = payload.upperBound
    return RLPDecoder(bytes, from: payload.lowerBound, to: payload.upperBound)
  }

  /// The next item, a byte string.
  package mutating func readBytes() throws(RLPError) -> [UInt8] {
    Array(bytes[try readString()])
  }

  /// The next item, a byte string of exactly `count` bytes.
  package mutating func readBytes(count: Int) throws(RLPError) -> [UInt8] {
    let start = position
    let payload = try readString()
    guard payload.count == count else {
      throw RLPError(.wrongSize(expected: "\(count) bytes", got: payload.count), at: start)
    }
    return Array(bytes[payload])
  }

  /// The next item as it stands in the input, prefix included.
  package mutating func readEncoded() throws(RLPError) -> [UInt8] {
    let start = position
    let (payload, _) = try readHeader()
    position = payload.upperBound
    return Array(bytes[start..<position])
  }

  /// The next item, an integer below 2^64.
  package mutating func readUInt64() throws(RLPError) -> UInt64 {
    let payload = try readInteger(maximumSize: 8)
    var value: UInt64 = 0
    for byte in bytes[payload] { value = value << 8 | UInt64(byte) }
    return value
  }

  /// The next item, an integer below 2^256.
  package mutating func readUInt256() throws(RLPError) -> UInt256 {
    let payload = try readInteger(maximumSize: 32)
    // The reader has checked that at most 32 bytes are there.
    return UInt256(bigEndian: bytes[payload]) ?? .zero
  }

  /// The next item, 32 bytes.
  package mutating func readHash() throws(RLPError) -> Hash256 {
    Hash256(word: UInt256(bigEndian: try readBytes(count: 32)) ?? .zero)
  }

  /// The next item, 20 bytes.
  package mutating func readAddress() throws(RLPError) -> EthAddress {
    EthAddress(truncating: UInt256(bigEndian: try readBytes(count: 20)) ?? .zero)
  }

  /// The next item, 20 bytes or none.
  package mutating func readOptionalAddress() throws(RLPError) -> EthAddress? {
    if position < end, bytes[position] == 0x80 {
      position += 1
      return nil
    }
    return try readAddress()
  }

  /// The end of a list: an error when fields are left.
  package func finishList() throws(RLPError) {
    guard isAtEnd else { throw RLPError(.extraFields, at: position) }
  }

  /// The end of the input: an error when bytes are left.
  package func finishInput() throws(RLPError) {
    guard isAtEnd else { throw RLPError(.trailingBytes(count: end - position), at: position) }
  }

  private mutating func readItem(depth: Int) throws(RLPError) -> RLPItem {
    let start = position
    let (payload, isList) = try readHeader()
    position = payload.upperBound
    guard isList else { return .bytes(Array(bytes[payload])) }
    guard depth < RLPDecoder.maximumDepth else { throw RLPError(.tooDeep, at: start) }
    var inner = RLPDecoder(bytes, from: payload.lowerBound, to: payload.upperBound)
    var items: [RLPItem] = []
    while !inner.isAtEnd { items.append(try inner.readItem(depth: depth + 1)) }
    return .list(items)
  }

  private mutating func readString() throws(RLPError) -> Range<Int> {
    let (payload, isList) = try readHeader()
    guard !isList else { throw RLPError(.expectedBytes, at: position) }
    position = payload.upperBound
    return payload
  }

  private mutating func readInteger(maximumSize: Int) throws(RLPError) -> Range<Int> {
    let start = position
    let payload = try readString()
    guard payload.count <= maximumSize else {
      throw RLPError(
        .wrongSize(expected: "at most \(maximumSize) bytes", got: payload.count), at: start)
    }
    if let first = bytes[payload].first, first == 0 { throw RLPError(.leadingZero, at: start) }
    return payload
  }

  /// The payload of the next item and whether it is a list; does not move.
  private func readHeader() throws(RLPError) -> (payload: Range<Int>, isList: Bool) {
    guard position < end else {
      throw RLPError(isInsideList ? .missingField : .truncated, at: position)
    }
    let prefix = bytes[position]
    if prefix < 0x80 { return (position..<position + 1, false) }
    let isList = prefix >= 0xc0
    let short = Int(prefix) - (isList ? 0xc0 : 0x80)
    var start = position + 1
    var count = short
    if short > 55 {
      count = try readLength(width: short - 55)
      start += short - 55
    }
    guard count <= end - start else {
      throw RLPError(isInsideList ? .exceedsList : .truncated, at: position)
    }
    if !isList, count == 1, bytes[start] < 0x80 {
      throw RLPError(.nonMinimalByte, at: position)
    }
    return (start..<start + count, isList)
  }

  private func readLength(width: Int) throws(RLPError) -> Int {
    guard width < end - position else {
      throw RLPError(isInsideList ? .exceedsList : .truncated, at: position)
    }
    let field = bytes[position + 1...position + width]
    guard field.first != 0 else { throw RLPError(.nonMinimalLength, at: position) }
    var length: UInt64 = 0
    for byte in field { length = length << 8 | UInt64(byte) }
    guard length > 55 else { throw RLPError(.nonMinimalLength, at: position) }
    guard let count = Int(exactly: length) else { throw RLPError(.lengthTooLarge, at: position) }
    return count
  }
}
