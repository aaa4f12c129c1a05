import Primitives

extension Frame {
  /// What a value of the block or transaction is, for the instructions that only push one.
  @inline(never)
  mutating func contextWord(_ value: ContextValue) throws(HaltReason) -> UInt256 {
    try host.contextWord(value, gas: &gas)
  }

  /// PREVRANDAO or DIFFICULTY, for a free item.
  @inline(never)
  mutating func difficultyOrRandao() throws(HaltReason) -> UInt256 {
    try host.difficultyOrRandao(gas: &gas)
  }

  /// BLOCKHASH: number → hash.
  @inline(never)
  mutating func blockHash(_ top: StackTop) throws(HaltReason) {
    top[0] = try host.blockHash(top[0], gas: &gas).word
  }

  /// BLOBHASH (EIP-4844): index → versioned hash, zero past the last.
  @inline(never)
  mutating func blobHash(_ top: StackTop) {
    let hashes = host.context.transaction.blobHashes
    if let index = top[0].asInt, index < hashes.count {
      top[0] = hashes[index].word
    } else {
      top[0] = .zero
    }
  }
}
