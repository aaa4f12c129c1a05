import Primitives

/// Numbers and bytes as vector files spell them.
///
/// More lenient than `Hex`: an odd number of digits stands for bytes with a leading zero digit,
/// `0x` is optional, and `0x:bigint ` may stand in front of a number.
enum HexText {
  private static let bigIntegerMark = "0x:bigint "

  /// The digits' value; nil if it needs more than 256 bits.
  static func word(_ text: String) throws(VectorError) -> UInt256? {
    if text.hasPrefix("0x:") {
      guard text.hasPrefix(bigIntegerMark) else { throw invalid(text) }
      return try word(String(text.dropFirst(bigIntegerMark.count)))
    }
    let digits = text.utf8.span
    guard isHexadecimal(digits) else { return try decimal(text) }
    var limbs: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
    var tooLarge = false
    for position in 2..<digits.count {
      guard let digit = Hex.value(ofDigit: digits[position]) else { throw invalid(text) }
      if limbs.3 >> 60 != 0 { tooLarge = true }
      limbs.3 = limbs.3 << 4 | limbs.2 >> 60
      limbs.2 = limbs.2 << 4 | limbs.1 >> 60
      limbs.1 = limbs.1 << 4 | limbs.0 >> 60
      limbs.0 = limbs.0 << 4 | UInt64(digit)
    }
    return tooLarge ? nil : UInt256(limbs: limbs.0, limbs.1, limbs.2, limbs.3)
  }

  /// The bytes behind the digits.
  static func bytes(_ text: String) throws(VectorError) -> [UInt8] {
    let digits = text.utf8.span
    var position = isHexadecimal(digits) ? 2 : 0
    var bytes: [UInt8] = []
    bytes.reserveCapacity((digits.count - position + 1) / 2)
    if (digits.count - position) % 2 == 1 {
      guard let low = Hex.value(ofDigit: digits[position]) else { throw invalid(text) }
      bytes.append(low)
      position += 1
    }
    while position < digits.count {
      guard let high = Hex.value(ofDigit: digits[position]),
        let low = Hex.value(ofDigit: digits[position + 1])
      else { throw invalid(text) }
      bytes.append(high << 4 | low)
      position += 2
    }
    return bytes
  }

  private static func isHexadecimal(_ digits: Span<UInt8>) -> Bool {
    digits.count >= 2 && digits[0] == 0x30 && digits[1] | 0x20 == 0x78
  }

  private static func decimal(_ text: String) throws(VectorError) -> UInt256? {
    if text.isEmpty { return .zero }
    guard text.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else { throw invalid(text) }
    return UInt256(text: text)
  }

  private static func invalid(_ text: String) -> VectorError {
    VectorError("not a number in hexadecimal: \"\(text.prefix(40))\"")
  }
}
