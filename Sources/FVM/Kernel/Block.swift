package import IPLD

/// A handle to a block in one frame's registry; counts from 1.
package typealias BlockID = UInt32

/// The handle that means "no data".
package let noBlock: BlockID = 0

/// What is known of a block without reading it.
package struct BlockStat: Hashable, Sendable {
  /// Multicodec of the data: RAW 0x55, CBOR 0x51 or DAG-CBOR 0x71.
  package let codec: UInt64
  /// Bytes.
  package let size: UInt32

  package init(codec: UInt64, size: UInt32) {
    self.codec = codec
    self.size = size
  }

  /// Of no block: codec 0, size 0.
  package static let none = BlockStat(codec: 0, size: 0)
}

/// Bytes with their codec and the links that were found in them: what travels between frames.
///
/// Immutable and shared by reference.
package final class Block: Sendable {
  package let codec: UInt64
  package let data: [UInt8]
  /// Links that count for reachability, in order of appearance.
  package let links: [CID]
  /// What the search for links cost; nil when there was none.
  let scanCost: Gas?

  package init(codec: UInt64, data: [UInt8], links: [CID] = []) {
    self.codec = codec
    self.data = data
    self.links = links
    scanCost = nil
  }

  init(codec: UInt64, data: [UInt8], links: [CID], scanCost: Gas) {
    self.codec = codec
    self.data = data
    self.links = links
    self.scanCost = scanCost
  }

  package var stat: BlockStat { BlockStat(codec: codec, size: UInt32(data.count)) }
}
