/// Hexadecimal text.
public enum Hex {
  /// Why a text is no hexadecimal; `position` counts characters from the start of the text.
  public enum DecodingError: Error, Hashable, Sendable, CustomStringConvertible {
    case oddLength(count: Int)
    case invalidDigit(position: Int)

    public var description: String {
      switch self {
      case .oddLength(let count): "odd number of hex digits (\(count))"
      case .invalidDigit(let position): "invalid hex digit at position \(position)"
      }
    }
  }

  /// Lower-case digits, with `0x` in front on demand.
  public static func encode(_ bytes: some Sequence<UInt8>, prefix: Bool = false) -> String {
    var text: [UInt8] = prefix ? [0x30, 0x78] : []
    text.reserveCapacity(2 + 2 * bytes.underestimatedCount)
    for byte in bytes {
      text.append(digit(byte >> 4))
      text.append(digit(byte & 15))
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// The bytes of a text with an even number of digits of either case, `0x` allowed in front.
  public static func decode(_ text: some StringProtocol) throws(DecodingError) -> [UInt8] {
    let digits = Array(text.utf8)
    let start = digits.starts(with: [0x30, 0x78]) || digits.starts(with: [0x30, 0x58]) ? 2 : 0
    var bytes = [UInt8]()
    bytes.reserveCapacity((digits.count - start) / 2)
    var high: UInt8 = 0
    for position in start..<digits.count {
      guard let worth = value(ofDigit: digits[position]) else {
        throw .invalidDigit(position: position)
      }
      if (position - start) & 1 == 0 { high = worth << 4 } else { bytes.append(high | worth) }
    }
    guard (digits.count - start) & 1 == 0 else { throw .oddLength(count: digits.count - start) }
    return bytes
  }

  /// The worth of an ASCII hex digit of either case.
  @inlinable
  public static func value(ofDigit digit: UInt8) -> UInt8? {
    switch digit {
    case 0x30...0x39: digit - 0x30
    case 0x41...0x46: digit - 0x37
    case 0x61...0x66: digit - 0x57
    default: nil
    }
  }

  @inlinable
  static func digit(_ value: UInt8) -> UInt8 { value < 10 ? 0x30 + value : 0x57 + value }
}
