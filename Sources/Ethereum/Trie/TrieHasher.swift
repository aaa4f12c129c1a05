import Cryptography
import Primitives

/// Computes a trie's root from its sorted pairs in one walk, with no node objects.
///
/// A node covers a run of the sorted keys below a depth; its RLP is written at the end of one
/// buffer and replaced there by its hash once it is 32 bytes or longer (Yellow Paper appendix D).
struct TrieHasher<Key: TrieKey> {
  private struct Entry {
    var key: Key
    var value: Range<Int>
  }

  private var entries: [Entry] = []
  private var values: [UInt8] = []
  private var output: [UInt8] = []

  /// Room for `count` pairs.
  init(capacity: Int = 0) { entries.reserveCapacity(capacity) }

  /// Adds a pair; keys must differ, and a value is never empty.
  mutating func add(_ key: Key, value: some Collection<UInt8>) {
    let start = values.count
    values.append(contentsOf: value)
    entries.append(Entry(key: key, value: start..<values.count))
  }

  /// The root of the trie of all pairs added.
  mutating func root() -> Hash256 {
    guard !entries.isEmpty else { return MerklePatriciaTrie.emptyRoot }
    entries.sort { $0.key < $1.key }
    output.removeAll(keepingCapacity: true)
    output.reserveCapacity(1024)
    writeNode(0, entries.count, depth: 0)
    return Keccak256.hash(output)
  }

  /// Writes the node that covers `entries[low..<high]`, whose keys agree below `depth`.
  private mutating func writeNode(_ low: Int, _ high: Int, depth: Int) {
    let start = output.count
    if high - low == 1 {
      let entry = entries[low]
      writePath(entry.key, from: depth, to: entry.key.nibbleCount, isLeaf: true)
      writeString(entry.value)
    } else {
      let common = entries[low].key.commonNibbles(with: entries[high - 1].key)
      if common > depth {
        writePath(entries[low].key, from: depth, to: common, isLeaf: false)
        writeReference(low, high, depth: common)
      } else {
        writeBranch(low, high, depth: depth)
      }
    }
    insertListHeader(at: start)
  }

  private mutating func writeBranch(_ low: Int, _ high: Int, depth: Int) {
    var next = low
    var value: Range<Int>?
    if entries[low].key.nibbleCount == depth {
      value = entries[low].value
      next += 1
    }
    for nibble in 0..<16 as Range<UInt8> {
      let first = next
      while next < high, entries[next].key.nibble(at: depth) == nibble { next += 1 }
      if first == next {
        output.append(0x80)
      } else {
        writeReference(first, next, depth: depth + 1)
      }
    }
    if let value { writeString(value) } else { output.append(0x80) }
  }

  /// Writes a node as its parent holds it: itself when it is short, else its hash.
  private mutating func writeReference(_ low: Int, _ high: Int, depth: Int) {
    let start = output.count
    writeNode(low, high, depth: depth)
    guard output.count - start >= 32 else { return }
    let hash = Keccak256.hash(output[start...]).word
    output.removeSubrange(start...)
    output.append(0xa0)
    for limb in [hash.limb3, hash.limb2, hash.limb1, hash.limb0] {
      for shift in stride(from: 56, through: 0, by: -8) {
        output.append(UInt8(truncatingIfNeeded: limb >> UInt64(shift)))
      }
    }
  }

  /// Writes the nibbles `from..<to` of a key in hex-prefix form.
  private mutating func writePath(_ key: Key, from: Int, to: Int, isLeaf: Bool) {
    let flag: UInt8 = isLeaf ? 0x20 : 0
    let size = (to - from) / 2 + 1
    if size > 1 { writeHeader(count: size, offset: 0x80) }
    var index = from
    if (to - from) & 1 == 1 {
      output.append(flag | 0x10 | key.nibble(at: index))
      index += 1
    } else {
      output.append(flag)
    }
    while index < to {
      output.append(key.nibble(at: index) << 4 | key.nibble(at: index + 1))
      index += 2
    }
  }

  private mutating func writeString(_ value: Range<Int>) {
    if value.count == 1, values[value.lowerBound] < 0x80 {
      output.append(values[value.lowerBound])
      return
    }
    writeHeader(count: value.count, offset: 0x80)
    output.append(contentsOf: values[value])
  }

  private mutating func writeHeader(count: Int, offset: UInt8) {
    if count <= 55 {
      output.append(offset + UInt8(count))
      return
    }
    let width = 8 - count.leadingZeroBitCount / 8
    output.append(offset + 55 + UInt8(width))
    for index in stride(from: width - 1, through: 0, by: -1) {
      output.append(UInt8(truncatingIfNeeded: count >> (8 * index)))
    }
  }

  private mutating func insertListHeader(at start: Int) {
    let count = output.count - start
    if count <= 55 {
      output.insert(0xc0 + UInt8(count), at: start)
      return
    }
    let width = 8 - count.leadingZeroBitCount / 8
    for index in 0..<width {
      output.insert(UInt8(truncatingIfNeeded: count >> (8 * index)), at: start)
    }
    output.insert(0xf7 + UInt8(width), at: start)
  }
}
