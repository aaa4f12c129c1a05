import Filecoin
import IPLD
import Primitives
import TestSupport
import Testing

@testable import DevNode

@Suite struct LogFilterTests {
  private static let first = EthAddress(truncating: 1)
  private static let second = EthAddress(truncating: 2)

  private static func word(_ value: UInt64) -> Hash256 { Hash256(word: UInt256(value)) }

  private static let logs: [LogRecord] = [
    log(1, 0, first, [10, 11]), log(1, 1, second, [10]), log(2, 0, first, [20, 11, 12]),
    log(3, 0, first, []),
  ]

  private static func log(
    _ epoch: ChainEpoch, _ index: Int, _ address: EthAddress, _ topics: [UInt64]
  ) -> LogRecord {
    LogRecord(
      epoch: epoch, messagePosition: 0, index: index, emitter: 100, address: address,
      topics: topics.map(word), data: [UInt8(index)])
  }

  /// Rules of the Ethereum JSON-RPC for `address` and `topics`.
  @Test func filtersChoose() throws {
    let folder = try TemporaryFolder()
    let chain = try Chain.create(
      folder: folder.path,
      configuration: NodeConfiguration(genesisTimestamp: 0, accountCount: 0))
    try chain.store.write { db in
      for log in Self.logs { try ChainStore.save(log, db) }
    }
    let table: [(name: String, filter: LogFilter, expected: [Int])] = [
      ("all", LogFilter(epochs: 0...9), [0, 1, 2, 3]),
      ("range", LogFilter(epochs: 2...2), [2]),
      ("one address", LogFilter(epochs: 0...9, addresses: [Self.second]), [1]),
      (
        "either address", LogFilter(epochs: 0...9, addresses: [Self.first, Self.second]),
        [0, 1, 2, 3]
      ),
      ("first topic", LogFilter(epochs: 0...9, topics: [[Self.word(10)]]), [0, 1]),
      (
        "any first topic, given second", LogFilter(epochs: 0...9, topics: [[], [Self.word(11)]]),
        [0, 2]
      ),
      (
        "alternatives",
        LogFilter(epochs: 0...9, topics: [[Self.word(10), Self.word(20)], [Self.word(11)]]), [0, 2]
      ),
      ("two positions of anything", LogFilter(epochs: 0...9, topics: [[], []]), [0, 2]),
      (
        "more positions than a log has", LogFilter(epochs: 0...9, topics: [[], [], [], [], []]), []
      ),
    ]
    for (name, filter, expected) in table {
      #expect(try chain.logs(filter) == expected.map { Self.logs[$0] }, "\(name)")
    }
    #expect(throws: StoreError("more than 3 logs match; narrow the filter")) {
      try chain.logs(LogFilter(epochs: 0...9), limit: 3)
    }
  }
}
