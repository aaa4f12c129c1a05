package import Primitives

/// Nodes of contracts' storages, decoded.
package typealias ContractStorageNodes = TrieNodeCache<KAMTFormat, UInt256>

/// A contract's storage: `KAMT<UInt256>` for code of other modules that uses it much.
///
/// The generic map used from another module runs unspecialised, through witness tables and metadata
/// lookups; here the compiler sees the types. The two share their blocks.
package final class ContractStorage {
  private let map: KAMT<UInt256>

  /// An empty storage.
  package init(_ store: any Blockstore, _ nodes: ContractStorageNodes) {
    map = KAMT(store, KAMTFormat(), .contractStorage, nodes: nodes)
  }

  /// The storage whose root node is the block `cid`.
  package init(
    load cid: CID, _ store: any Blockstore, _ nodes: ContractStorageNodes
  ) throws(IPLDError) {
    map = try KAMT(load: cid, store, KAMTFormat(), .contractStorage, nodes: nodes)
  }

  package var isEmpty: Bool { map.isEmpty }

  /// The value of a slot, zero when it is not set.
  package func get(_ key: UInt256) throws(IPLDError) -> UInt256 { try map.get(key) ?? .zero }

  /// Gives a slot a value, or removes it for zero; returns whether that changed anything.
  package func set(_ key: UInt256, _ value: UInt256) throws(IPLDError) -> Bool {
    value.isZero ? try map.remove(key) != nil : try map.set(key, value) != value
  }

  /// Writes what changed and returns the root.
  package func flush() throws(BlockstoreError) -> CID { try map.flush() }
}
