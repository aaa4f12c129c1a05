package import Primitives

/// Keys are words and their own path; links skip what all keys below share
/// (ref-fvm `ipld/kamt`).
package struct KAMTFormat: TrieFormat {
  package static let compressesPaths = true

  package init() {}

  package func path(of key: UInt256) -> UInt256 { key }
}

/// A map from words to values in a tree of blocks: a contract's storage.
package typealias KAMT<Value: CBORCodable & Equatable> = Trie<KAMTFormat, Value>

extension TrieParameters {
  /// The EVM actor's storage: 5 bits a level, 1 pair a slot
  /// (builtin-actors `actors/evm/src/interpreter/system.rs`).
  package static let contractStorage = TrieParameters(bitWidth: 5, bucketSize: 1)
}

extension Trie where Format == KAMTFormat {
  /// An empty map in the form of a contract's storage.
  package convenience init(_ store: any Blockstore) {
    self.init(store, KAMTFormat(), .contractStorage)
  }

  /// A map in the form of a contract's storage.
  package convenience init(load cid: CID, _ store: any Blockstore) throws(IPLDError) {
    try self.init(load: cid, store, KAMTFormat(), .contractStorage)
  }
}
