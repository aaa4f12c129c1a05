/// Blocks in the order in which they were put: for trees that are written once and handed on.
package final class BlockList: Blockstore {
  package private(set) var blocks: [(cid: CID, bytes: [UInt8])] = []

  package init() {}

  package func get(_ cid: CID) -> [UInt8]? { blocks.first { $0.cid == cid }?.bytes }

  package func put(_ cid: CID, _ block: [UInt8]) { blocks.append((cid, block)) }
}
