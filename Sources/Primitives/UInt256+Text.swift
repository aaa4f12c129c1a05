extension UInt256: CustomStringConvertible {
  /// Decimal text.
  public var description: String {
    guard !isZero else { return "0" }
    var groups: [UInt64] = []
    var rest = self
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
    guard !isZero else { return "0x0" }
    var text = "0x"
    var started = false
    for limb in [limb3, limb2, limb1, limb0] where started || limb != 0 {
      let digits = String(limb, radix: 16)
      text += started ? String(repeating: "0", count: 16 - digits.count) + digits : digits
      started = true
    }
    return text
  }

  /// `0x` and all 64 digits.
  public var hexWord: String { Hex.encode(bigEndianBytes, prefix: true) }

  /// Decimal digits, or hexadecimal after `0x`; nil when malformed or over 256 bits.
  public init?(text: some StringProtocol) {
    if text.hasPrefix("0x") || text.hasPrefix("0X") {
      self.init(digits: text.utf8.dropFirst(2), radix: 16)
    } else {
      self.init(digits: text.utf8, radix: 10)
    }
  }

  private init?(digits: some Collection<UInt8>, radix: UInt64) {
    guard !digits.isEmpty else { return nil }
    var value = UInt256.zero
    for digit in digits {
      guard let worth = Hex.value(ofDigit: digit), UInt64(worth) < radix,
        let scaled = value.multipliedChecked(by: UInt256(radix)),
        let sum = scaled.addingChecked(UInt256(UInt64(worth)))
      else { return nil }
      value = sum
    }
    self = value
  }
}
