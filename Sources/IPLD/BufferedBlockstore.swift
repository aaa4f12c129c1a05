/// Keeps new blocks apart until it is known which of them are part of the final state.
package final class BufferedBlockstore: Blockstore {
  private let base: any Blockstore
  private var buffer: [CID: [UInt8]] = [:]

  /// A buffer over `base`, from which blocks are read that the buffer does not have.
  package init(_ base: any Blockstore) { self.base = base }

  /// How many blocks wait.
  package var bufferedCount: Int { buffer.count }

  package func get(_ cid: CID) throws(BlockstoreError) -> [UInt8]? {
    if let block = buffer[cid] { return block }
    return try base.get(cid)
  }

  package func put(_ cid: CID, _ block: [UInt8]) { buffer[cid] = block }

  package func has(_ cid: CID) throws(BlockstoreError) -> Bool {
    if buffer[cid] != nil { return true }
    return try base.has(cid)
  }

  /// Writes the waiting blocks that can be reached from `root` to the base, children before
  /// parents, so that a base cut off midway never holds a link without its block.
  ///
  /// A block that does not wait is taken to be in the base with all that it links to
  /// (ref-fvm `fvm/src/blockstore/buffered.rs`).
  package func flush(_ root: CID) throws(IPLDError) {
    var open: [(cid: CID, isScanned: Bool)] = [(root, false)]
    var written: Set<CID> = []
    while let (cid, isScanned) = open.popLast() {
      guard let block = buffer[cid], !written.contains(cid) else { continue }
      if isScanned {
        written.insert(cid)
        do {
          try base.put(cid, block)
        } catch {
          throw .blockstore(error)
        }
        continue
      }
      open.append((cid, true))
      var scanner = LinkScanner()
      do {
        try scanner.scan(codec: cid.codec, block)
      } catch {
        throw .invalidTree("block \(cid): \(error)")
      }
      for link in scanner.links.reversed() { open.append((link, false)) }
    }
    for cid in written { buffer[cid] = nil }
  }

  /// Forgets what waits: after `flush`, what no root reaches.
  package func discard() { buffer.removeAll(keepingCapacity: true) }

  /// Writes every waiting block to the base, reachable or not.
  package func flushAll() throws(BlockstoreError) {
    for (cid, block) in buffer { try base.put(cid, block) }
    buffer.removeAll()
  }
}
