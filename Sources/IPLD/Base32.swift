/// Base 32 of RFC 4648 with lower-case letters and without padding, as CIDs and Filecoin
/// addresses write it.
package enum Base32 {
  /// Why a text is no base 32; `position` counts bytes from the start of the text.
  package enum DecodingError: Error, Hashable, Sendable {
    case invalidDigit(position: Int)
    /// A count of digits that no count of bytes encodes to.
    case invalidLength(count: Int)
    /// Bits after the last byte that are not zero: the same bytes have another text.
    case spareBits
  }

  /// The digits of `bytes`.
  package static func encode(_ bytes: some Sequence<UInt8>) -> String {
    var text: [UInt8] = []
    var buffer: UInt32 = 0
    var bits = 0
    for byte in bytes {
      buffer = buffer << 8 | UInt32(byte)
      bits += 8
      while bits >= 5 {
        bits -= 5
        text.append(digit(UInt8(truncatingIfNeeded: buffer >> UInt32(bits)) & 31))
      }
    }
    if bits > 0 { text.append(digit(UInt8(truncatingIfNeeded: buffer << UInt32(5 - bits)) & 31)) }
    return String(decoding: text, as: UTF8.self)
  }

  /// The bytes of a text in its one canonical form.
  package static func decode(
    _ text: some Collection<UInt8>
  ) throws(DecodingError) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.count * 5 / 8)
    var buffer: UInt32 = 0
    var bits = 0
    for (position, digit) in text.enumerated() {
      guard let value = value(ofDigit: digit) else { throw .invalidDigit(position: position) }
      buffer = buffer << 5 | UInt32(value)
      bits += 5
      if bits >= 8 {
        bits -= 8
        bytes.append(UInt8(truncatingIfNeeded: buffer >> UInt32(bits)))
        buffer &= (1 << UInt32(bits)) - 1
      }
    }
    guard bits < 5 else { throw .invalidLength(count: text.count) }
    guard buffer == 0 else { throw .spareBits }
    return bytes
  }

  private static func digit(_ value: UInt8) -> UInt8 {
    value < 26 ? 0x61 + value : 0x32 + value - 26
  }

  private static func value(ofDigit digit: UInt8) -> UInt8? {
    switch digit {
    case 0x61...0x7a: digit - 0x61
    case 0x32...0x37: digit - 0x32 + 26
    default: nil
    }
  }
}
