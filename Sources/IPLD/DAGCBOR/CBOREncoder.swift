package import Primitives

/// Writes DAG-CBOR item by item, every number and length in its shortest form.
///
/// The caller writes as many items as each array or map header announces.
package struct CBOREncoder: Sendable {
  /// What was written.
  package private(set) var bytes: [UInt8] = []

  package init() {}

  /// An encoder with room for so many bytes.
  package init(capacity: Int) { bytes.reserveCapacity(capacity) }

  package mutating func append(_ value: UInt64) { appendHeader(major: 0, value) }

  package mutating func append(_ value: Int64) {
    if value >= 0 {
      appendHeader(major: 0, UInt64(value))
    } else {
      appendHeader(major: 1, UInt64(-1 - value))
    }
  }

  /// The number −1 − `value`.
  package mutating func append(negative value: UInt64) { appendHeader(major: 1, value) }

  package mutating func append(_ value: Bool) { bytes.append(value ? 0xf5 : 0xf4) }

  package mutating func appendNull() { bytes.append(0xf6) }

  package mutating func append(bytes value: some Collection<UInt8>) {
    appendHeader(major: 2, UInt64(value.count))
    bytes.append(contentsOf: value)
  }

  /// The same for an array, which other modules then append without looking up what it is.
  package mutating func append(bytes value: [UInt8]) {
    appendHeader(major: 2, UInt64(value.count))
    bytes.append(contentsOf: value)
  }

  /// A byte string of the lowest `count` bytes of a word, most significant first.
  package mutating func append(bytesOf word: UInt256, count: Int = 32) {
    appendHeader(major: 2, UInt64(count))
    bytes.append(bigEndian: word, count: count)
  }

  package mutating func append(text: String) {
    appendHeader(major: 3, UInt64(text.utf8.count))
    bytes.append(contentsOf: text.utf8)
  }

  /// A text of one ASCII letter.
  mutating func append(letter: UInt8) {
    bytes.append(0x61)
    bytes.append(letter)
  }

  package mutating func appendArray(count: Int) { appendHeader(major: 4, UInt64(count)) }

  /// Keys must follow in canonical order: shorter first, then by bytes.
  package mutating func appendMap(count: Int) { appendHeader(major: 5, UInt64(count)) }

  /// A link: tag 42 on `00` and the CID's bytes.
  package mutating func append(_ cid: CID) {
    cid.appendLink(to: &bytes)
  }

  /// A 64-bit float, the only width that DAG-CBOR has.
  package mutating func append(_ value: Double) {
    bytes.append(0xfb)
    for shift in stride(from: 56, through: 0, by: -8) {
      bytes.append(UInt8(truncatingIfNeeded: value.bitPattern >> UInt64(shift)))
    }
  }

  package mutating func append(_ value: some CBOREncodable) { value.encode(to: &self) }

  /// The value, or null.
  package mutating func append(optional value: (some CBOREncodable)?) {
    if let value { value.encode(to: &self) } else { appendNull() }
  }

  package mutating func append(array values: some Collection<some CBOREncodable>) {
    appendArray(count: values.count)
    for value in values { value.encode(to: &self) }
  }

  /// One item that is CBOR already.
  package mutating func append(item: some Sequence<UInt8>) { bytes.append(contentsOf: item) }

  /// Items that another encoder has written.
  package mutating func append(items: CBOREncoder) { bytes.append(contentsOf: items.bytes) }

  private mutating func appendHeader(major: UInt8, _ value: UInt64) {
    Self.appendHeader(major: major, value, to: &bytes)
  }

  static func appendHeader(major: UInt8, _ value: UInt64, to bytes: inout [UInt8]) {
    let type = major << 5
    switch value {
    case 0..<24:
      bytes.append(type | UInt8(value))
    case 24...0xff:
      bytes.append(littleEndian: UInt64(type | 24) | value << 8, count: 2)
    case 0x100...0xffff:
      bytes.append(type | 25)
      bytes.append(bigEndian: UInt256(value), count: 2)
    case 0x1_0000...0xffff_ffff:
      bytes.append(type | 26)
      bytes.append(bigEndian: UInt256(value), count: 4)
    default:
      bytes.append(type | 27)
      bytes.append(bigEndian: UInt256(value), count: 8)
    }
  }
}
