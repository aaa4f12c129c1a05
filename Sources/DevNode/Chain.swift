import Actors
import Bridge
package import Ethereum
import FVM
import Filecoin
import Foundation
import GRDB
import IPLD
import Primitives

/// A development chain in a folder.
///
/// Every transaction makes a tipset of its own, which is on disk when `submit` returns. Reading needs
/// no lock and sees the newest tipset; writing takes turns with other processes.
package final class Chain {
  package let folder: String
  package let configuration: NodeConfiguration
  package let accounts: [DevAccount]
  /// The chain's blocks of IPLD.
  package let blocks: StoredBlocks
  let store: ChainStore
  let producer: BlockProducer
  private let patience: Double

  /// Seconds that a writer waits for another process.
  package static let defaultPatience = 10.0

  /// The longest message a block takes, in bytes (lotus `MaxMessageSize`).
  package static let maximumMessageSize = 64 << 10

  private init(_ store: ChainStore, patience: Double) throws(StoreError) {
    self.store = store
    self.patience = patience
    folder = store.folder
    configuration = try store.configuration()
    accounts = try store.accounts()
    blocks = StoredBlocks(store)
    producer = BlockProducer(
      configuration: configuration, store: store, blocks: blocks,
      actors: { BuiltinActors.registry(for: $0) })
  }

  /// Opens the chain in a folder; nil when there is none.
  package static func open(
    folder: String, patience: Double = defaultPatience
  ) throws -> Chain? {
    guard let store = try ChainStore.open(folder: folder) else { return nil }
    return try Chain(store, patience: patience)
  }

  /// Makes a chain in a folder that has none.
  package static func create(
    folder: String, configuration: NodeConfiguration, patience: Double = defaultPatience
  ) throws -> Chain {
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw StoreError("cannot make the folder \(folder)")
    }
    let lock = try ChainLock(folder: folder, patience: patience)
    defer { withExtendedLifetime(lock) {} }
    guard try ChainStore.open(folder: folder) == nil else { throw StoreError.exists(folder) }
    let accounts = try DevAccount.derive(
      mnemonic: configuration.mnemonic, count: configuration.accountCount)
    let state = InMemoryBlockstore()
    let genesis = try Genesis.build(configuration, accounts: accounts, store: state)
    let store = try ChainStore.create(folder: folder) { db in
      try ChainStore.save(configuration, accounts, db)
      try StoredBlocks.insert(state.blocks, db)
      try ChainStore.save(genesis, db)
    }
    return try Chain(store, patience: patience)
  }

  /// The chain in a folder, made with `configuration` if there is none yet.
  package static func openOrCreate(
    folder: String, patience: Double = defaultPatience,
    configuration: () throws -> NodeConfiguration
  ) throws -> (chain: Chain, isNew: Bool) {
    if let chain = try open(folder: folder, patience: patience) { return (chain, false) }
    do {
      let configuration = try configuration()
      return (
        try create(folder: folder, configuration: configuration, patience: patience), true
      )
    } catch let error as StoreError where error == .exists(folder) {
      // Another process made it between the two looks.
      guard let chain = try open(folder: folder, patience: patience) else { throw error }
      return (chain, false)
    }
  }

  // MARK: - Writing

  /// Applies a signed Ethereum transaction in a new tipset and returns its record.
  package func submit(_ transaction: Transaction) throws -> MessageRecord {
    let signed = try SignedMessage(transaction, chainID: configuration.chainID)
    let size = signed.chainLength
    guard size <= Self.maximumMessageSize else {
      throw ChainError(
        "the transaction is \(size) bytes on chain, a message has at most "
          + "\(Self.maximumMessageSize)")
    }
    let hash = transaction.hash
    return try writing { head in
      if try store.message(hash: hash) != nil {
        throw ChainError("the transaction \(hash) is on chain already")
      }
      try admit(signed.message, on: head)
      let product = try producer.produce([.init(signed: signed, hash: hash)], after: head)
      try commit(product)
      guard let record = product.messages.first else {
        throw ChainError("the transaction was not applied")
      }
      return record
    }
  }

  /// Adds a tipset without messages whose state is `root`, of blocks that were put before.
  func adopt(stateRoot root: CID) throws -> TipsetRecord {
    try writing { head in
      var product = try producer.produce([], after: head)
      product.tipset.stateRoot = root
      try commit(product)
      return product.tipset
    }
  }

  /// Runs `body` as the only writer, with the newest tipset.
  private func writing<Value>(_ body: (TipsetRecord) throws -> Value) throws -> Value {
    let lock = try ChainLock(folder: folder, patience: patience)
    defer {
      blocks.discard()
      withExtendedLifetime(lock) {}
    }
    return try body(try store.head())
  }

  private func commit(_ product: BlockProducer.Product) throws(StoreError) {
    try store.write { db in
      try blocks.save(db)
      try ChainStore.save(product.tipset, db)
      for message in product.messages { try ChainStore.save(message, db) }
    }
  }

  /// Refuses what a node would not take into its message pool, with a reason for people.
  private func admit(_ message: Message, on head: TipsetRecord) throws {
    guard message.gasLimit <= BaseFee.blockGasLimit else {
      throw ChainError(
        "gas limit \(message.gasLimit) is above a block's \(BaseFee.blockGasLimit)")
    }
    let baseFee = try producer.baseFee(after: head)
    guard message.gasFeeCap >= baseFee else {
      throw ChainError(
        "the fee of \(message.gasFeeCap.atto) attoFIL a gas unit is below the base fee, "
          + "\(baseFee.atto)")
    }
    let sender = try state(at: head).actor(message.from)
    let nonce = sender?.state.nonce ?? 0
    guard message.nonce == nonce else {
      throw ChainError(
        "nonce \(message.nonce) does not fit: the next of \(message.from) is \(nonce)")
    }
    let needed = message.gasFeeCap * message.gasLimit + message.value
    let balance = sender?.state.balance ?? .zero
    guard balance >= needed else {
      throw ChainError(
        "insufficient funds: \(message.from) has \(balance) FIL, "
          + "value and gas need up to \(needed) FIL")
    }
  }
}
