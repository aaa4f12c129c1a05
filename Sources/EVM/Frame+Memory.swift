import Primitives

/// Who pays for memory, and where it ends (Yellow Paper appendix H.1, `C_mem`).
extension Frame {
  /// The part of memory at `offset`, grown to hold it. An empty part touches nothing, wherever it is.
  mutating func region(_ offset: UInt256, _ size: UInt256) throws(HaltReason) -> Region {
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

  /// Pays for and adds whole words up to `end`. Kept out of line: growth is rare.
  @inline(never)
  private mutating func growMemory(to end: UInt64) throws(HaltReason) {
    let schedule = ruleset.gasSchedule
    if let capacity = schedule.memoryCapacity, end > capacity { throw .hostFailure }
    let words = (end + 31) / 32
    var cost = schedule.memoryWord * Int64(words)
    if let divisor = schedule.memoryQuadraticDivisor { cost += Int64(words * words / divisor) }
    try charge(cost - memory.cost)
    guard memory.grow(to: words * 32) else { throw .outOfGas }
    memory.cost = cost
  }

  /// Pays `price` for each word begun.
  mutating func charge(words count: Int, at price: Int64) throws(HaltReason) {
    try charge(price * Int64((count + 31) / 32))
  }
}
