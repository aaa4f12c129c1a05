/// Blocks in a dictionary.
package final class InMemoryBlockstore: Blockstore {
  /// Everything that was put.
  package private(set) var blocks: [CID: [UInt8]] = [:]

  package init() {}

  package func get(_ cid: CID) -> [UInt8]? { blocks[cid] }

  package func put(_ cid: CID, _ block: [UInt8]) { blocks[cid] = block }

  package func has(_ cid: CID) -> Bool { blocks[cid] != nil }
}
