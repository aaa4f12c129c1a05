package import Primitives

/// Amounts with a unit: `1ether`, `0.5 FIL`, `10gwei`, `1e18`, `0x10`, `42`.
package enum AmountText {
  /// Units by lower-case name, and their powers of ten in wei. A FIL has 10^18 attoFIL as an ether
  /// has 10^18 wei, so both families name the same sizes.
  static let units: [String: Int] = [
    "wei": 0, "attofil": 0, "afil": 0,
    "kwei": 3, "femtofil": 3,
    "mwei": 6, "picofil": 6,
    "gwei": 9, "nanofil": 9, "nfil": 9,
    "szabo": 12, "microether": 12, "microfil": 12,
    "finney": 15, "milliether": 15, "millifil": 15,
    "ether": 18, "eth": 18, "fil": 18,
  ]

  /// The amount in wei (attoFIL); a number without a unit is taken as such.
  ///
  /// Decimals are exact: a fraction finer than the unit's smallest part is an error.
  package static func parse(_ text: some StringProtocol) throws(ABIError) -> UInt256 {
    let shown = String(text)
    if shown.hasPrefix("0x") || shown.hasPrefix("0X") {
      guard let value = UInt256(text: shown) else {
        throw ABIError("\"\(shown)\" is no amount: not a hex number of at most 256 bits")
      }
      return value
    }
    var scanner = TextScanner(shown)
    scanner.skipSpaces()
    let whole = digits(&scanner)
    var fraction: [UInt8] = []
    let hasPoint = scanner.next == 0x2e
    if hasPoint {
      scanner.position += 1
      fraction = digits(&scanner)
    }
    guard !(whole.isEmpty && fraction.isEmpty) else {
      throw ABIError(
        "\"\(shown)\" is no amount: expected a number at position \(scanner.position)")
    }
    var exponent = 0
    if let byte = scanner.next, byte | 0x20 == 0x65,
      let after = scanner.bytes.dropFirst(
        scanner.position + 1
      ).first, (0x30...0x39).contains(after)
    {
      scanner.position += 1
      let power = digits(&scanner)
      guard power.count <= 3, let value = Int(String(decoding: power, as: UTF8.self)) else {
        throw tooLarge(shown)
      }
      exponent = value
    }
    let start = scanner.position
    let unit = scanner.takeWord()
    scanner.skipSpaces()
    guard scanner.isAtEnd, let power = unit.isEmpty ? 0 : units[unit.lowercased()] else {
      throw ABIError(
        "\"\(shown)\" is no amount: unknown unit at position \(start); "
          + "known are wei, gwei, ether, attoFIL, nanoFIL, FIL")
    }
    exponent += power
    while fraction.last == 0x30 { fraction.removeLast() }
    guard fraction.count <= exponent else {
      throw ABIError("\"\(shown)\" is no amount: more decimals than the unit has")
    }
    let zeros = [UInt8](repeating: 0x30, count: exponent - fraction.count)
    var all = Array((whole + fraction + zeros).drop { $0 == 0x30 })
    if all.isEmpty { all = [0x30] }
    guard let value = UInt256(text: String(decoding: all, as: UTF8.self)) else {
      throw tooLarge(shown)
    }
    return value
  }

  private static func tooLarge(_ text: String) -> ABIError {
    ABIError("\"\(text)\" is no amount: larger than 256 bits")
  }

  /// ASCII digits; underscores between them are skipped.
  private static func digits(_ scanner: inout TextScanner) -> [UInt8] {
    var digits: [UInt8] = []
    while let byte = scanner.next {
      if (0x30...0x39).contains(byte) {
        digits.append(byte)
      } else if byte != 0x5f || digits.isEmpty {
        break
      }
      scanner.position += 1
    }
    return digits
  }

  /// The amount with 18 decimals, trailing zeros dropped: `1.5`, `0`, `0.000000000000000001`.
  package static func decimal(_ value: UInt256, decimals: Int = 18) -> String {
    let digits = value.description
    let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
    let whole = padded.dropLast(decimals)
    var fraction = padded.suffix(decimals)
    while fraction.last == "0" { fraction.removeLast() }
    return fraction.isEmpty ? String(whole) : "\(whole).\(fraction)"
  }
}
