import Foundation
import GRDB

/// The files of a chain: an SQLite database with its blocks of IPLD, its tipsets, messages and logs.
///
/// All of a tipset is committed in one transaction, written ahead and synced, so a killed process or
/// a power failure loses nothing that was reported as done and leaves nothing half done. Readers
/// need no lock; writers hold `ChainLock`.
final class ChainStore {
  /// Marks the database as ours: "fevm".
  static let applicationID: Int32 = 0x6665_766d
  /// The version of `schema`.
  static let schemaVersion: Int32 = 1

  let folder: String
  let path: String
  let database: DatabaseQueue

  /// Opens the store in a folder; nil when there is none.
  static func open(folder: String) throws(StoreError) -> ChainStore? {
    let path = "\(folder)/chain.db"
    guard FileManager.default.fileExists(atPath: path) else { return nil }
    let store = try ChainStore(folder: folder)
    let (application, version) = try store.read { db in
      (
        try Int32.fetchOne(db, sql: "PRAGMA application_id") ?? 0,
        try Int32.fetchOne(db, sql: "PRAGMA user_version") ?? 0
      )
    }
    // The schema is laid in the transaction of genesis: a database without one holds nothing.
    if application == 0, version == 0 { return nil }
    guard application == applicationID else {
      throw StoreError("\(path) is no store of fevm")
    }
    guard version == schemaVersion else {
      throw StoreError(
        "\(path) has schema \(version), this program knows \(schemaVersion): "
          + (version > schemaVersion ? "use a newer fevm" : "create the chain anew"))
    }
    return store
  }

  /// Makes a store in a folder that has none; `fill` writes the first records. Schema and records are
  /// one transaction: there is a whole chain afterwards, or none.
  static func create(
    folder: String, fill: (Database) throws -> Void
  ) throws(StoreError) -> ChainStore {
    let store = try ChainStore(folder: folder)
    try store.write { db in
      try db.execute(sql: schema)
      try db.execute(sql: "PRAGMA application_id = \(applicationID)")
      try db.execute(sql: "PRAGMA user_version = \(schemaVersion)")
      try fill(db)
    }
    return store
  }

  private init(folder: String) throws(StoreError) {
    self.folder = folder
    path = "\(folder)/chain.db"
    var configuration = Configuration()
    configuration.label = "chain"
    configuration.busyMode = .timeout(10)
    configuration.prepareDatabase { db in
      try db.execute(sql: "PRAGMA journal_mode = WAL")
      try db.execute(sql: "PRAGMA synchronous = FULL")
    }
    do {
      database = try DatabaseQueue(path: path, configuration: configuration)
    } catch {
      throw .database(path, error)
    }
  }

  /// Runs a reading transaction.
  func read<Value>(_ body: (Database) throws -> Value) throws(StoreError) -> Value {
    do {
      return try database.read(body)
    } catch let error as StoreError {
      throw error
    } catch {
      throw .database(path, error)
    }
  }

  /// Runs a writing transaction: all of it is on disk when this returns, or none.
  func write<Value>(_ body: (Database) throws -> Value) throws(StoreError) -> Value {
    do {
      return try database.write(body)
    } catch let error as StoreError {
      throw error
    } catch {
      throw .database(path, error)
    }
  }

  private static let schema = """
    CREATE TABLE settings(name TEXT PRIMARY KEY NOT NULL, value TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE accounts(
      position INTEGER PRIMARY KEY NOT NULL, address BLOB NOT NULL, private_key BLOB NOT NULL);
    CREATE TABLE blocks(cid BLOB PRIMARY KEY NOT NULL, data BLOB NOT NULL) WITHOUT ROWID;
    CREATE TABLE tipsets(
      epoch INTEGER PRIMARY KEY NOT NULL, hash BLOB NOT NULL UNIQUE, header BLOB NOT NULL,
      state_root BLOB NOT NULL, receipts_root BLOB NOT NULL, gas_used INTEGER NOT NULL,
      message_count INTEGER NOT NULL);
    CREATE TABLE messages(
      epoch INTEGER NOT NULL REFERENCES tipsets(epoch), position INTEGER NOT NULL,
      cid BLOB NOT NULL UNIQUE, hash BLOB NOT NULL UNIQUE, signed BLOB NOT NULL,
      receipt BLOB NOT NULL, base_fee_burn TEXT NOT NULL, over_estimation_burn TEXT NOT NULL,
      miner_tip TEXT NOT NULL, refund TEXT NOT NULL, failure TEXT,
      PRIMARY KEY(epoch, position)) WITHOUT ROWID;
    CREATE TABLE logs(
      epoch INTEGER NOT NULL, log_index INTEGER NOT NULL, position INTEGER NOT NULL,
      emitter INTEGER NOT NULL, address BLOB NOT NULL, topic0 BLOB, topic1 BLOB, topic2 BLOB,
      topic3 BLOB, data BLOB NOT NULL, PRIMARY KEY(epoch, log_index)) WITHOUT ROWID;
    CREATE INDEX logs_by_address ON logs(address, epoch);
    CREATE INDEX logs_by_topic ON logs(topic0, epoch);
    """
}
