package import Primitives

/// What tells a HAMT from a KAMT: keys, their paths, and how a pointer is written.
package protocol TrieFormat {
  associatedtype Key: CBORCodable & Comparable & Sendable

  /// Whether links skip levels on which keys do not differ.
  static var compressesPaths: Bool { get }

  /// The bits that choose a slot on each level.
  func path(of key: Key) -> UInt256
}

/// The shape of a trie; part of no block, so it must be known to read one.
package struct TrieParameters: Hashable, Sendable {
  /// Bits of the path that a level uses, 1 to 8.
  package let bitWidth: Int
  /// Pairs that a slot holds before it becomes a node of its own, at least 1.
  package let bucketSize: Int
  /// Levels at the top that hold links alone.
  package let minimumDataDepth: Int

  package init(bitWidth: Int, bucketSize: Int, minimumDataDepth: Int = 0) {
    precondition((1...8).contains(bitWidth) && bucketSize > 0 && minimumDataDepth >= 0)
    self.bitWidth = bitWidth
    self.bucketSize = bucketSize
    self.minimumDataDepth = minimumDataDepth
  }
}

/// A key and its value.
package struct TriePair<Key: CBORCodable, Value: CBORCodable> {
  package let key: Key
  package var value: Value
}

extension TriePair: CBORCodable {
  package func encode(to encoder: inout CBOREncoder) {
    encoder.appendArray(count: 2)
    encoder.append(key)
    encoder.append(value)
  }

  package init(from decoder: inout CBORDecoder) throws(CBORError) {
    try decoder.readTuple(2, "pair of a bucket")
    key = try decoder.read()
    value = try decoder.read()
  }
}

/// What every operation on a node needs to know of its tree.
struct TrieContext<Format: TrieFormat, Value: CBORCodable & Equatable> {
  let store: any Blockstore
  let format: Format
  let parameters: TrieParameters
  /// Nodes that need not be decoded again.
  let nodes: TrieNodeCache<Format, Value>?
}
