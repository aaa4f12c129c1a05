package import Primitives

/// A key of a Merkle Patricia trie: a run of nibbles with an order.
protocol TrieKey: Comparable {
  var nibbleCount: Int { get }
  /// The nibble at `index`, the high half of the first byte first.
  func nibble(at index: Int) -> UInt8
  /// How many nibbles are the same at the start of both keys.
  func commonNibbles(with other: Self) -> Int
}

/// 64 nibbles: the keys of secure tries.
extension Hash256: TrieKey {
  package var nibbleCount: Int { 64 }

  package func nibble(at index: Int) -> UInt8 {
    let limb =
      switch index >> 4 {
      case 0: word.limb3
      case 1: word.limb2
      case 2: word.limb1
      default: word.limb0
      }
    return UInt8(truncatingIfNeeded: limb >> UInt64(60 - 4 * (index & 15))) & 15
  }

  package func commonNibbles(with other: Hash256) -> Int {
    (word ^ other.word).leadingZeroBitCount / 4
  }
}

/// A key of any length, in the order of its bytes with a prefix before what it begins.
struct TrieByteKey: TrieKey, Equatable {
  let bytes: [UInt8]

  var nibbleCount: Int { bytes.count * 2 }

  func nibble(at index: Int) -> UInt8 {
    index & 1 == 0 ? bytes[index >> 1] >> 4 : bytes[index >> 1] & 15
  }

  func commonNibbles(with other: TrieByteKey) -> Int {
    var count = 0
    for (left, right) in zip(bytes, other.bytes) {
      if left != right { return left >> 4 == right >> 4 ? count + 1 : count }
      count += 2
    }
    return count
  }

  static func < (left: TrieByteKey, right: TrieByteKey) -> Bool {
    left.bytes.lexicographicallyPrecedes(right.bytes)
  }
}
