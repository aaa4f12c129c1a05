/// A map in a tree of blocks: what HAMT and KAMT share.
///
/// Changes stay in memory until `flush`. An error of the store or a malformed node leaves the tree
/// unusable; load it again.
package final class Trie<Format: TrieFormat, Value: CBORCodable & Equatable> {
  private let root: TrieNode<Format, Value>
  private let context: TrieContext<Format, Value>
  /// The root's block, nil while there are changes.
  private var flushed: CID?

  /// An empty map.
  package init(
    _ store: any Blockstore, _ format: Format, _ parameters: TrieParameters,
    nodes: TrieNodeCache<Format, Value>? = nil
  ) {
    root = TrieNode()
    context = TrieContext(store: store, format: format, parameters: parameters, nodes: nodes)
  }

  /// The map whose root node is the block `cid`, which is read at once.
  ///
  /// Every node is read from the store, but one that `nodes` has is not decoded.
  package init(
    load cid: CID, _ store: any Blockstore, _ format: Format, _ parameters: TrieParameters,
    nodes: TrieNodeCache<Format, Value>? = nil
  ) throws(IPLDError) {
    context = TrieContext(store: store, format: format, parameters: parameters, nodes: nodes)
    root = try TrieNode.load(cid, depth: 0, context)
    flushed = cid
  }

  package var isEmpty: Bool { root.isEmpty }

  /// The value of a key.
  package func get(_ key: Format.Key) throws(IPLDError) -> Value? {
    var path = TriePath(context.format.path(of: key))
    return try root.value(of: key, &path, depth: 0, context)
  }

  /// Gives a key a value. Returns the value it had. The same value again changes nothing.
  @discardableResult
  package func set(_ key: Format.Key, _ value: Value) throws(IPLDError) -> Value? {
    var path = TriePath(context.format.path(of: key))
    let (old, isModified) = try root.set(key, value, &path, depth: 0, context)
    if isModified { flushed = nil }
    return old
  }

  /// Removes a key. Returns the value it had.
  @discardableResult
  package func remove(_ key: Format.Key) throws(IPLDError) -> Value? {
    var path = TriePath(context.format.path(of: key))
    let old = try root.remove(key, &path, depth: 0, context)
    if old != nil { flushed = nil }
    return old
  }

  /// Passes every pair to `body`, in the order of the keys' paths.
  package func forEach(
    _ body: (Format.Key, Value) throws(IPLDError) -> Void
  ) throws(IPLDError) {
    try root.forEach(depth: 0, context, body)
  }

  /// Writes what changed, children before parents in the order of slots, and returns the root.
  package func flush() throws(BlockstoreError) -> CID {
    if let flushed { return flushed }
    let cid = try root.flush(depth: 0, context)
    flushed = cid
    return cid
  }
}
