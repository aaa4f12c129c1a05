import Primitives

extension Frame {
  /// What a value of the block or transaction is, for the instructions that only push one.
  @inline(never)
  mutating func contextWord(_ value: ContextValue) -> UInt256 {
    let context = context()
    return switch value {
    case .origin: context.transaction.origin.word
    case .gasPrice: context.transaction.gasPrice
    case .coinbase: context.block.coinbase.word
    case .timestamp: UInt256(context.block.timestamp)
    case .number: UInt256(context.block.number)
    case .gasLimit: UInt256(context.block.gasLimit)
    case .chainID: context.block.chainID
    case .baseFee: context.block.baseFee
    case .blobBaseFee: context.block.blobBaseFee
    }
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
    let hashes = context().transaction.blobHashes
    if let index = top[0].asInt, index < hashes.count {
      top[0] = hashes[index].word
    } else {
      top[0] = .zero
    }
  }
}

/// A value that is the same for all frames of a transaction.
enum ContextValue {
  case origin, gasPrice, coinbase, timestamp, number, gasLimit, chainID, baseFee, blobBaseFee
}
