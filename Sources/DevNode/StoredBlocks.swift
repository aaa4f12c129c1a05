import Foundation
import GRDB
package import IPLD

/// The chain's blocks of IPLD, with those of the tipset in the making in memory.
///
/// `put` keeps a block in memory until the tipset is committed (`save`) or given up (`discard`).
package final class StoredBlocks: Blockstore {
  private let store: ChainStore
  private var pending: [CID: [UInt8]] = [:]

  init(_ store: ChainStore) { self.store = store }

  package func get(_ cid: CID) throws(BlockstoreError) -> [UInt8]? {
    if let block = pending[cid] { return block }
    let block: [UInt8]?
    do throws(StoreError) {
      block = try store.read { db in
        let statement = try db.cachedStatement(sql: "SELECT data FROM blocks WHERE cid = ?")
        return try Data.fetchOne(statement, arguments: [Data(cid.bytes)]).map { Array($0) }
      }
    } catch {
      throw BlockstoreError(error.description)
    }
    // Every block was stored under its own hash, so a change on disk cannot pass unseen.
    if let block, cid.hashCode == Multicodec.blake2b256,
      cid.multihash != Multihash(blake2b256: block)
    {
      throw BlockstoreError(
        StoreError.damaged(store.path, "the block \(cid) has other bytes than its hash").description
      )
    }
    return block
  }

  package func put(_ cid: CID, _ block: [UInt8]) { pending[cid] = block }

  /// Writes what was put since the last tipset; part of the tipset's transaction.
  func save(_ db: Database) throws {
    try Self.insert(pending, db)
  }

  static func insert(_ blocks: [CID: [UInt8]], _ db: Database) throws {
    let statement = try db.cachedStatement(
      sql: "INSERT OR IGNORE INTO blocks(cid, data) VALUES (?, ?)")
    for (cid, block) in blocks {
      try statement.execute(arguments: [Data(cid.bytes), Data(block)])
    }
  }

  /// Forgets what was put since the last tipset.
  func discard() { pending = [:] }
}
