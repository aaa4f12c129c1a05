package import Primitives

/// The way from a trie's root to a key: 256 bits taken from the top, a few for each level.
package struct TriePath: Sendable {
  package static let size = 256

  package let bits: UInt256
  /// Bits that the levels passed so far have used.
  package var consumed: Int

  package init(_ bits: UInt256, consumed: Int = 0) {
    self.bits = bits
    self.consumed = consumed
  }

  /// The next `width` bits (1 to 8) as a slot number; on the last level, what is left of 256.
  package mutating func next(_ width: Int) throws(IPLDError) -> Int {
    let taken = min(width, Self.size - consumed)
    guard taken > 0 else { throw .maximumDepth }
    let shift = UInt64(consumed & 63)
    var window = limb(3 - consumed >> 6) << shift
    if shift != 0, consumed < 192 { window |= limb(2 - consumed >> 6) >> (64 - shift) }
    consumed += taken
    return Int(window >> UInt64(64 - taken))
  }

  private func limb(_ index: Int) -> UInt64 {
    switch index {
    case 0: bits.limb0
    case 1: bits.limb1
    case 2: bits.limb2
    default: bits.limb3
    }
  }
}
