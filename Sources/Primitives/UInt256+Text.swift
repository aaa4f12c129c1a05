extension UInt256: CustomStringConvertible {
  /// Decimal text.
  public var description: String {
    guard !isZero else { return "0" }
    var groups: [UInt64] = []
    var rest = self
    // The largest power of ten in a limb.
    let group = UInt256(10_000_000_000_000_000_000 as UInt64)
    while !rest.isZero {
      let (quotient, remainder) = rest.quotientAndRemainder(dividingBy: group)
      groups.append(remainder.limb0)
      rest = quotient
    }
    var text = String(groups.removeLast())
    for group in groups.reversed() {
      let digits = String(group)
      text += String(repeating: "0", count: 19 - digits.count) + digits
    }
    return text
  }

  /// `0x` and the shortest hexadecimal digits (`0x0` for zero): a JSON-RPC quantity.
  public var hexQuantity: String {
    var text: [UInt8] = [0x30, 0x78]
    for shift in stride(from: 4 * Swift.max(1, (bitWidthUsed + 3) / 4) - 4, through: 0, by: -4) {
      text.append(Hex.digit(UInt8((self >> UInt64(shift)).limb0 & 15)))
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// `0x` and all 64 digits.
  public var hexWord: String { Hex.encode(bigEndianBytes, prefix: true) }

  /// Decimal digits, or hexadecimal after `0x`; nil when malformed or over 256 bits.
  public init?(text: some StringProtocol) {
    let characters = Array(text.utf8)
    if characters.starts(with: [0x30, 0x78]) || characters.starts(with: [0x30, 0x58]) {
      self.init(hexadecimal: characters[2...])
    } else {
      self.init(decimal: characters[...])
    }
  }

  private init?(hexadecimal digits: ArraySlice<UInt8>) {
    guard !digits.isEmpty else { return nil }
    var value = UInt256.zero
    for digit in digits {
      guard let worth = Hex.value(ofDigit: digit), value.limb3 >> 60 == 0 else { return nil }
      value = value << 4
      value.limb0 |= UInt64(worth)
    }
    self = value
  }

  private init?(decimal digits: ArraySlice<UInt8>) {
    guard !digits.isEmpty else { return nil }
    var value = UInt256.zero
    var rest = digits
    while !rest.isEmpty {
      // 19 digits fit a limb.
      var group: UInt64 = 0
      var scale: UInt64 = 1
      for digit in rest.prefix(19) {
        guard (0x30...0x39).contains(digit) else { return nil }
        group = group * 10 + UInt64(digit - 0x30)
        scale *= 10
      }
      rest = rest.dropFirst(19)
      let (low, high) = value.multipliedAdding(scale, UInt256(group))
      guard high.limb3 == 0 else { return nil }
      value = UInt256(limbs: low, high.limb0, high.limb1, high.limb2)
    }
    self = value
  }
}
