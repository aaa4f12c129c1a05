package import EVM
package import Ethereum
import Primitives

/// A state under change: what was read from beneath, what was written since, and how to undo it.
///
/// Writes go into a journal of typed entries; a checkpoint is the journal's length, and a rollback
/// undoes entries down to it. What holds for one transaction only (original values, warm accounts
/// and slots, new contracts) is stamped with the transaction's number and so needs no clearing.
package final class WorldState {
  /// What a slot holds.
  struct Slot {
    let key: UInt256
    var value: UInt256
    /// The value at the start of the transaction `stamp`.
    var original: UInt256
    var stamp: UInt32
    /// The last transaction that accessed the slot.
    var warmStamp: UInt32 = 0
    var isWritten = false
  }

  /// What is known of an account.
  struct Entry {
    let address: EthAddress
    var exists: Bool
    var nonce: UInt64
    var balance: UInt256
    var codeHash: Hash256
    /// Nil until it is asked for.
    var code: Code?
    /// Places in `slots` by key.
    var storage: [UInt256: Int] = [:]
    /// The last transaction that accessed the account.
    var warmStamp: UInt32 = 0
    /// The transaction that made the contract.
    var createdStamp: UInt32 = 0
    var touchedStamp: UInt32 = 0
    var destroyedStamp: UInt32 = 0
    /// Whether slots beneath no longer count: the account was destroyed.
    var isDetached = false
    var isCodeWritten = false
    var isWritten = false

    /// No nonce, no balance, no code (EIP-161).
    var isEmpty: Bool { nonce == 0 && balance.isZero && codeHash == .emptyCode }
  }

  /// A point to return to.
  package struct Checkpoint {
    let journal: Int
    let logs: Int
  }

  let reader: any StateReader
  /// Whether empty accounts are dead, and touched ones removed (EIP-161).
  let clearsEmptyAccounts: Bool
  var entries: ContiguousArray<Entry> = []
  /// The slots of all accounts, in the order of first access.
  var slots: ContiguousArray<Slot> = []
  private var indices: [EthAddress: Int] = [:]
  /// Recent answers of `index(of:)`, by the low bits of the address.
  private var recent = ContiguousArray(repeating: (address: EthAddress.zero, index: -1), count: 16)
  /// The last answer of `slot(_:of:)`.
  var lastSlot = (owner: -1, key: UInt256.zero, place: -1)
  var journal: [JournalEntry] = []
  var transient: [TransientKey: UInt256] = [:]
  /// The number of the transaction, from 1.
  var stamp: UInt32 = 1
  var isRIPEMDTouched = false
  /// Logs of the transaction, in order.
  package internal(set) var logs: [Log] = []

  /// Stands on `reader`.
  package init(on reader: any StateReader, rules: Rules) {
    self.reader = reader
    clearsEmptyAccounts = rules.clearsEmptyAccounts
  }

  /// Where the account is in `entries`, read from beneath the first time.
  func index(of address: EthAddress) -> Int {
    let line = Int(truncatingIfNeeded: address.word.limb0 & 15)
    let known = recent[line]
    if known.index >= 0, known.address == address { return known.index }
    let index = indices[address] ?? read(address)
    recent[line] = (address, index)
    return index
  }

  private func read(_ address: EthAddress) -> Int {
    let index = entries.count
    let fields = reader.account(address)
    entries.append(
      Entry(
        address: address, exists: fields != nil, nonce: fields?.nonce ?? 0,
        balance: fields?.balance ?? .zero, codeHash: fields?.codeHash ?? .emptyCode))
    indices[address] = index
    return index
  }

  /// What changed since `reader`.
  package func diff() -> StateDiff {
    var changes: [StateDiff.AccountChange] = []
    for entry in entries where entry.isWritten || entry.isDetached {
      guard entry.exists else {
        changes.append(
          .init(
            address: entry.address, fields: nil, code: nil, replacesStorage: true, storage: []))
        continue
      }
      changes.append(
        .init(
          address: entry.address,
          fields: AccountFields(
            nonce: entry.nonce, balance: entry.balance, codeHash: entry.codeHash),
          code: entry.isCodeWritten ? entry.code : nil, replacesStorage: entry.isDetached,
          storage: entry.storage.values.compactMap { place in
            let slot = slots[place]
            return slot.isWritten ? (slot.key, slot.value) : nil
          }))
    }
    return StateDiff(accounts: changes)
  }
}
