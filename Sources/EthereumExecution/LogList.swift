import EVM
package import Ethereum
import Primitives

/// The logs of a transaction, in chunks that hold the topics and data of many, so that a LOG
/// allocates nothing. Two arrays a log were half of the time of a loop of LOGs; one array for all
/// logs spent as much on being moved to fresh pages.
package struct LogList {
  private struct Record {
    let address: EthAddress
    /// Where the topics and the data end in the chunk's arrays.
    let topicsEnd: Int
    let dataEnd: Int
  }

  private struct Chunk {
    /// Logs of a chunk at most.
    static let limit = 64
    /// Bytes of data that a chunk has room for, unless one log has more.
    static let dataSize = 8 << 10

    var records: ContiguousArray<Record> = []
    var topics: ContiguousArray<Hash256> = []
    var data: ContiguousArray<UInt8> = []

    init() {}

    init(room bytes: Int) {
      records.reserveCapacity(Chunk.limit)
      topics.reserveCapacity(Chunk.limit * 4)
      data.reserveCapacity(max(bytes, Chunk.dataSize))
    }

    func hasRoom(_ bytes: Int) -> Bool {
      records.count < Chunk.limit && data.count + bytes <= data.capacity
    }

    mutating func removeLast(_ count: Int) {
      records.removeLast(count)
      topics.removeSubrange((records.last?.topicsEnd ?? 0)...)
      data.removeSubrange((records.last?.dataEnd ?? 0)...)
    }

    func appendLogs(to logs: inout [Log]) {
      var topicsStart = 0
      var dataStart = 0
      for record in records {
        logs.append(
          Log(
            address: record.address, topics: Array(topics[topicsStart..<record.topicsEnd]),
            data: Array(data[dataStart..<record.dataEnd])))
        (topicsStart, dataStart) = (record.topicsEnd, record.dataEnd)
      }
    }
  }

  private var full: ContiguousArray<Chunk> = []
  private var current = Chunk()
  package private(set) var count = 0

  mutating func append(_ address: EthAddress, _ topics: LogTopics, _ data: ByteView) {
    if !current.hasRoom(data.count) {
      if !current.records.isEmpty { full.append(current) }
      current = Chunk(room: data.count)
    }
    for index in 0..<topics.count { current.topics.append(Hash256(word: topics[index])) }
    data.append(to: &current.data)
    current.records.append(
      Record(
        address: address, topicsEnd: current.topics.count, dataEnd: current.data.count))
    count += 1
  }

  /// Forgets all but the first `newCount`.
  mutating func truncate(to newCount: Int) {
    while count > newCount {
      let excess = min(count - newCount, current.records.count)
      current.removeLast(excess)
      count -= excess
      if count > newCount, let last = full.popLast() { current = last }
    }
  }

  /// Forgets all.
  mutating func removeAll() {
    full.removeAll(keepingCapacity: true)
    current.removeLast(current.records.count)
    count = 0
  }

  /// The logs as values of their own, in order.
  package var logs: [Log] {
    var logs: [Log] = []
    logs.reserveCapacity(count)
    for chunk in full { chunk.appendLogs(to: &logs) }
    current.appendLogs(to: &logs)
    return logs
  }
}
