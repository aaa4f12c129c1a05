package import Primitives

/// What a block keeps of a transaction's outcome (Yellow Paper §4.3.1; EIP-658, EIP-2718).
package struct Receipt: Hashable, Sendable {
  package enum Outcome: Hashable, Sendable {
    /// The state root after the transaction: receipts before Byzantium.
    case stateRoot(Hash256)
    /// Whether the transaction succeeded (EIP-658).
    case status(Bool)
  }

  package var type: TransactionType
  package var outcome: Outcome
  /// Gas used in the block up to and with this transaction.
  package var cumulativeGasUsed: UInt64
  package var bloom: Bloom
  package var logs: [Log]

  package init(
    type: TransactionType, outcome: Outcome, cumulativeGasUsed: UInt64, logs: [Log]
  ) {
    self.type = type
    self.outcome = outcome
    self.cumulativeGasUsed = cumulativeGasUsed
    self.logs = logs
    bloom = Bloom(logs)
  }

  /// RLP behind the type byte; RLP alone for legacy transactions.
  package var encoded: [UInt8] {
    let list = RLPEncoder.list { fields in
      switch outcome {
      case .stateRoot(let root): fields.append(root)
      case .status(let succeeded): fields.append(succeeded ? 1 as UInt64 : 0)
      }
      fields.append(cumulativeGasUsed)
      fields.append(bloom.bytes)
      fields.appendList { items in Log.encode(logs, to: &items) }
    }
    return type == .legacy ? list : [type.rawValue] + list
  }

  /// Reads what `encoded` writes.
  package static func decode(_ bytes: [UInt8]) throws(TransactionDecodingError) -> Receipt {
    guard let first = bytes.first else { throw .empty }
    let type = first >= 0xc0 ? .legacy : TransactionType(rawValue: first)
    guard let type, type != .legacy || first >= 0xc0 else { throw .unsupportedType(first) }
    do {
      var decoder = RLPDecoder(bytes, skipping: type == .legacy ? 0 : 1)
      var fields = try decoder.readList()
      try decoder.finishInput()
      return try Receipt(type: type, &fields)
    } catch {
      throw .malformed(error)
    }
  }

  private init(type: TransactionType, _ fields: inout RLPDecoder) throws(RLPError) {
    self.type = type
    let start = fields.position
    let first = try fields.readBytes()
    if let root = Hash256(first) {
      outcome = .stateRoot(root)
    } else if first.isEmpty || first == [1] {
      outcome = .status(!first.isEmpty)
    } else {
      throw RLPError(.wrongSize(expected: "a status or a state root", got: first.count), at: start)
    }
    cumulativeGasUsed = try fields.readUInt64()
    bloom = Bloom(try fields.readBytes(count: Bloom.size)) ?? Bloom()
    logs = []
    var items = try fields.readList()
    while !items.isAtEnd { logs.append(try Log(&items)) }
    try fields.finishList()
  }
}
