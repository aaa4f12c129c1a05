import Primitives

extension Frame {
  /// SLOAD: key → value.
  @inline(never)
  mutating func storageWord(at key: UInt256) throws(HaltReason) -> UInt256 {
    let (value, access) = try host.loadStorage(key, of: message.recipient, gas: &gas)
    if access == .cold, ruleset.rules.hasAccessPrices {
      try charge(ruleset.gasSchedule.coldSlot - ruleset.gasSchedule.warmAccess)
    }
    return value
  }

  /// SSTORE: key, value.
  @inline(never)
  mutating func storeStorage(_ top: StackTop) throws(HaltReason) {
    try requireWritable()
    if ruleset.rules.hasStorageSentry, gas <= ruleset.gasSchedule.storageSentry {
      throw .outOfGas
    }
    let (status, access) = try host.storeStorage(
      top[0], top[1], of: message.recipient, gas: &gas)
    let entry = ruleset.storageCosts[status]
    var cost = entry.cost
    if access == .cold, ruleset.rules.hasAccessPrices { cost += ruleset.gasSchedule.coldSlot }
    try charge(cost)
    refund += entry.refund
  }

  /// TLOAD (EIP-1153): key → value.
  @inline(never)
  mutating func loadTransient(_ top: StackTop) throws(HaltReason) {
    top[0] = try host.loadTransient(top[0], of: message.recipient, gas: &gas)
  }

  /// TSTORE (EIP-1153): key, value.
  @inline(never)
  mutating func storeTransient(_ top: StackTop) throws(HaltReason) {
    try requireWritable()
    try host.storeTransient(top[0], top[1], of: message.recipient, gas: &gas)
  }
}
