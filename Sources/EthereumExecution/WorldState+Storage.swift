package import EVM
package import Primitives

/// Reading and changing slots.
extension WorldState {
  /// The value of a slot, and whether it was accessed before in the transaction (EIP-2929).
  package func load(
    _ key: UInt256, of address: EthAddress
  ) -> (value: UInt256, access: AccessStatus) {
    let place = place(of: key, in: index(of: address))
    return (slots[place].value, accessSlot(place))
  }

  /// Writes a slot and tells what that did to it (EIP-2200).
  package func store(
    _ key: UInt256, _ value: UInt256, of address: EthAddress
  ) -> (status: StorageStatus, access: AccessStatus) {
    let index = index(of: address)
    let place = place(of: key, in: index)
    let access = accessSlot(place)
    let current = slots[place].value
    if slots[place].stamp != stamp {
      slots[place].original = current
      slots[place].stamp = stamp
    }
    let status = StorageStatus(original: slots[place].original, current: current, new: value)
    if current != value {
      journal.append(.slot(place, previous: current))
      slots[place].value = value
      slots[place].isWritten = true
      entries[index].isWritten = true
    }
    return (status, access)
  }

  private func accessSlot(_ place: Int) -> AccessStatus {
    guard slots[place].warmStamp != stamp else { return .warm }
    journal.append(.warmSlot(place))
    slots[place].warmStamp = stamp
    return .cold
  }

  /// Marks a slot as accessed: an entry of an access list (EIP-2930).
  package func warm(_ key: UInt256, of address: EthAddress) { _ = load(key, of: address) }

  /// TLOAD's answer (EIP-1153).
  package func loadTransient(_ key: UInt256, of address: EthAddress) -> UInt256 {
    let account = index(of: address)
    let place = transientIndex.place(self.hash(key, account)) {
      transient[$0].key == key && transient[$0].account == account
    }
    return place.map { transient[$0].value } ?? .zero
  }

  /// TSTORE's effect (EIP-1153).
  package func storeTransient(_ key: UInt256, _ value: UInt256, of address: EthAddress) {
    let account = index(of: address)
    let hash = self.hash(key, account)
    let known = transientIndex.place(hash) {
      transient[$0].key == key && transient[$0].account == account
    }
    if let known {
      journal.append(.transient(known, previous: transient[known].value))
      transient[known].value = value
      return
    }
    let place = transient.count
    transient.append(TransientSlot(account: account, key: key, value: value))
    transientIndex.insert(hash, place: place) {
      self.hash(transient[$0].key, transient[$0].account)
    }
    journal.append(.transient(place, previous: .zero))
  }

  /// Where the slot is in `slots`, taken from beneath the first time.
  private func place(of key: UInt256, in index: Int) -> Int {
    let storageID = entries[index].storageID
    let hash = self.hash(key, Int(storageID))
    let known = slotIndex.place(hash) {
      slots[$0].key == key && slots[$0].storageID == storageID
    }
    return known ?? read(key, in: index, hash)
  }

  @inline(never)
  private func read(_ key: UInt256, in index: Int, _ hash: UInt64) -> Int {
    let value =
      entries[index].hasSlotsBeneath ? reader.storage(key, of: entries[index].address) : .zero
    let place = slots.count
    slots.append(
      Slot(
        storageID: entries[index].storageID, next: entries[index].lastSlot, key: key,
        value: value, original: value, stamp: stamp))
    slotIndex.insert(hash, place: place) { self.hash(slots[$0].key, Int(slots[$0].storageID)) }
    entries[index].lastSlot = Int32(place)
    return place
  }

  /// Spreads the same key of different owners.
  private func hash(_ key: UInt256, _ owner: Int) -> UInt64 {
    key.hash(secret) &+ UInt64(truncatingIfNeeded: owner) &* 0x9e37_79b9_7f4a_7c15
  }
}
