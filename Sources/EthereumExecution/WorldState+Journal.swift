import EVM
import Primitives

/// How to undo one write; accounts and slots are named by their places in `WorldState.entries`,
/// `WorldState.slots` and `WorldState.transient`.
enum JournalEntry {
  case balance(Int, previous: UInt256)
  case nonce(Int, previous: UInt64)
  /// Only an account without code is given any inside a call, so nothing else is to be restored.
  case code(Int)
  case existence(Int)
  case created(Int)
  case destroyed(Int)
  case touched(Int)
  case warmAccount(Int)
  case warmSlot(Int)
  case slot(Int, previous: UInt256)
  case transient(Int, previous: UInt256)
}

extension WorldState {
  /// 0x03, RIPEMD-160's address. Its touch outlives a rollback: in block 2,675,119 it was removed
  /// although the call ran out of gas, and every client keeps to that.
  private static let ripemd160 = EthAddress(truncating: 3)

  package func checkpoint() -> Checkpoint { Checkpoint(journal: journal.count, logs: logs.count) }

  /// Undoes everything since `checkpoint`.
  package func rollback(to checkpoint: Checkpoint) {
    while journal.count > checkpoint.journal { undo(journal.removeLast()) }
    logs.truncate(to: checkpoint.logs)
  }

  private func undo(_ entry: JournalEntry) {
    switch entry {
    case .balance(let index, let previous): entries[index].balance = previous
    case .nonce(let index, let previous): entries[index].nonce = previous
    case .code(let index):
      entries[index].codeHash = .emptyCode
      codes[index] = InMemoryAccount.noCode
    case .existence(let index): entries[index].exists = false
    case .created(let index): entries[index].createdStamp = 0
    case .destroyed(let index): entries[index].destroyedStamp = 0
    case .touched(let index):
      entries[index].touchedStamp = 0
      if entries[index].address == WorldState.ripemd160 { isRIPEMDTouched = true }
    case .warmAccount(let index): entries[index].warmStamp = 0
    case .warmSlot(let place): slots[place].warmStamp = 0
    case .slot(let place, let previous): slots[place].value = previous
    case .transient(let place, let previous): transient[place].value = previous
    }
  }

  /// Starts the next transaction: nothing before it can be undone any more.
  package func beginTransaction() {
    stamp += 1
    journal.removeAll(keepingCapacity: true)
    transient.removeAll(keepingCapacity: true)
    transientIndex.removeAll()
    logs.removeAll()
    isRIPEMDTouched = false
  }

  /// Ends a transaction: removes what was destroyed, and empty accounts that were touched
  /// (EIP-161).
  package func finishTransaction() {
    for entry in journal {
      switch entry {
      case .destroyed(let index): remove(index)
      case .touched(let index) where clearsEmptyAccounts: removeIfEmpty(index)
      case .existence(let index) where clearsEmptyAccounts: removeIfEmpty(index)
      default: break
      }
    }
    if clearsEmptyAccounts, isRIPEMDTouched { removeIfEmpty(index(of: WorldState.ripemd160)) }
    journal.removeAll(keepingCapacity: true)
  }

  private func removeIfEmpty(_ index: Int) {
    if entries[index].exists, entries[index].isEmpty { remove(index) }
  }

  private func remove(_ index: Int) {
    entries[index].exists = false
    entries[index].nonce = 0
    entries[index].balance = .zero
    entries[index].codeHash = .emptyCode
    codes[index] = InMemoryAccount.noCode
    entries[index].storageID = newStorageID()
    entries[index].lastSlot = -1
    entries[index].isDetached = true
    entries[index].hasSlotsBeneath = false
    entries[index].isCodeWritten = true
    entries[index].isWritten = true
  }
}
