import Actors
import EthereumExecution
import FVM
import Filecoin
import IPLD
import Primitives

/// The accounts that Ethereum sees in a state tree, read from actors and nothing else.
struct ActorAccounts {
  /// An account and the record it was read from.
  private struct Entry {
    let address: EthAddress
    let record: ActorState
    var account: InMemoryAccount
  }

  private var entries: [ActorID: Entry] = [:]

  init() {}

  /// Reads every actor with an f410 address. What has the same record as `before` is taken from there.
  init(
    in tree: StateTree, store: any Blockstore, manifest: Manifest, before: ActorAccounts
  ) throws {
    var records: [(ActorID, EthAddress, ActorState)] = []
    try tree.forEachActor { id, record throws(KernelError) in
      guard
        case .delegated(WellKnownActor.ethereumAddressManager, let bytes)? =
          record.delegatedAddress, let address = EthAddress(bytes)
      else { return }
      records.append((id, address, record))
    }
    for (id, address, record) in records {
      if let known = before.entries[id], known.record == record {
        entries[id] = known
      } else if let account = try Self.account(
        record, store: store, manifest: manifest, known: before.entries[id]?.account)
      {
        entries[id] = Entry(address: address, record: record, account: account)
      }
    }
  }

  /// An actor as an account; nil for a contract that is dead and holds nothing.
  ///
  /// A contract's nonce is in its state; an account's in its record, with what its delegate's code
  /// created counted in its state.
  private static func account(
    _ record: ActorState, store: any Blockstore, manifest: Manifest, known: InMemoryAccount?
  ) throws -> InMemoryAccount? {
    guard let balance = record.balance.atto.asUInt256 else {
      throw VectorError("balance \(record.balance) is no word")
    }
    guard record.state != .emptyArray else {
      return InMemoryAccount(nonce: record.nonce, balance: balance)
    }
    let state: EVMState = try store.load(record.state)
    guard state.tombstone == nil else {
      return balance.isZero ? nil : InMemoryAccount(balance: balance)
    }
    guard let code = try store.get(state.bytecode) else {
      throw VectorError("code block \(state.bytecode) is missing")
    }
    var slots: [UInt256: UInt256] = [:]
    try KAMT<UInt256>(load: state.contractState, store).forEach { slots[$0] = $1 }
    let isContract = record.code == manifest.code(named: "evm")
    let nonce = isContract ? state.nonce : record.nonce &+ state.nonce
    if var known, known.codeHash == state.bytecodeHash, known.storage == slots {
      known.nonce = nonce
      known.balance = balance
      return known
    }
    return InMemoryAccount(nonce: nonce, balance: balance, code: code, storage: slots)
  }

  mutating func prepareStorageRoots() {
    for id in entries.keys { entries[id]?.account.prepareStorageRoot() }
  }

  /// The accounts by address.
  var state: InMemoryState {
    var accounts: [EthAddress: InMemoryAccount] = [:]
    accounts.reserveCapacity(entries.count)
    for entry in entries.values { accounts[entry.address] = entry.account }
    return InMemoryState(accounts)
  }
}
