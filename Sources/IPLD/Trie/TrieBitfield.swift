import Primitives

/// Which of a node's slots, at most 256, are occupied.
struct TrieBitfield: Hashable {
  /// Bit i is slot i.
  private var word: UInt256

  init() { word = .zero }

  func contains(_ slot: Int) -> Bool { limb(slot >> 6) >> UInt64(slot & 63) & 1 == 1 }

  /// How many slots before `slot` are occupied: the place of its pointer.
  func count(below slot: Int) -> Int {
    var count = 0
    for index in 0..<(slot >> 6) { count += limb(index).nonzeroBitCount }
    let mask = (1 as UInt64) << UInt64(slot & 63) - 1
    return count + (limb(slot >> 6) & mask).nonzeroBitCount
  }

  var count: Int {
    word.limb0.nonzeroBitCount + word.limb1.nonzeroBitCount + word.limb2.nonzeroBitCount
      + word.limb3.nonzeroBitCount
  }

  /// The highest occupied slot.
  var last: Int? {
    for index in (0..<4).reversed() where limb(index) != 0 {
      return index * 64 + 63 - limb(index).leadingZeroBitCount
    }
    return nil
  }

  mutating func toggle(_ slot: Int) {
    let bit = (1 as UInt64) << UInt64(slot & 63)
    switch slot >> 6 {
    case 0: word.limb0 ^= bit
    case 1: word.limb1 ^= bit
    case 2: word.limb2 ^= bit
    default: word.limb3 ^= bit
    }
  }

  private func limb(_ index: Int) -> UInt64 {
    switch index {
    case 0: word.limb0
    case 1: word.limb1
    case 2: word.limb2
    default: word.limb3
    }
  }
}

/// A byte string: the big-endian number without leading zeros.
extension TrieBitfield: CBORCodable {
  func encode(to encoder: inout CBOREncoder) { word.encode(to: &encoder) }

  init(from decoder: inout CBORDecoder) throws(CBORError) { word = try UInt256(from: &decoder) }
}
