import Cryptography
package import Primitives

/// Keys are bytes, and a hash of them is the path: Filecoin's map (ref-fvm `ipld/hamt`,
/// go-hamt-ipld v3).
package struct HAMTFormat: TrieFormat {
  /// How a key becomes a path.
  package enum HashFunction: Sendable {
    case sha256
    /// The key itself, filled up with zeros at the end; keys of at most 32 bytes.
    case identity
  }

  package static let compressesPaths = false

  let hashFunction: HashFunction

  package init(_ hashFunction: HashFunction = .sha256) { self.hashFunction = hashFunction }

  package func path(of key: ByteString) -> UInt256 {
    let digest =
      switch hashFunction {
      case .sha256: SHA256.hash(key.bytes)
      case .identity: Array((key.bytes + [UInt8](repeating: 0, count: 32)).prefix(32))
      }
    return UInt256(bigEndian: digest) ?? .zero
  }
}

/// A map from bytes to values in a tree of blocks.
package typealias HAMT<Value: CBORCodable & Equatable> = Trie<HAMTFormat, Value>

extension TrieParameters {
  /// Every HAMT of the chain's state: 5 bits a level, 3 pairs a bucket.
  package static let chainHAMT = TrieParameters(bitWidth: 5, bucketSize: 3)
}

extension Trie where Format == HAMTFormat {
  /// An empty map in the chain's form.
  package convenience init(_ store: any Blockstore) {
    self.init(store, HAMTFormat(), .chainHAMT)
  }

  /// A map in the chain's form.
  package convenience init(load cid: CID, _ store: any Blockstore) throws(IPLDError) {
    try self.init(load: cid, store, HAMTFormat(), .chainHAMT)
  }

  /// The value of a key.
  package func get(_ key: [UInt8]) throws(IPLDError) -> Value? { try get(ByteString(key)) }

  /// Gives a key a value. Returns the value it had.
  @discardableResult
  package func set(_ key: [UInt8], _ value: Value) throws(IPLDError) -> Value? {
    try set(ByteString(key), value)
  }

  /// Removes a key. Returns the value it had.
  @discardableResult
  package func remove(_ key: [UInt8]) throws(IPLDError) -> Value? { try remove(ByteString(key)) }
}
