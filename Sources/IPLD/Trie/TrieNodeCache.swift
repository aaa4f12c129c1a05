/// Decoded nodes of tries by the names of their blocks, bounded.
///
/// A block's name is its contents, so what is kept is right for ever. It saves decoding alone: the
/// trie reads every block from its store all the same, as a kernel charges for reading.
/// Two generations, as in a cache of code: when the young one is full it becomes the old one.
package final class TrieNodeCache<Format: TrieFormat, Value: CBORCodable & Equatable> {
  private typealias Node = TrieNode<Format, Value>

  /// The same block may be valid at one depth and not at another.
  private struct Name: Hashable {
    let cid: CID
    let depth: Int
  }

  private struct Contents {
    let slots: TrieBitfield
    /// Without nodes below.
    let pointers: [Node.Pointer]
  }

  private var young: [Name: Contents] = [:]
  private var old: [Name: Contents] = [:]
  private let limit: Int

  /// Holds at most twice `limit` nodes.
  package init(limit: Int = 4096) { self.limit = limit }

  /// A node of its own with what the block holds.
  func node(_ cid: CID, depth: Int) -> TrieNode<Format, Value>? {
    let name = Name(cid: cid, depth: depth)
    let contents: Contents
    if let found = young[name] {
      contents = found
    } else if let found = old[name] {
      contents = found
      keep(found, name)
    } else {
      return nil
    }
    let node = Node()
    node.slots = contents.slots
    node.pointers = contents.pointers
    return node
  }

  /// Keeps what a node holds that was read from, or written to, the block `cid`.
  func keep(_ node: TrieNode<Format, Value>, _ cid: CID, depth: Int) {
    var pointers = node.pointers
    for index in pointers.indices {
      guard case .link(let child, let skip, .some) = pointers[index] else { continue }
      pointers[index] = .link(child, skip, nil)
    }
    keep(Contents(slots: node.slots, pointers: pointers), Name(cid: cid, depth: depth))
  }

  private func keep(_ contents: Contents, _ name: Name) {
    if young.count >= limit {
      old = young
      young = [:]
    }
    young[name] = contents
  }
}
