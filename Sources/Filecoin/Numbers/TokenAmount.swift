package import IPLD
package import Primitives

/// An amount of FIL, or a price of gas, in attoFIL (10⁻¹⁸ FIL). May be negative in calculations.
package struct TokenAmount: Hashable, Sendable {
  package var atto: BigInt

  package init(atto: BigInt) { self.atto = atto }

  package init(atto value: some FixedWidthInteger) { atto = BigInt(value) }

  package init(atto word: UInt256) { atto = BigInt(word) }

  /// Whole FIL.
  package init(whole value: some FixedWidthInteger) { atto = BigInt(value) * Self.precision }

  package static let zero = TokenAmount(atto: BigInt.zero)

  /// attoFIL in a FIL.
  package static let precision = BigInt(1_000_000_000_000_000_000 as UInt64)

  package var isZero: Bool { atto.isZero }
  package var isNegative: Bool { atto.isNegative }
  package var isPositive: Bool { !atto.isZero && !atto.isNegative }

  package static prefix func - (value: TokenAmount) -> TokenAmount {
    TokenAmount(atto: -value.atto)
  }

  package static func + (left: TokenAmount, right: TokenAmount) -> TokenAmount {
    TokenAmount(atto: left.atto + right.atto)
  }

  package static func - (left: TokenAmount, right: TokenAmount) -> TokenAmount {
    TokenAmount(atto: left.atto - right.atto)
  }

  /// The price of so many units.
  package static func * (left: TokenAmount, right: some FixedWidthInteger) -> TokenAmount {
    TokenAmount(atto: left.atto * BigInt(right))
  }

  /// The same for gas.
  package static func * (left: TokenAmount, right: UInt64) -> TokenAmount {
    TokenAmount(atto: left.atto * BigInt(right))
  }

  package static func += (left: inout TokenAmount, right: TokenAmount) { left = left + right }
  package static func -= (left: inout TokenAmount, right: TokenAmount) { left = left - right }
}

extension TokenAmount: Comparable {
  package static func < (left: TokenAmount, right: TokenAmount) -> Bool { left.atto < right.atto }
}

extension TokenAmount: CBORCodable {
  package func encode(to encoder: inout CBOREncoder) { atto.encode(to: &encoder) }

  package init(from decoder: inout CBORDecoder) throws(CBORError) {
    atto = try BigInt(from: &decoder)
  }
}

extension TokenAmount: CustomStringConvertible {
  /// FIL with as many decimals as needed, one at least: `1.0`, `-0.000001`.
  package var description: String {
    var (whole, decimals) = parts
    while decimals.count > 1, decimals.last == "0" { decimals.removeLast() }
    return "\(whole).\(decimals)"
  }

  /// FIL with exactly so many decimals (at most 18), the rest cut off.
  package func description(decimals count: Int) -> String {
    let (whole, decimals) = parts
    return count == 0 ? whole : "\(whole).\(decimals.prefix(count))"
  }

  /// Sign and whole FIL, and all 18 decimals.
  private var parts: (whole: String, decimals: String) {
    let (whole, rest) = atto.quotientAndRemainder(dividingBy: Self.precision)
    let digits = String((rest.isNegative ? -rest : rest).asUInt64 ?? 0)
    let sign = atto.isNegative && whole.isZero ? "-" : ""
    return (sign + whole.description, String(repeating: "0", count: 18 - digits.count) + digits)
  }
}
