package import EVM
package import Ethereum
package import Primitives

/// Blocks that were verified, each with its state: a chain with its side branches.
package final class BlockTree {
  private struct Node {
    var block: Block
    var state: InMemoryState
    var totalDifficulty: UInt256
  }

  package let chain: ChainConfiguration
  /// The hash of the block that the chain ends with.
  package private(set) var head: Hash256
  /// Sees what blocks run when they are added.
  package var tracer: (any Tracer)?
  private var nodes: [Hash256: Node]

  /// Starts from a genesis block and its state.
  package init(chain: ChainConfiguration, genesis: Block, state: InMemoryState) {
    self.chain = chain
    head = genesis.hash
    nodes = [
      genesis.hash: Node(
        block: genesis, state: state, totalDifficulty: genesis.header.difficulty)
    ]
  }

  /// The state after the chain's last block.
  package var headState: InMemoryState { nodes[head]?.state ?? InMemoryState() }

  /// Verifies an encoded block on its parent, whichever branch that is on, and keeps it.
  ///
  /// The chain then ends with it if it has no proof of work, or more in total than the head
  /// (EIP-3675). Call from an `ExecutionThread`.
  @discardableResult
  package func add(_ encoded: [UInt8]) throws(BlockError) -> BlockOutcome {
    let block: Block
    do {
      block = try Block.decode(encoded)
    } catch {
      throw .malformed(error)
    }
    let header = block.header
    guard let parent = nodes[header.parentHash] else { throw .unknownParent(header.parentHash) }
    let revision = chain.revision(
      number: header.number, timestamp: header.timestamp,
      parentTotalDifficulty: parent.totalDifficulty)
    let execution = BlockExecution(chain: chain, revision: revision, tracer: tracer) {
      [self] number in
      hash(ofAncestor: number, from: header.parentHash)
    }
    let rules = execution.ruleset.rules
    try HeaderValidation(
      parent: parent.block.header, rules: rules, chain: chain,
      blobSchedule: execution.blobSchedule
    ).check(header)
    try Ommers(
      ancestors: ancestors(from: header.parentHash, count: Ommers.depth + 1), chain: chain,
      rules: rules
    ).check(block)
    let outcome = try execution.verify(block, encodedSize: encoded.count, on: parent.state)

    let total = parent.totalDifficulty + header.difficulty
    nodes[block.hash] = Node(block: block, state: outcome.state, totalDifficulty: total)
    if rules.hasRandao || total > nodes[head]?.totalDifficulty ?? .zero { head = block.hash }
    return outcome
  }

  private func ancestors(from hash: Hash256, count: Int) -> [Block] {
    var blocks: [Block] = []
    var next = hash
    while blocks.count < count, let node = nodes[next] {
      blocks.append(node.block)
      next = node.block.header.parentHash
    }
    return blocks
  }

  private func hash(ofAncestor number: UInt64, from parent: Hash256) -> Hash256 {
    var hash = parent
    while let node = nodes[hash] {
      if node.block.header.number == number { return hash }
      guard node.block.header.number > number else { return .zero }
      hash = node.block.header.parentHash
    }
    return .zero
  }
}
