/// An amount of Filecoin gas, counted in milligas (1/1000 of a gas unit).
///
/// Every operation saturates, so a price can neither wrap nor trap (ref-fvm `gas/mod.rs`).
package struct Gas: Hashable, Sendable {
  /// Thousandths of a gas unit.
  package var milligas: UInt64

  package init(milligas: UInt64) { self.milligas = milligas }

  /// Whole gas units; saturates.
  package init(_ gas: UInt64) { milligas = Gas.scaled(gas, by: 1000) }

  package static let zero = Gas(milligas: 0)

  /// The largest amount a tracker accepts: 2^63 − 1 milligas.
  package static let limit = Gas(milligas: UInt64(Int64.max))

  package var isZero: Bool { milligas == 0 }

  /// Gas units rounded up: how usage is reported.
  package var roundedUp: UInt64 { milligas / 1000 + (milligas % 1000 == 0 ? 0 : 1) }

  /// Gas units rounded down: how availability is reported.
  package var roundedDown: UInt64 { milligas / 1000 }

  static func scaled(_ value: UInt64, by factor: UInt64) -> UInt64 {
    let (product, overflow) = value.multipliedReportingOverflow(by: factor)
    return overflow ? .max : product
  }

  package static func + (left: Gas, right: Gas) -> Gas {
    let (sum, overflow) = left.milligas.addingReportingOverflow(right.milligas)
    return Gas(milligas: overflow ? .max : sum)
  }

  /// Stops at zero.
  package static func - (left: Gas, right: Gas) -> Gas {
    Gas(milligas: left.milligas > right.milligas ? left.milligas - right.milligas : 0)
  }

  package static func * (left: Gas, count: UInt64) -> Gas {
    Gas(milligas: scaled(left.milligas, by: count))
  }

  /// Times a count of bytes, links or entries, which is never negative.
  package static func * (left: Gas, count: Int) -> Gas { left * UInt64(count) }

  package static func += (left: inout Gas, right: Gas) { left = left + right }
  package static func -= (left: inout Gas, right: Gas) { left = left - right }
}

extension Gas: Comparable {
  package static func < (left: Gas, right: Gas) -> Bool { left.milligas < right.milligas }
}

extension Gas: CustomStringConvertible {
  /// Gas units with three decimals when there is a fraction.
  package var description: String {
    let fraction = milligas % 1000
    guard fraction != 0 else { return String(milligas / 1000) }
    let digits = String(fraction)
    return "\(milligas / 1000)." + String(repeating: "0", count: 3 - digits.count) + digits
  }
}
