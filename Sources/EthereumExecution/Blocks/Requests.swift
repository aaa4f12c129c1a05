import Cryptography
import Ethereum
package import Primitives

/// A block's requests to the consensus layer (EIP-7685).
package struct Requests: Hashable, Sendable {
  /// Type byte and data of each request list that is not empty, in the order of types.
  package private(set) var lists: [[UInt8]] = []

  /// Adds a list unless it is empty.
  mutating func append(type: UInt8, _ data: [UInt8]) {
    if !data.isEmpty { lists.append([type] + data) }
  }

  /// sha256 over the sha256 of every list.
  package var hash: Hash256 {
    let digests = lists.flatMap { SHA256.hash($0) }
    return Hash256(SHA256.hash(digests)) ?? .zero
  }

  /// Type bytes (EIP-6110, EIP-7002, EIP-7251).
  static let deposit: UInt8 = 0
  static let withdrawal: UInt8 = 1
  static let consolidation: UInt8 = 2

  /// DepositEvent(bytes,bytes,bytes,bytes,bytes), the first topic of a deposit (EIP-6110).
  private static let depositTopic = Keccak256.hash(
    Array("DepositEvent(bytes,bytes,bytes,bytes,bytes)".utf8))

  /// The deposits among a block's logs, one after the other (EIP-6110).
  static func deposits(
    in logs: some Sequence<Log>, contract: EthAddress
  ) throws(BlockError) -> [UInt8] {
    var data: [UInt8] = []
    for log in logs where log.address == contract && log.topics.first == depositTopic {
      data += try deposit(log.data)
    }
    return data
  }

  /// Offset and size of public key, credentials, amount, signature and index in the event's data.
  private static let depositFields = [(160, 48), (256, 32), (320, 8), (384, 96), (512, 8)]
  private static let depositSize = 576

  private static func deposit(_ data: [UInt8]) throws(BlockError) -> [UInt8] {
    guard data.count == depositSize else { throw .depositLayout }
    var request: [UInt8] = []
    for (index, (offset, size)) in depositFields.enumerated() {
      let head = UInt256(bigEndian: data[32 * index..<32 * (index + 1)])
      let length = UInt256(bigEndian: data[offset..<offset + 32])
      guard head == UInt256(offset), length == UInt256(size) else { throw .depositLayout }
      request += data[offset + 32..<offset + 32 + size]
    }
    return request
  }
}
