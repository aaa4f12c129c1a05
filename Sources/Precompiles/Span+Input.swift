import Primitives

/// Reading calldata as the precompiles do: it goes on with zeros without end.
extension Span where Element == UInt8 {
  /// The 32-byte big-endian word at a byte offset.
  func word(at offset: Int) -> UInt256 {
    UInt256(
      limbs: limb(at: offset + 24), limb(at: offset + 16), limb(at: offset + 8), limb(at: offset))
  }

  /// The 8-byte big-endian number at a byte offset.
  private func limb(at offset: Int) -> UInt64 {
    var limb: UInt64 = 0
    for index in offset..<offset + 8 {
      limb = limb << 8 | (index < count ? UInt64(self[index]) : 0)
    }
    return limb
  }

  /// A copy of `length` bytes from `offset`, zeros past the end.
  func bytes(at offset: Int, _ length: Int) -> [UInt8] {
    let start = min(offset, count)
    let end = min(start + length, count)
    return [UInt8](capacity: length) { copy in
      for index in start..<end { copy.append(self[index]) }
      copy.append(repeating: 0, count: length - (end - start))
    }
  }

  /// A copy of all bytes.
  var allBytes: [UInt8] { bytes(at: 0, count) }
}
