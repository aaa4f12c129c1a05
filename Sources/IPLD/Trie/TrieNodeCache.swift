/// Decoded nodes of tries by the names of their blocks, bounded.
///
/// A block's name is its contents, so what is kept is right for ever. It saves decoding alone: the
/// trie reads every block from its store all the same, as a kernel charges for reading.
/// Two generations, as in a cache of code: when the young one is full it becomes the old one.
package final class TrieNodeCache<Format: TrieFormat, Value: CBORCodable & Equatable> {
  private typealias Node = TrieNode<Format, Value>

  private struct Contents {
    /// The same block may be valid at one depth and not at another; where it is met at both, each
    /// takes the other's place.
    let depth: Int
    let slots: TrieBitfield
    /// Without nodes below.
    let pointers: [Node.Pointer]
  }

  private var young: [CID: Contents] = [:]
  private var old: [CID: Contents] = [:]
  private let limit: Int

  /// Holds at most twice `limit` nodes.
  package init(limit: Int = 4096) { self.limit = limit }

  /// A node of its own with what the block holds.
  func node(_ cid: CID, depth: Int) -> TrieNode<Format, Value>? {
    let contents: Contents
    if let found = young[cid] {
      contents = found
    } else if let found = old[cid] {
      contents = found
      keep(found, cid)
    } else {
      return nil
    }
    guard contents.depth == depth else { return nil }
    let node = Node()
    node.slots = contents.slots
    node.pointers = contents.pointers
    return node
  }

  /// Keeps what a node holds that was read from, or written to, the block `cid`.
  ///
  /// The node must hold no changes.
  func keep(_ node: TrieNode<Format, Value>, _ cid: CID, depth: Int) {
    keep(Contents(depth: depth, slots: node.slots, pointers: node.pointers), cid)
  }

  private func keep(_ contents: Contents, _ cid: CID) {
    if young.count >= limit {
      old = young
      young = [:]
    }
    young[cid] = contents
  }
}
