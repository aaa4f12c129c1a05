/// The keys of a trie in the trie's order, with a step to either neighbour of any key.
///
/// As in `TrieHasher`, a node is a run of the sorted keys that agree below a depth; a step descends by
/// the nibbles of the key that was asked for and so finds where it stands or would stand.
package struct TrieWalk {
  private let keys: [TrieByteKey]

  /// A walk over these keys; equal ones count once.
  package init(_ keys: some Sequence<[UInt8]>) {
    self.keys = Set(keys).map { TrieByteKey(bytes: $0) }.sorted()
  }

  /// The first key behind `key`, which need not be in the trie itself; nil at the end.
  package func key(after key: [UInt8]) -> [UInt8]? {
    let place = place(of: TrieByteKey(bytes: key))
    return place.end < keys.count ? keys[place.end].bytes : nil
  }

  /// The last key before `key`, which need not be in the trie itself; nil at the start.
  package func key(before key: [UInt8]) -> [UInt8]? {
    let place = place(of: TrieByteKey(bytes: key))
    return place.start > 0 ? keys[place.start - 1].bytes : nil
  }

  /// How many keys come before `key`, and how many with it.
  private func place(of key: TrieByteKey) -> (start: Int, end: Int) {
    var (low, high) = (0, keys.count)
    for depth in 0..<key.nibbleCount where low < high {
      // A key that ends here comes before all that go on.
      if keys[low].nibbleCount == depth { low += 1 }
      let nibble = key.nibble(at: depth)
      while low < high, keys[low].nibble(at: depth) < nibble { low += 1 }
      var end = low
      while end < high, keys[end].nibble(at: depth) == nibble { end += 1 }
      high = end
    }
    let isThere = low < high && keys[low] == key
    return (low, isThere ? low + 1 : low)
  }
}
