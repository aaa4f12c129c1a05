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
    transient[TransientKey(address: address, key: key)] ?? .zero
  }

  /// TSTORE's effect (EIP-1153).
  package func storeTransient(_ key: UInt256, _ value: UInt256, of address: EthAddress) {
    let key = TransientKey(address: address, key: key)
    journal.append(.transient(key, previous: transient[key] ?? .zero))
    transient[key] = value
  }

  /// Where the slot is in `slots`, taken from beneath the first time.
  private func place(of key: UInt256, in index: Int) -> Int {
    if lastSlot.owner == index, lastSlot.key == key { return lastSlot.place }
    let place: Int
    if let known = entries[index].storage[key] {
      place = known
    } else {
      let value =
        entries[index].isDetached ? .zero : reader.storage(key, of: entries[index].address)
      place = slots.count
      slots.append(Slot(key: key, value: value, original: value, stamp: stamp))
      entries[index].storage[key] = place
    }
    lastSlot = (index, key, place)
    return place
  }
}
