import EVM
import Ethereum
import Primitives

/// The rules of stale siblings (Yellow Paper §11.1; execution-specs `validate_ommers`).
struct Ommers {
  /// Ancestors of the block that carries ommers, its parent first.
  let ancestors: [Block]
  let chain: ChainConfiguration
  let rules: Rules

  /// Generations that an ommer may lie back.
  static let depth = 6
  private static let maximumCount = 2

  func check(_ block: Block) throws(BlockError) {
    guard !block.ommers.isEmpty else { return }
    guard !rules.hasRandao else { throw .ommer("not allowed") }
    guard block.ommers.count <= Ommers.maximumCount else { throw .ommer("is one too many") }
    let hashes = ancestors.map(\.hash)
    var known = Set(hashes)
    for ancestor in ancestors.prefix(Ommers.depth) { known.formUnion(ancestor.ommers.map(\.hash)) }
    for ommer in block.ommers {
      guard known.insert(ommer.hash).inserted else { throw .ommer("is known already") }
      guard let place = hashes.prefix(Ommers.depth + 1).firstIndex(of: ommer.parentHash) else {
        throw .ommer("has no recent ancestor as parent")
      }
      guard place > 0 else { throw .ommer("is a sibling of the block") }
      try HeaderValidation(
        parent: ancestors[place].header, rules: rules, chain: chain, blobSchedule: nil
      ).check(ommer)
    }
  }

  /// Pays the coinbases of block and ommers (Yellow Paper §11.3).
  static func pay(_ block: Block, reward: UInt256, world: WorldState) {
    guard !reward.isZero else { return }
    world.beginTransaction()
    let count = UInt256(block.ommers.count)
    for ommer in block.ommers {
      let age = block.header.number - ommer.number
      world.credit(ommer.coinbase, reward * UInt256(8 - min(age, 8)) / 8)
    }
    world.credit(block.header.coinbase, reward + reward * count / 32)
    world.finishTransaction()
  }
}
