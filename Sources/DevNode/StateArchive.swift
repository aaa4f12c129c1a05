import FVM
import Filecoin
package import IPLD
import Primitives

/// A state as a CAR file.
package struct StateArchive {
  package var bytes: [UInt8]
  package var blockCount: Int
}

extension Chain {
  /// All blocks that a state links to, parents before children, as a CAR file with one root.
  package func exportState(root: CID) throws -> StateArchive {
    var bytes = CARWriter.header(roots: [root])
    var count = 0
    try walk(root) { cid, block in
      bytes += CARWriter.section(cid, block)
      count += 1
    }
    return StateArchive(bytes: bytes, blockCount: count)
  }

  /// Puts a tipset on top of the chain whose state is that of a CAR file.
  ///
  /// Every block must have its CID's hash, and the state must be complete.
  package func importState(archive: [UInt8]) throws -> TipsetRecord {
    var reader = try CARReader(ArraySource(archive))
    guard let root = reader.roots.first, reader.roots.count == 1 else {
      throw ChainError("the archive has \(reader.roots.count) roots, a state has one")
    }
    while let (cid, block) = try reader.next() { blocks.put(cid, block) }
    do {
      try walk(root) { _, _ in }
      return try adopt(stateRoot: root)
    } catch {
      blocks.discard()
      throw error
    }
  }

  /// Passes every block under a state root to `body`. Code of built-in actors is no block of the
  /// state: it is part of this program.
  private func walk(_ root: CID, _ body: (CID, [UInt8]) throws -> Void) throws {
    let manifest = try ActorBundle.manifest()
    let builtin = Set(manifest.entries.map(\.code))
    let head: StateRoot = try blocks.load(root)
    guard head.version == StateRoot.supportedVersion else {
      throw ChainError("state tree version \(head.version) is not supported")
    }
    var seen: Set<CID> = [root]
    var open = [root]
    while let cid = open.popLast() {
      guard let block = try blocks.get(cid) else { throw IPLDError.missingBlock(cid) }
      try body(cid, block)
      var scanner = LinkScanner()
      try scanner.scan(codec: cid.codec, block)
      for link in scanner.links.reversed() where !builtin.contains(link) {
        if link.hashCode != Multicodec.identity, seen.insert(link).inserted { open.append(link) }
      }
    }
    let view = try StateView(root: root, store: blocks)
    guard let system = try view.tree.actor(WellKnownActor.system),
      let state = try? blocks.load(system.state, as: SystemState.self),
      let list = try blocks.get(state.builtinActors), list == manifest.dataBlock
    else {
      throw ChainError("the state's actors are not those of network version 28")
    }
  }
}
