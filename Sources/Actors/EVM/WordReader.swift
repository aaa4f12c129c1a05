import Primitives

/// Reads the 32-byte words of Solidity's ABI from bytes that zeros follow without end
/// (builtin-actors `actors/evm/src/reader.rs`).
struct WordReader {
  private let bytes: [UInt8]
  private var position = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// Goes on reading `offset` bytes after the start.
  mutating func seek(_ offset: Int) { position = min(offset, bytes.count) }

  mutating func readWord() -> UInt256 {
    let taken = read(padded: 32)
    return UInt256(bigEndian: taken) ?? .zero
  }

  /// A word as a number of 64 bits; nil when it is above.
  mutating func readUInt64() -> UInt64? { readWord().asUInt64 }

  /// A word as a number of 32 bits; nil when it is above.
  mutating func readUInt32() -> UInt32? { readUInt64().flatMap { UInt32(exactly: $0) } }

  /// Exactly `count` bytes, zeros after the end.
  mutating func read(padded count: Int) -> [UInt8] {
    let available = min(count, bytes.count - position)
    let part = bytes[position..<(position + available)]
    position += available
    return part + [UInt8](repeating: 0, count: count - available)
  }
}
