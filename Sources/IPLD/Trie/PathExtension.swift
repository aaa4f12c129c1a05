package import Primitives

/// The part of a path that a link skips because all keys below share it
/// (ref-fvm `ipld/kamt/src/ext.rs`).
package struct PathExtension: Hashable, Sendable {
  /// The bits from the top down, zeros after them.
  package let bits: UInt256
  /// How many bits count, at most 256.
  package let count: Int

  package static let empty = PathExtension(bits: .zero, count: 0)

  /// The top `count` bits of a word.
  package init(bits: UInt256, count: Int) {
    precondition(count >= 0 && count <= TriePath.size, "extension of \(count) bits")
    self.bits = count == 0 ? .zero : (bits >> UInt64(256 - count)) << UInt64(256 - count)
    self.count = count
  }

  package var isEmpty: Bool { count == 0 }

  /// The bits in bytes from the top, the last byte filled up with zeros.
  package var bytes: [UInt8] { Array(bits.bigEndianBytes.prefix((count + 7) / 8)) }

  /// From `bytes`; nil unless they are as many as `count` bits need and zero after them.
  package init?(bytes: [UInt8], count: Int) {
    guard count >= 0, count <= TriePath.size, bytes.count == (count + 7) / 8,
      let word = UInt256(bigEndian: bytes + [UInt8](repeating: 0, count: 32 - bytes.count))
    else { return nil }
    self.init(bits: word, count: count)
    guard self.bits == word else { return nil }
  }

  /// How many bits `path` goes along with this extension, in whole steps of `width`; the path moves
  /// past them.
  func match(_ path: inout TriePath, width: Int) throws(IPLDError) -> Int {
    guard count > 0 else { return 0 }
    guard count <= TriePath.size - path.consumed else { throw .maximumDepth }
    let common = ((path.bits << UInt64(path.consumed)) ^ bits).leadingZeroBitCount
    let matched = common >= count ? count : common / width * width
    path.consumed += matched
    return matched
  }

  /// What all of `others` share with `path` from where it stands, in whole steps of `width`; the
  /// path moves past it.
  package static func commonPrefix(
    _ path: inout TriePath, _ others: [UInt256], width: Int
  ) -> PathExtension {
    var common = TriePath.size - path.consumed
    for other in others {
      let different = ((path.bits ^ other) << UInt64(path.consumed)).leadingZeroBitCount
      common = min(common, different / width * width)
    }
    let shared = PathExtension(bits: path.bits << UInt64(path.consumed), count: common)
    path.consumed += common
    return shared
  }

  /// The first `at` bits, the slot that the next `width` bits are, and the rest.
  package func split(
    at: Int, width: Int
  ) throws(IPLDError) -> (head: PathExtension, slot: Int, tail: PathExtension) {
    var path = TriePath(bits, consumed: at)
    guard at + width <= count else { throw .maximumDepth }
    let slot = try path.next(width)
    return (
      PathExtension(bits: bits, count: at), slot,
      PathExtension(bits: bits << UInt64(at + width), count: count - at - width)
    )
  }

  /// This extension, the `width` bits of `slot` and then `tail`: undoes a split.
  func joined(slot: Int, width: Int, _ tail: PathExtension) throws(IPLDError) -> PathExtension {
    let total = count + width + tail.count
    guard total <= TriePath.size else { throw .maximumDepth }
    let middle = (UInt256(slot) << UInt64(256 - width)) >> UInt64(count)
    return PathExtension(bits: bits | middle | tail.bits >> UInt64(count + width), count: total)
  }
}
