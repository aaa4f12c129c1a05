import Filecoin
import Foundation
import GRDB
import Primitives

/// Writing and finding logs.
extension ChainStore {
  static func save(_ log: LogRecord, _ db: Database) throws {
    func topic(_ index: Int) -> Data? {
      index < log.topics.count ? Data(log.topics[index].bytes) : nil
    }
    try db.execute(
      sql: """
        INSERT INTO logs(epoch, log_index, position, emitter, address, topic0, topic1, topic2,
          topic3, data)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        log.epoch, log.index, log.messagePosition, Int64(bitPattern: log.emitter),
        Data(log.address.bytes), topic(0), topic(1), topic(2), topic(3), Data(log.data),
      ])
  }

  /// The logs that a filter asks for, in the order of the chain; more than `limit` is an error.
  func logs(_ filter: LogFilter, limit: Int) throws(StoreError) -> [LogRecord] {
    var conditions = ["epoch BETWEEN ? AND ?"]
    var arguments: StatementArguments = [filter.epochs.lowerBound, filter.epochs.upperBound]
    func require(_ column: String, anyOf values: [Data]) {
      guard !values.isEmpty else { return }
      conditions.append("\(column) IN (\(values.map { _ in "?" }.joined(separator: ", ")))")
      for value in values { arguments += [value] }
    }
    require("address", anyOf: filter.addresses.map { Data($0.bytes) })
    for (index, hashes) in filter.topics.enumerated().prefix(4) {
      require("topic\(index)", anyOf: hashes.map { Data($0.bytes) })
    }
    // A filter of more positions than a log has topics matches none (Ethereum JSON-RPC).
    guard filter.topics.count <= 4 else { return [] }
    if let last = filter.topics.indices.last { conditions.append("topic\(last) IS NOT NULL") }
    let found = try read { db in
      try Self.logs(
        db,
        where:
          "\(conditions.joined(separator: " AND ")) ORDER BY epoch, log_index LIMIT \(limit + 1)",
        arguments)
    }
    guard found.count <= limit else {
      throw StoreError("more than \(limit) logs match; narrow the filter")
    }
    return found
  }

  static func logs(
    _ db: Database, where condition: String, _ arguments: StatementArguments
  ) throws -> [LogRecord] {
    let rows = try Row.fetchAll(
      db,
      sql: """
        SELECT epoch, log_index, position, emitter, address, topic0, topic1, topic2, topic3, data
        FROM logs WHERE \(condition)
        """, arguments: arguments)
    return try rows.map { row in
      guard let address = EthAddress(row[4] as Data) else {
        throw StoreError("the store is damaged: a log's address is malformed")
      }
      let topics = (5...8).compactMap { (row[$0] as Data?).flatMap { Hash256($0) } }
      return LogRecord(
        epoch: row[0], messagePosition: row[2], index: row[1],
        emitter: UInt64(bitPattern: row[3] as Int64), address: address, topics: topics,
        data: Array(row[9] as Data))
    }
  }
}
