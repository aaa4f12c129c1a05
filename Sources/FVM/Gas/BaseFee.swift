package import Filecoin

/// How the base fee follows the demand for gas (lotus `chain/store/basefee.go`).
package enum BaseFee {
  /// Gas a block may hold.
  package static let blockGasLimit: UInt64 = 10_000_000_000
  /// Gas a block should hold.
  package static let blockGasTarget: UInt64 = 5_000_000_000
  /// The least base fee, attoFIL.
  package static let minimum = TokenAmount(atto: 100 as UInt64)
  /// A block may move the fee by an eighth.
  private static let changeDenominator: BigInt = 8

  /// A message as the fee market of FIP-0115 sees it.
  package struct Bid: Hashable, Sendable {
    /// Effective premium, attoFIL a gas unit.
    package let premium: TokenAmount
    package let gasLimit: UInt64

    package init(premium: TokenAmount, gasLimit: UInt64) {
      self.premium = premium
      self.gasLimit = gasLimit
    }
  }

  /// The next base fee by use, up to network version 27: `gasLimits` is the sum of the gas limits of
  /// the tipset's distinct messages.
  package static func next(
    after baseFee: TokenAmount, gasLimits: UInt64, blocks: Int
  ) -> TokenAmount {
    precondition(blocks > 0, "a tipset has a block")
    let target = BigInt(blockGasTarget)
    // Go divides toward zero here.
    let average = BigInt(gasLimits).quotientAndRemainder(dividingBy: BigInt(blocks)).quotient
    let delta = min(max(average - target, -target), target)
    let change = (baseFee.atto * delta)
      .euclideanQuotient(dividingBy: target)
      .euclideanQuotient(dividingBy: changeDenominator)
    return max(minimum, TokenAmount(atto: baseFee.atto + change))
  }

  /// The next base fee by premiums (FIP-0115, from network version 28): one bid for each distinct
  /// sender and nonce of the tipset.
  package static func next(after baseFee: TokenAmount, bids: [Bid]) -> TokenAmount {
    next(after: baseFee, premium: premium(of: bids))
  }

  /// The premium at the gas unit a fifth below the top of a full block, bids sorted from the top;
  /// zero when they do not reach it.
  package static func premium(
    of bids: [Bid], at index: UInt64 = 8_000_000_000 - 1
  ) -> TokenAmount {
    var weight = BigInt.zero
    for bid in bids.sorted(by: { $0.premium > $1.premium }) {
      weight += BigInt(bid.gasLimit)
      if weight > BigInt(index) { return bid.premium }
    }
    return .zero
  }

  /// The next base fee when blocks filled up at `premium`.
  package static func next(after baseFee: TokenAmount, premium: TokenAmount) -> TokenAmount {
    let adjustment = (baseFee.atto + changeDenominator - 1)
      .euclideanQuotient(dividingBy: changeDenominator)
    let change = min(adjustment, premium.atto - adjustment)
    return max(minimum, TokenAmount(atto: baseFee.atto + change))
  }
}
