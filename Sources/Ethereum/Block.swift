import Cryptography
package import Primitives

/// A header and what it commits to (Yellow Paper §4.3).
package struct Block: Hashable, Sendable {
  package var header: BlockHeader
  package var transactions: [Transaction]
  /// Headers of stale siblings of ancestors; none from Paris on.
  package var ommers: [BlockHeader]
  /// From Shanghai on (EIP-4895).
  package var withdrawals: [Withdrawal]?

  package init(
    header: BlockHeader, transactions: [Transaction] = [], ommers: [BlockHeader] = [],
    withdrawals: [Withdrawal]? = nil
  ) {
    self.header = header
    self.transactions = transactions
    self.ommers = ommers
    self.withdrawals = withdrawals
  }

  package var hash: Hash256 { header.hash }

  /// The transactions root that the header must hold.
  package var transactionsRoot: Hash256 {
    MerklePatriciaTrie.orderedRoot(transactions.map(\.encoded))
  }

  /// The withdrawals root that the header must hold.
  package var withdrawalsRoot: Hash256? {
    withdrawals.map { MerklePatriciaTrie.orderedRoot($0.map(\.encoded)) }
  }

  /// The ommers hash that the header must hold.
  package var ommersHash: Hash256 {
    Keccak256.hash(
      RLPEncoder.list { list in
        for ommer in ommers { list.append(encoded: ommer.encoded) }
      })
  }

  package var encoded: [UInt8] {
    RLPEncoder.list { fields in
      fields.append(encoded: header.encoded)
      fields.appendList { list in
        for transaction in transactions {
          if transaction.type == .legacy {
            list.append(encoded: transaction.encoded)
          } else {
            list.append(transaction.encoded)
          }
        }
      }
      fields.appendList { list in
        for ommer in ommers { list.append(encoded: ommer.encoded) }
      }
      if let withdrawals {
        fields.appendList { list in
          for withdrawal in withdrawals { list.append(encoded: withdrawal.encoded) }
        }
      }
    }
  }

  /// Reads what `encoded` writes. Positions in an error of a transaction count from its own start.
  package static func decode(_ bytes: [UInt8]) throws(TransactionDecodingError) -> Block {
    var raw: [[UInt8]] = []
    var block: Block
    do throws(RLPError) {
      var decoder = RLPDecoder(bytes)
      var fields = try decoder.readList()
      try decoder.finishInput()
      block = Block(header: try BlockHeader(&fields))
      var items = try fields.readList()
      while !items.isAtEnd {
        guard !items.nextIsList else {
          raw.append(try items.readEncoded())
          continue
        }
        let start = items.position
        let envelope = try items.readBytes()
        // A legacy transaction is a list of its own, never a string (EIP-2718).
        guard let first = envelope.first, first < 0xc0 else {
          throw RLPError(.expectedList, at: start)
        }
        raw.append(envelope)
      }
      var ommers = try fields.readList()
      while !ommers.isAtEnd { block.ommers.append(try BlockHeader(&ommers)) }
      if !fields.isAtEnd {
        var list = try fields.readList()
        var withdrawals: [Withdrawal] = []
        while !list.isAtEnd { withdrawals.append(try Withdrawal(&list)) }
        block.withdrawals = withdrawals
      }
      try fields.finishList()
    } catch {
      throw .malformed(error)
    }
    for bytes in raw { block.transactions.append(try Transaction.decode(bytes)) }
    return block
  }
}
