import Primitives

extension Frame {
  /// KECCAK256 (Yellow Paper 0x20): offset, size → hash.
  @inline(never)
  mutating func keccak256(_ top: StackTop) throws(HaltReason) {
    let region = try region(top[0], top[1])
    try charge(words: region.count, at: ruleset.gasSchedule.keccakWord)
    let bytes = memory.view(region)
    top[1] =
      ruleset.rules.metersThroughHost
      ? try host.keccak256(bytes, gas: &gas).word
      : hashes.hash(bytes)
  }
}
