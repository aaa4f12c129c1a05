import Filecoin
import IPLD

/// The blocks one frame holds, by handle, and the CIDs it may reach (ref-fvm `kernel/blocks.rs`).
struct BlockRegistry {
  private var blocks: [Block] = []
  private var reachable: Set<CID> = []

  /// Handles are 31-bit numbers.
  private static let capacity = Int(Int32.max)

  var isFull: Bool { blocks.count == Self.capacity }

  /// Adds a block from outside; its links become reachable.
  mutating func putReachable(_ block: Block) throws(KernelError) -> BlockID {
    try checkSpace()
    if !block.links.isEmpty {
      reachable.reserveCapacity(reachable.count + block.links.count)
      for link in block.links { reachable.insert(link) }
    }
    return append(block)
  }

  /// Adds a block that the actor made: its links must be reachable already.
  mutating func putChecked(_ block: Block) throws(KernelError) -> BlockID {
    try checkSpace()
    for link in block.links where !reachable.contains(link) {
      throw .syscall(.notFound, "cannot put block: \(link) not reachable")
    }
    return append(block)
  }

  mutating func markReachable(_ cid: CID) { reachable.insert(cid) }

  func isReachable(_ cid: CID) -> Bool { reachable.contains(cid) }

  func block(_ id: BlockID) throws(KernelError) -> Block {
    guard id >= 1, Int(id) <= blocks.count else {
      throw .syscall(.invalidHandle, "invalid block handle \(id)")
    }
    return blocks[Int(id) - 1]
  }

  private func checkSpace() throws(KernelError) {
    if isFull { throw .syscall(.limitExceeded, "too many blocks") }
  }

  private mutating func append(_ block: Block) -> BlockID {
    blocks.append(block)
    return BlockID(blocks.count)
  }
}
