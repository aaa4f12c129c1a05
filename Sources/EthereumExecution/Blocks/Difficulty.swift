package import EVM
package import Primitives

/// How the difficulty of proof of work follows from the parent block (Yellow Paper §4.3.4).
package enum Difficulty {
  /// The least that a block may have, D_0.
  package static let minimum = UInt256(131_072 as UInt64)

  /// The difficulty of block `number`.
  package static func next(
    number: UInt64, timestamp: UInt64, parentTimestamp: UInt64, parentDifficulty: UInt256,
    parentHasOmmers: Bool, rules: Rules
  ) -> UInt256 {
    let seconds = timestamp >= parentTimestamp ? timestamp - parentTimestamp : 0
    let step = parentDifficulty / 2048
    let factor: Int64 =
      if rules.countsOmmersInDifficulty {
        max((parentHasOmmers ? 2 : 1) - Int64(clamping: seconds / 9), -99)
      } else if rules.scalesDifficultyByTime {
        max(1 - Int64(clamping: seconds / 10), -99)
      } else {
        seconds < 13 ? 1 : -1
      }
    let change = step * UInt256(factor.magnitude)
    var difficulty =
      factor >= 0
      ? parentDifficulty + change : parentDifficulty.subtractingChecked(change) ?? .zero
    let delayed = number > rules.difficultyBombDelay ? number - rules.difficultyBombDelay : 0
    let periods = delayed / 100_000
    if periods >= 2 { difficulty += UInt256.one << (periods - 2) }
    return max(difficulty, minimum)
  }
}
