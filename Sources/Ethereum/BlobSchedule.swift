package import Primitives

/// How many blobs a block may and should hold, and how their price moves (EIP-7840).
package struct BlobSchedule: Hashable, Sendable {
  /// Blobs a block at which the price stands still.
  package var target: UInt64
  /// Blobs a block at most.
  package var maximum: UInt64
  /// Excess blob gas that multiplies the price by e.
  package var baseFeeUpdateFraction: UInt64

  package init(target: UInt64, maximum: UInt64, baseFeeUpdateFraction: UInt64) {
    self.target = target
    self.maximum = maximum
    self.baseFeeUpdateFraction = baseFeeUpdateFraction
  }

  /// EIP-4844.
  package static let cancun = BlobSchedule(
    target: 3, maximum: 6, baseFeeUpdateFraction: 3_338_477)
  /// EIP-7691.
  package static let prague = BlobSchedule(
    target: 6, maximum: 9, baseFeeUpdateFraction: 5_007_716)

  /// Gas of one blob, GAS_PER_BLOB (EIP-4844).
  package static let gasPerBlob: UInt64 = 1 << 17
  /// Wei per blob gas at least, MIN_BASE_FEE_PER_BLOB_GAS (EIP-4844).
  package static let minimumBaseFee: UInt64 = 1
  /// The execution gas that a blob's price is held against, BLOB_BASE_COST (EIP-7918).
  package static let baseCost: UInt64 = 1 << 13

  /// Wei per blob gas for a block with `excessBlobGas` (EIP-4844: fake_exponential).
  ///
  /// Saturates at 2^256 − 1.
  package func baseFee(excessBlobGas: UInt64) -> UInt256 {
    let denominator = UInt256(baseFeeUpdateFraction)
    let numerator = UInt256(excessBlobGas)
    var index: UInt64 = 1
    var output = UInt256.zero
    var accumulator = UInt256(BlobSchedule.minimumBaseFee) * denominator
    while !accumulator.isZero {
      guard let sum = output.addingChecked(accumulator),
        let product = accumulator.multipliedChecked(by: numerator)
      else { return .max }
      output = sum
      accumulator = product / (denominator * UInt256(index))
      index += 1
    }
    return output / denominator
  }

  /// The excess blob gas of the block after one with these values (EIP-4844; with
  /// `parentBaseFee`, EIP-7918's floor by the price of execution).
  package func excessBlobGas(
    parentExcess: UInt64, parentUsed: UInt64, parentBaseFee: UInt256?
  ) -> UInt64 {
    let (sum, overflow) = parentExcess.addingReportingOverflow(parentUsed)
    let targetGas = target * BlobSchedule.gasPerBlob
    guard !overflow else { return .max }
    guard sum >= targetGas else { return 0 }
    if let parentBaseFee {
      let execution = parentBaseFee.multipliedChecked(by: UInt256(BlobSchedule.baseCost)) ?? .max
      let blob =
        baseFee(excessBlobGas: parentExcess)
        .multipliedChecked(by: UInt256(BlobSchedule.gasPerBlob)) ?? .max
      if execution > blob {
        return parentExcess + parentUsed / maximum * (maximum - target)
          + parentUsed % maximum * (maximum - target) / maximum
      }
    }
    return sum - targetGas
  }
}
