package import EVM
package import Primitives

/// Reading and changing slots.
extension WorldState {
  /// The value of a slot, and whether it was accessed before in the transaction (EIP-2929).
  package func load(
    _ key: UInt256, of address: EthAddress
  ) -> (value: UInt256, access: AccessStatus) {
    let index = index(of: address)
    guard var slot = entries[index].storage[key] else {
      return (readSlot(key, at: index, warmStamp: stamp), .cold)
    }
    guard slot.warmStamp != stamp else { return (slot.value, .warm) }
    journal.append(.warmSlot(index, key: key))
    slot.warmStamp = stamp
    entries[index].storage[key] = slot
    return (slot.value, .cold)
  }

  /// Writes a slot and tells what that did to it (EIP-2200).
  package func store(
    _ key: UInt256, _ value: UInt256, of address: EthAddress
  ) -> (status: StorageStatus, access: AccessStatus) {
    let index = index(of: address)
    let (current, access) = load(key, of: address)
    // The slot is there: `load` has put it there.
    guard var slot = entries[index].storage[key] else { return (.unchanged, access) }
    if slot.stamp != stamp {
      slot.original = current
      slot.stamp = stamp
    }
    let status = StorageStatus(original: slot.original, current: current, new: value)
    if current != value {
      journal.append(.slot(index, key: key, previous: current))
      slot.value = value
      slot.isWritten = true
      entries[index].isWritten = true
    }
    entries[index].storage[key] = slot
    return (status, access)
  }

  /// Marks a slot as accessed: an entry of an access list (EIP-2930).
  package func warm(_ key: UInt256, of address: EthAddress) { _ = load(key, of: address) }

  /// TLOAD's answer (EIP-1153).
  package func loadTransient(_ key: UInt256, of address: EthAddress) -> UInt256 {
    transient[TransientKey(address: address, key: key)] ?? .zero
  }

  /// TSTORE's effect (EIP-1153).
  package func storeTransient(_ key: UInt256, _ value: UInt256, of address: EthAddress) {
    let key = TransientKey(address: address, key: key)
    journal.append(.transient(key, previous: transient[key] ?? .zero))
    transient[key] = value
  }

  /// Takes a slot from beneath.
  private func readSlot(_ key: UInt256, at index: Int, warmStamp: UInt32) -> UInt256 {
    let value =
      entries[index].isDetached ? .zero : reader.storage(key, of: entries[index].address)
    journal.append(.warmSlot(index, key: key))
    entries[index].storage[key] = Slot(
      value: value, original: value, stamp: stamp, warmStamp: warmStamp)
    return value
  }
}

extension StorageStatus {
  /// What writing `new` over `current` does to a slot that held `original` when the transaction
  /// began.
  init(original: UInt256, current: UInt256, new: UInt256) {
    if current == new {
      self = .unchanged
    } else if original == current {
      self = original.isZero ? .added : new.isZero ? .deleted : .modified
    } else if original.isZero {
      self = new.isZero ? .addedThenDeleted : .unchanged
    } else if current.isZero {
      self = new == original ? .deletedThenRestored : .deletedThenAdded
    } else if new.isZero {
      self = .modifiedThenDeleted
    } else {
      self = new == original ? .modifiedThenRestored : .unchanged
    }
  }
}
