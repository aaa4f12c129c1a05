import Filecoin
import GRDB
import IPLD
import Primitives
import TestSupport
import Testing

@testable import DevNode

@Suite struct ChainStoreTests {
  private static let configuration = NodeConfiguration(
    genesisTimestamp: 1_700_000_000, accountCount: 2)

  private static func makeChain(_ folder: TemporaryFolder) throws -> Chain {
    try Chain.create(folder: folder.path, configuration: configuration)
  }

  @Test func aNewChainIsThereForTheNextProcess() throws {
    let folder = try TemporaryFolder()
    #expect(try Chain.open(folder: folder.path) == nil)
    let made = try Self.makeChain(folder)
    let opened = try #require(try Chain.open(folder: folder.path))
    #expect(opened.configuration == Self.configuration)
    #expect(opened.accounts == made.accounts)
    #expect(try opened.head() == made.head())
    #expect(throws: StoreError.exists(folder.path)) { try Self.makeChain(folder) }
  }

  @Test func unusableStoresAreOneClearLine() throws {
    let table: [(name: String, message: String, spoil: (TemporaryFolder, String) throws -> Void)] =
      [
        (
          "text", "is damaged: file is not a database",
          { folder, _ in try folder.write(Array(repeating: 0x41, count: 8192), to: "chain.db") }
        ),
        (
          "newer schema", "has schema 999, this program knows 1: use a newer fevm",
          { _, path in try Self.execute("PRAGMA user_version = 999", path) }
        ),
        (
          "another program's", "is no store of fevm",
          { _, path in try Self.execute("PRAGMA application_id = 7", path) }
        ),
        (
          "no tipsets", "is damaged: it has no genesis",
          { _, path in try Self.execute("DELETE FROM tipsets", path) }
        ),
        (
          "no settings", "is damaged: settings are missing or malformed",
          { _, path in try Self.execute("DELETE FROM settings WHERE name = 'chain_id'", path) }
        ),
        (
          "a header cut short", "is damaged: a tipset is malformed: ",
          { _, path in try Self.execute("UPDATE tipsets SET header = x'9042'", path) }
        ),
        (
          "no table", "cannot use the store",
          { _, path in try Self.execute("DROP TABLE settings", path) }
        ),
      ]
    for (name, message, spoil) in table {
      let folder = try TemporaryFolder()
      _ = try Self.makeChain(folder)
      try spoil(folder, "\(folder.path)/chain.db")
      let error = #expect(throws: StoreError.self, "\(name)") {
        _ = try Chain.open(folder: folder.path)?.head()
      }
      let text = error?.description ?? ""
      #expect(text.contains(message), "\(name): \(text)")
      #expect(text.contains(folder.path), "\(name): \(text)")
      #expect(!text.contains("\n"), "\(name): \(text)")
    }
  }

  @Test func aMissingBlockIsNamed() throws {
    let folder = try TemporaryFolder()
    _ = try Self.makeChain(folder)
    try Self.execute("DELETE FROM blocks", "\(folder.path)/chain.db")
    let chain = try #require(try Chain.open(folder: folder.path))
    let root = try chain.head().stateRoot
    let error = #expect(throws: (any Error).self) { try chain.state(at: chain.head()) }
    #expect("\(error.map { "\($0)" } ?? "")".contains(root.description))
  }

  @Test func aChangedBlockIsNoticed() throws {
    let folder = try TemporaryFolder()
    _ = try Self.makeChain(folder)
    try Self.execute(
      "UPDATE blocks SET data = data || x'00'", "\(folder.path)/chain.db")
    let chain = try #require(try Chain.open(folder: folder.path))
    let error = #expect(throws: (any Error).self) { try chain.state(at: chain.head()) }
    let text = error.map { "\($0)" } ?? ""
    #expect(text.contains("has other bytes than its hash"), "\(text)")
    #expect(!text.contains("\n"), "\(text)")
  }

  private static func execute(_ sql: String, _ path: String) throws {
    try DatabaseQueue(path: path).write { db in try db.execute(sql: sql) }
  }

  @Test func writersTakeTurns() throws {
    let folder = try TemporaryFolder()
    let held = try ChainLock(folder: folder.path, patience: 0)
    let error = #expect(throws: StoreError.self) {
      try ChainLock(folder: folder.path, patience: 0.02)
    }
    withExtendedLifetime(held) {}
    #expect(error?.description.contains("in use by process ") == true)
  }

  @Test func theLockEndsWithItsHolder() throws {
    let folder = try TemporaryFolder()
    do { _ = try ChainLock(folder: folder.path, patience: 0) }
    #expect(throws: Never.self) { try ChainLock(folder: folder.path, patience: 0) }
  }

  @Test func nothingIsKeptOfAFailedTransaction() throws {
    let folder = try TemporaryFolder()
    let chain = try Self.makeChain(folder)
    let before = try chain.head()
    var next = before
    next.header.epoch = 1
    #expect(throws: StoreError.self) {
      try chain.store.write { db in
        try ChainStore.save(next, db)
        throw StoreError("stop")
      }
    }
    #expect(try chain.head() == before)
  }
}
