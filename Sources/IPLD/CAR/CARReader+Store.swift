extension CARReader where Source == ArraySource {
  /// The roots and all blocks of an archive in memory; each block must have its CID's hash.
  package static func load(_ bytes: [UInt8]) throws(CARError) -> (
    roots: [CID], store: InMemoryBlockstore
  ) {
    var reader = try CARReader(ArraySource(bytes))
    let store = InMemoryBlockstore()
    while let (cid, block) = try reader.next() { store.put(cid, block) }
    return (reader.roots, store)
  }
}
