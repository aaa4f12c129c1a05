package import Filecoin

/// Who gets what of a message's fee (ref-fvm `gas/outputs.rs`). Amounts are attoFIL.
package struct GasOutputs: Hashable, Sendable {
  package var baseFeeBurn = TokenAmount.zero
  package var overEstimationBurn = TokenAmount.zero
  /// What the block producer forfeits for including a message that does not cover the base fee.
  package var minerPenalty = TokenAmount.zero
  package var minerTip = TokenAmount.zero
  package var refund = TokenAmount.zero
  /// Gas units given back.
  package var gasRefund: UInt64 = 0
  /// Gas units burnt for asking for too much.
  package var gasBurned: UInt64 = 0

  /// Of a message that pays nothing.
  package init() {}

  /// Settles a message that used `gasUsed` of `gasLimit` units.
  ///
  /// The sender pays `feeCap × gasLimit` in all; the tip is on the limit, not on the use.
  package init(
    gasUsed: UInt64, gasLimit: UInt64, baseFee: TokenAmount, feeCap: TokenAmount,
    premium: TokenAmount
  ) {
    let baseFeeToPay = min(baseFee, feeCap)
    let uncovered = baseFee - baseFeeToPay
    baseFeeBurn = baseFeeToPay * gasUsed
    minerPenalty = uncovered * gasUsed
    minerTip = min(premium, feeCap - baseFeeToPay) * gasLimit
    (gasRefund, gasBurned) = Self.overEstimation(used: gasUsed, limit: gasLimit)
    overEstimationBurn = baseFeeToPay * gasBurned
    minerPenalty += uncovered * gasBurned
    refund = feeCap * gasLimit - baseFeeBurn - minerTip - overEstimationBurn
  }

  /// What of the unused gas is refunded and what burnt: everything up to a tenth over the use comes
  /// back, and less and less of it beyond.
  package static func overEstimation(
    used: UInt64, limit: UInt64
  ) -> (refund: UInt64, burned: UInt64) {
    guard used > 0 else { return (0, limit) }
    let used = UInt128(used)
    let limit = UInt128(limit)
    let allowed = used * 11 / 10
    let over = min(limit > allowed ? limit - allowed : 0, used)
    let remaining = limit > used ? limit - used : 0
    let burned = remaining * over / used
    return (UInt64(remaining - min(remaining, burned)), UInt64(burned))
  }

  /// What a gas unit really pays the block producer: the premium as far as the fee cap leaves room
  /// above the base fee, never below zero.
  package static func effectivePremium(
    baseFee: TokenAmount, feeCap: TokenAmount, premium: TokenAmount
  ) -> TokenAmount {
    max(min(premium, feeCap - baseFee), .zero)
  }
}
