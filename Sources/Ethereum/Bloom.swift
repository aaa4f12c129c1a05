import Cryptography
package import Primitives

/// A 2048-bit filter over the addresses and topics of logs (Yellow Paper §4.3.1, M3:2048).
package struct Bloom: Hashable, Sendable {
  /// 256 bytes, bit 0 in the last one.
  package private(set) var bytes: [UInt8]

  /// The filter that contains nothing.
  package init() { bytes = [UInt8](repeating: 0, count: Bloom.size) }

  /// Exactly 256 bytes, else nil.
  package init?(_ bytes: [UInt8]) {
    guard bytes.count == Bloom.size else { return nil }
    self.bytes = bytes
  }

  /// The filter of some logs.
  package init(_ logs: some Sequence<Log>) {
    self.init()
    for log in logs { insert(log) }
  }

  /// Bytes in a filter.
  package static let size = 256

  /// Adds a log's address and topics.
  package mutating func insert(_ log: Log) {
    insert(log.address)
    for topic in log.topics { insert(topic) }
  }

  package mutating func insert(_ address: EthAddress) { insert(address.bytes) }

  package mutating func insert(_ topic: Hash256) { insert(topic.bytes) }

  /// Adds everything that `other` contains.
  package mutating func formUnion(_ other: Bloom) {
    for index in bytes.indices { bytes[index] |= other.bytes[index] }
  }

  /// False when the address was certainly not added.
  package func mayContain(_ address: EthAddress) -> Bool { mayContain(address.bytes) }

  /// False when the topic was certainly not added.
  package func mayContain(_ topic: Hash256) -> Bool { mayContain(topic.bytes) }

  private mutating func insert(_ item: [UInt8]) {
    for bit in Bloom.bits(of: item) { bytes[Bloom.size - 1 - bit / 8] |= 1 << UInt8(bit % 8) }
  }

  private func mayContain(_ item: [UInt8]) -> Bool {
    Bloom.bits(of: item).allSatisfy { bit in
      bytes[Bloom.size - 1 - bit / 8] & 1 << UInt8(bit % 8) != 0
    }
  }

  /// The low 11 bits of the first three pairs of bytes of the hash.
  private static func bits(of item: [UInt8]) -> [Int] {
    let high = Keccak256.hash(item).word.limb3
    return [48, 32, 16].map { shift in Int(high >> UInt64(shift) & 2047) }
  }
}
