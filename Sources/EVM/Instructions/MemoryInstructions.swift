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
    let size = top[2].limbwise
    // The farther one first: there is one growth to pay for, or one failure to see.
    let isForward = top[0] > top[1]
    let farther = try region((isForward ? top[0] : top[1]).limbwise, size)
    let nearer = try region((isForward ? top[1] : top[0]).limbwise, size)
    try charge(words: farther.count, at: ruleset.gasSchedule.copyWord)
    memory.move(from: isForward ? nearer : farther, to: isForward ? farther : nearer)
  }
}
