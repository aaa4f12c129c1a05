package import Bridge
import FVM
package import Filecoin
package import IPLD
package import Primitives

/// Which tipset is meant.
package enum BlockReference: Hashable, Sendable {
  case latest
  /// The tipset that would be made now: the newest one's state, the next one's epoch.
  case pending
  case earliest
  /// By epoch.
  case number(UInt64)
  /// By its hash in Ethereum's view.
  case hash(Hash256)
}

/// Reading a chain.
extension Chain {
  package func head() throws(StoreError) -> TipsetRecord { try store.head() }

  /// The tipset that is meant.
  package func tipset(_ reference: BlockReference) throws -> TipsetRecord {
    switch reference {
    case .latest, .pending: return try store.head()
    case .earliest: return try store.tipset(epoch: 0) ?? store.head()
    case .number(let number):
      guard let epoch = ChainEpoch(exactly: number), let tipset = try store.tipset(epoch: epoch)
      else { throw ChainError("no block \(number); the newest is \(try store.head().epoch)") }
      return tipset
    case .hash(let hash):
      guard let tipset = try store.tipset(hash: hash) else {
        throw ChainError("no block with the hash \(hash)")
      }
      return tipset
    }
  }

  /// A message by the hash of its transaction.
  package func message(hash: Hash256) throws(StoreError) -> MessageRecord? {
    try store.message(hash: hash)
  }

  package func message(cid: CID) throws(StoreError) -> MessageRecord? {
    try store.message(cid: cid)
  }

  /// The messages of a tipset in order.
  package func messages(of tipset: TipsetRecord) throws(StoreError) -> [MessageRecord] {
    try store.messages(epoch: tipset.epoch)
  }

  /// The logs that a filter asks for, at most `limit`.
  package func logs(_ filter: LogFilter, limit: Int = 10_000) throws(StoreError) -> [LogRecord] {
    try store.logs(filter, limit: limit)
  }

  /// The state after a tipset's messages.
  package func state(at tipset: TipsetRecord) throws -> StateView {
    try StateView(root: tipset.stateRoot, store: blocks)
  }

  /// The base fee that the next tipset's messages pay, attoFIL a gas unit.
  package func nextBaseFee() throws -> TokenAmount {
    try producer.baseFee(after: store.head())
  }

  /// A fork of the state after `tipset` to try calls on, seen from that tipset; or, for `pending`,
  /// from the next one.
  package func simulation(
    at tipset: TipsetRecord, pending: Bool = false, isTracing: Bool = false
  ) throws -> CallSimulation {
    let header = pending ? try producer.nextHeader(after: tipset) : tipset.header
    return CallSimulation(
      try producer.machine(header, root: tipset.stateRoot, isTracing: isTracing))
  }

  /// A message as Ethereum shows it.
  package func transaction(_ record: MessageRecord) throws -> TransactionView {
    let tipset = try tipset(.number(UInt64(record.epoch)))
    return try TransactionView(
      record.signed, chainID: configuration.chainID,
      in: StateTree(root: tipset.stateRoot, blocks))
  }

  /// A message's outcome as Ethereum shows it.
  package func receipt(
    _ record: MessageRecord, of transaction: TransactionView
  ) -> ReceiptView {
    ReceiptView(
      record.receipt, of: transaction, spent: record.charges.total,
      logs: record.logs.map {
        LogView(emitter: $0.emitter, address: $0.address, topics: $0.topics, data: $0.data)
      })
  }
}
