/// Unsigned LEB128 integers: seven bits a byte, least significant group first (multiformats'
/// `unsigned-varint`, and the payload of Filecoin's ID addresses).
package enum Varint {
  /// Why bytes are no minimal 64-bit varint.
  package enum DecodingError: Error, Hashable, Sendable {
    /// The bytes end inside the number.
    case truncated
    /// More than 64 bits.
    case overflow
    /// A last byte of zero: the same number has a shorter form.
    case notMinimal
  }

  /// The shortest form, 1 to 10 bytes.
  package static func encode(_ value: UInt64) -> [UInt8] {
    var bytes: [UInt8] = []
    append(value, to: &bytes)
    return bytes
  }

  /// Appends the shortest form.
  package static func append(_ value: UInt64, to bytes: inout [UInt8]) {
    var rest = value
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(truncatingIfNeeded: rest))
  }

  /// Bytes of the shortest form.
  static func size(_ value: UInt64) -> Int { (70 - (value | 1).leadingZeroBitCount) / 7 }

  /// Reads a number `position` bytes after the start and moves `position` past it; only the
  /// shortest form is accepted.
  package static func decode(
    _ bytes: some RandomAccessCollection<UInt8>, at position: inout Int
  ) throws(DecodingError) -> UInt64 {
    var value: UInt64 = 0
    var offset = 0
    for index in 0..<10 {
      let place = bytes.index(
        bytes.startIndex, offsetBy: position + index, limitedBy: bytes.endIndex)
      guard let place, place < bytes.endIndex else { throw .truncated }
      let byte = bytes[place]
      // The tenth byte holds the one bit that is left of 64.
      guard index < 9 || byte <= 1 else { throw .overflow }
      value |= UInt64(byte & 0x7f) << UInt64(offset)
      if byte < 0x80 {
        guard byte != 0 || index == 0 else { throw .notMinimal }
        position += index + 1
        return value
      }
      offset += 7
    }
    throw .overflow
  }
}
