package import Primitives

/// How the base fee follows from the parent block (EIP-1559).
package enum BaseFee {
  /// INITIAL_BASE_FEE, wei per gas.
  package static let initial = UInt256(1_000_000_000 as UInt64)
  /// ELASTICITY_MULTIPLIER: the gas limit over the gas target.
  package static let elasticity: UInt64 = 2
  /// BASE_FEE_MAX_CHANGE_DENOMINATOR.
  static let changeDenominator: UInt64 = 8

  /// Wei per gas of the block after one with these values.
  package static func next(
    parentBaseFee: UInt256, parentGasUsed: UInt64, parentGasLimit: UInt64
  ) -> UInt256 {
    let target = parentGasLimit / elasticity
    guard target > 0, parentGasUsed != target else { return parentBaseFee }
    let distance = parentGasUsed > target ? parentGasUsed - target : target - parentGasUsed
    let change =
      parentBaseFee * UInt256(distance) / UInt256(target) / UInt256(changeDenominator)
    return parentGasUsed > target
      ? parentBaseFee + max(change, .one) : parentBaseFee - change
  }
}
