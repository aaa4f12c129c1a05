package import EVM
import Primitives

/// A state under change: what was read from beneath, what was written since, and how to undo it.
///
/// Writes go into a journal of typed entries; a checkpoint is the journal's length, and a rollback
/// undoes entries down to it. What holds for one transaction only (original values, warm accounts
/// and slots, new contracts) is stamped with the transaction's number and so needs no clearing.
package final class WorldState {
  /// What a slot holds.
  struct Slot {
    /// Whose it is: `Entry.storageID` of the account as it was when the slot was read.
    let storageID: UInt32
    /// The account's slot before it in the order of first access, or -1.
    let next: Int32
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
    /// Names the account's slots; anew when all of them are lost.
    var storageID: UInt32
    /// The account's newest place in `slots`, or -1.
    var lastSlot: Int32 = -1
    /// The last transaction that accessed the account.
    var warmStamp: UInt32 = 0
    /// The transaction that made the contract.
    var createdStamp: UInt32 = 0
    var touchedStamp: UInt32 = 0
    var destroyedStamp: UInt32 = 0
    /// Whether slots beneath no longer count: the account was destroyed.
    var isDetached = false
    /// Whether there may be slots beneath: there was an account, and it was not destroyed.
    var hasSlotsBeneath: Bool
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

  /// A slot of transient storage (EIP-1153).
  struct TransientSlot {
    /// The account's place in `entries`.
    let account: Int
    let key: UInt256
    var value: UInt256
  }

  /// Everything that changes.
  private struct Contents {
    var entries: ContiguousArray<Entry> = []
    var codes: ContiguousArray<Code?> = []
    var slots: ContiguousArray<Slot> = []
    var accountIndex = PlaceIndex()
    var slotIndex = PlaceIndex()
    var lastStorageID: UInt32 = 0
    var journal: ContiguousArray<JournalEntry> = []
    var transient: ContiguousArray<TransientSlot> = []
    var transientIndex = PlaceIndex()
    var stamp: UInt32 = 1
    var isRIPEMDTouched = false
    var logs = LogList()
    /// The account that was looked for last, no address at first, and its place.
    var lastAddress = UInt256.max
    var lastIndex = 0
  }

  let reader: any StateReader
  /// Whether empty accounts are dead, and touched ones removed (EIP-161).
  let clearsEmptyAccounts: Bool
  /// What places are hashed with.
  let secret = HashSecret.ofProcess
  // One thread uses a world state, and no method reaches the state again from a closure that
  // changes a part of it.
  private let contents = UncheckedBox(Contents())

  var entries: ContiguousArray<Entry> {
    _read { yield contents.value.entries }
    _modify { yield &contents.value.entries }
  }
  /// The codes of `entries`, nil until they are asked for. Apart from them, so that an entry holds no
  /// reference and is copied as it lies.
  var codes: ContiguousArray<Code?> {
    _read { yield contents.value.codes }
    _modify { yield &contents.value.codes }
  }
  /// The slots of all accounts, in the order of first access.
  var slots: ContiguousArray<Slot> {
    _read { yield contents.value.slots }
    _modify { yield &contents.value.slots }
  }
  /// Places in `entries` by address.
  private var accountIndex: PlaceIndex {
    _read { yield contents.value.accountIndex }
    _modify { yield &contents.value.accountIndex }
  }
  /// Places in `slots` by storage and key.
  var slotIndex: PlaceIndex {
    _read { yield contents.value.slotIndex }
    _modify { yield &contents.value.slotIndex }
  }
  var journal: ContiguousArray<JournalEntry> {
    _read { yield contents.value.journal }
    _modify { yield &contents.value.journal }
  }
  var transient: ContiguousArray<TransientSlot> {
    _read { yield contents.value.transient }
    _modify { yield &contents.value.transient }
  }
  /// Places in `transient` by account and key.
  var transientIndex: PlaceIndex {
    _read { yield contents.value.transientIndex }
    _modify { yield &contents.value.transientIndex }
  }
  /// The number of the transaction, from 1.
  var stamp: UInt32 {
    get { contents.value.stamp }
    set { contents.value.stamp = newValue }
  }
  var isRIPEMDTouched: Bool {
    get { contents.value.isRIPEMDTouched }
    set { contents.value.isRIPEMDTouched = newValue }
  }
  /// Logs of the transaction, in order.
  package internal(set) var logs: LogList {
    _read { yield contents.value.logs }
    _modify { yield &contents.value.logs }
  }

  /// Stands on `reader`.
  package init(on reader: any StateReader, rules: Rules) {
    self.reader = reader
    clearsEmptyAccounts = rules.clearsEmptyAccounts
  }

  /// Where the account is in `entries`, read from beneath the first time.
  ///
  /// A call asks for its callee four times and more in a row, so the last answer is kept.
  @inline(__always)
  func index(of address: EthAddress) -> Int {
    contents.value.lastAddress == address.word ? contents.value.lastIndex : find(address)
  }

  @inline(never)
  private func find(_ address: EthAddress) -> Int {
    let hash = address.word.hash(secret)
    let index =
      accountIndex.place(hash) { entries[$0].address == address } ?? read(address, hash)
    contents.value.lastAddress = address.word
    contents.value.lastIndex = index
    return index
  }

  /// A name for an account's slots that none had before.
  func newStorageID() -> UInt32 {
    contents.value.lastStorageID += 1
    return contents.value.lastStorageID
  }

  /// The account's slots that were asked for, newest first.
  func forEachSlot(of entry: Entry, _ body: (Slot) -> Void) {
    var place = Int(entry.lastSlot)
    while place >= 0 {
      body(slots[place])
      place = Int(slots[place].next)
    }
  }

  @inline(never)
  private func read(_ address: EthAddress, _ hash: UInt64) -> Int {
    let index = entries.count
    let fields = reader.account(address)
    codes.append(nil)
    entries.append(
      Entry(
        address: address, exists: fields != nil, nonce: fields?.nonce ?? 0,
        balance: fields?.balance ?? .zero, codeHash: fields?.codeHash ?? .emptyCode,
        storageID: newStorageID(), hasSlotsBeneath: fields != nil))
    accountIndex.insert(hash, place: index) { entries[$0].address.word.hash(secret) }
    return index
  }

  /// What changed since `reader`.
  package func diff() -> StateDiff {
    var changes: [StateDiff.AccountChange] = []
    for (index, entry) in entries.enumerated() where entry.isWritten || entry.isDetached {
      guard entry.exists else {
        changes.append(
          .init(
            address: entry.address, fields: nil, code: nil, replacesStorage: true, storage: []))
        continue
      }
      var storage: [(key: UInt256, value: UInt256)] = []
      forEachSlot(of: entry) { if $0.isWritten { storage.append(($0.key, $0.value)) } }
      changes.append(
        .init(
          address: entry.address,
          fields: AccountFields(
            nonce: entry.nonce, balance: entry.balance, codeHash: entry.codeHash),
          code: entry.isCodeWritten ? codes[index] : nil, replacesStorage: entry.isDetached,
          storage: storage))
    }
    return StateDiff(accounts: changes)
  }
}
