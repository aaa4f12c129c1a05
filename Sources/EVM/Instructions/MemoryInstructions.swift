import Primitives

extension Frame {
  /// MLOAD and MSTORE where the word is not yet in use.
  @inline(never)
  mutating func growForWord(at offset: UInt256) throws(HaltReason) {
    _ = try region(offset, 32)
  }

  /// MSTORE8 where the byte is not yet in use.
  @inline(never)
  mutating func growForByte(at offset: UInt256) throws(HaltReason) {
    _ = try region(offset, 1)
  }

  /// MCOPY (EIP-5656): target, source, size.
  @inline(never)
  mutating func memoryCopy(_ top: StackTop) throws(HaltReason) {
    let highest = max(top[0], top[1])
    _ = try region(highest, top[2])
    let target = try region(top[0], top[2])
    let source = try region(top[1], top[2])
    try charge(words: target.count, at: ruleset.gasSchedule.copyWord)
    memory.move(from: source, to: target)
  }
}
