package import Primitives

/// Writes canonical RLP into a growing buffer (Yellow Paper appendix B).
package struct RLPEncoder {
  /// What has been written.
  package private(set) var bytes: [UInt8] = []

  package init() {}

  /// The encoding of one list whose items `body` writes.
  package static func list(_ body: (inout RLPEncoder) -> Void) -> [UInt8] {
    var encoder = RLPEncoder()
    encoder.appendList(body)
    return encoder.bytes
  }

  /// The encoding of a byte string.
  package static func encode(_ value: [UInt8]) -> [UInt8] {
    var encoder = RLPEncoder()
    encoder.append(value)
    return encoder.bytes
  }

  /// The encoding of an integer.
  package static func encode(_ value: UInt64) -> [UInt8] {
    var encoder = RLPEncoder()
    encoder.append(value)
    return encoder.bytes
  }

  /// The encoding of an integer.
  package static func encode(_ value: UInt256) -> [UInt8] {
    var encoder = RLPEncoder()
    encoder.append(value)
    return encoder.bytes
  }

  /// A byte string.
  package mutating func append(_ value: some Collection<UInt8>) {
    if value.count == 1, let byte = value.first, byte < 0x80 {
      bytes.append(byte)
      return
    }
    appendHeader(count: value.count, offset: 0x80)
    bytes.append(contentsOf: value)
  }

  /// An integer: big-endian without leading zeros, zero as the empty string.
  package mutating func append(_ value: UInt64) {
    if value < 0x80 {
      bytes.append(value == 0 ? 0x80 : UInt8(value))
      return
    }
    let count = 8 - value.leadingZeroBitCount / 8
    bytes.append(0x80 + UInt8(count))
    appendBigEndian(value, count: count)
  }

  /// An integer: big-endian without leading zeros, zero as the empty string.
  package mutating func append(_ value: UInt256) {
    if let small = value.asUInt64 {
      append(small)
      return
    }
    let count = value.byteWidthUsed
    bytes.append(0x80 + UInt8(count))
    appendBigEndian(value, count: count)
  }

  /// 32 bytes.
  package mutating func append(_ value: Hash256) {
    bytes.append(0xa0)
    appendBigEndian(value.word, count: 32)
  }

  /// 20 bytes.
  package mutating func append(_ value: EthAddress) {
    bytes.append(0x94)
    appendBigEndian(value.word, count: 20)
  }

  /// An address, or the empty string for none (a contract creation's recipient).
  package mutating func append(_ value: EthAddress?) {
    guard let value else {
      bytes.append(0x80)
      return
    }
    append(value)
  }

  /// A decoded value again.
  package mutating func append(_ item: RLPItem) {
    switch item {
    case .bytes(let value): append(value)
    case .list(let items):
      appendList { encoder in
        for item in items { encoder.append(item) }
      }
    }
  }

  /// A list whose items `body` writes.
  package mutating func appendList(_ body: (inout RLPEncoder) -> Void) {
    let start = bytes.count
    body(&self)
    let count = bytes.count - start
    if count <= 55 {
      bytes.insert(0xc0 + UInt8(count), at: start)
    } else {
      var header = RLPEncoder()
      header.appendHeader(count: count, offset: 0xc0)
      bytes.insert(contentsOf: header.bytes, at: start)
    }
  }

  /// An item that is already encoded.
  package mutating func append(encoded item: some Sequence<UInt8>) {
    bytes.append(contentsOf: item)
  }

  private mutating func appendHeader(count: Int, offset: UInt8) {
    if count <= 55 {
      bytes.append(offset + UInt8(count))
      return
    }
    let length = UInt64(count)
    let width = 8 - length.leadingZeroBitCount / 8
    bytes.append(offset + 55 + UInt8(width))
    appendBigEndian(length, count: width)
  }

  private mutating func appendBigEndian(_ value: UInt64, count: Int) {
    bytes.append(addingCapacity: count) { span in
      for index in stride(from: count - 1, through: 0, by: -1) {
        span.append(UInt8(truncatingIfNeeded: value >> UInt64(8 * index)))
      }
    }
  }

  private mutating func appendBigEndian(_ value: UInt256, count: Int) {
    if count > 24 { appendBigEndian(value.limb3, count: count - 24) }
    if count > 16 { appendBigEndian(value.limb2, count: min(8, count - 16)) }
    if count > 8 { appendBigEndian(value.limb1, count: min(8, count - 8)) }
    appendBigEndian(value.limb0, count: min(8, count))
  }
}
