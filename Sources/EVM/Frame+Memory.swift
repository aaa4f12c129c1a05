import Primitives

/// Who pays for memory, and where it ends (Yellow Paper appendix H.1, `C_mem`).
extension Frame {
  /// The part of memory at `offset`, grown to hold it. An empty part touches nothing, wherever it is.
  ///
  /// Mostly it is in use already, which two comparisons of single limbs tell: memory copies spent a
  /// third of their time on comparing words.
  @inline(__always)
  mutating func region(_ offset: UInt256, _ size: UInt256) throws(HaltReason) -> Region {
    // Safe: a sum of two limbs below 2^32 does not wrap.
    let end = offset.limb0 &+ size.limb0
    let isSmall = (offset.limb0 | size.limb0) >> 32 == 0
    if isSmall, offset.fitsUInt64, size.fitsUInt64, end <= memory.size {
      return Region(
        offset: Int(truncatingIfNeeded: offset.limb0), count: Int(truncatingIfNeeded: size.limb0))
    }
    return try newRegion(offset, size)
  }

  @inline(never)
  private mutating func newRegion(
    _ offset: UInt256, _ size: UInt256
  ) throws(HaltReason) -> Region {
    if size.isZero { return .empty }
    let limit = ruleset.gasSchedule.memoryLimit
    guard offset.fitsUInt64, size.fitsUInt64, offset.limb0 <= limit, size.limb0 <= limit,
      offset.limb0 + size.limb0 <= limit
    else {
      trace?.noteMemoryOverflow()
      throw ruleset.rules.memoryFault
    }
    let end = offset.limb0 + size.limb0
    if end > memory.size { try growMemory(to: end) }
    return Region(offset: Int(offset.limb0), count: Int(size.limb0))
  }

  /// The part of `size` bytes at `offset`.
  mutating func region(_ offset: UInt256, _ size: Int) throws(HaltReason) -> Region {
    try region(offset, UInt256(UInt64(size)))
  }

  /// Pays for and adds whole words up to `end`, which is below 2^32.
  private mutating func growMemory(to end: UInt64) throws(HaltReason) {
    if let capacity = ruleset.gasSchedule.memoryCapacity, end > capacity { throw .hostFailure }
    let words = (end &+ 31) / 32
    // Safe: words are below 2^27, prices below 2^32.
    var cost = ruleset.gasSchedule.memoryWord &* Int64(truncatingIfNeeded: words)
    if let divisor = ruleset.gasSchedule.memoryQuadraticDivisor {
      // Small memories are spared the division.
      let square = words &* words
      if square >= divisor { cost += Int64(truncatingIfNeeded: square / divisor) }
    }
    try charge(cost - memory.cost)
    guard memory.grow(to: words &* 32) else { throw .outOfGas }
    memory.cost = cost
  }

  /// Pays `price` for each word begun.
  @inline(__always)
  mutating func charge(words count: Int, at price: Int64) throws(HaltReason) {
    try charge(price &* Int64(truncatingIfNeeded: UInt(bitPattern: count &+ 31) / 32))
  }
}
