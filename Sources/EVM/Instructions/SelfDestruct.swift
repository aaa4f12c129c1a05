import Primitives

extension Frame {
  /// SELFDESTRUCT: beneficiary (EIP-150, EIP-161, EIP-2929; effects are the host's).
  @inline(never)
  mutating func selfDestruct(_ top: StackTop) throws(HaltReason) {
    try requireWritable()
    let address = message.recipient
    let beneficiary = EthAddress(truncating: top[0])
    let rules = ruleset.rules
    if rules.hasAccessPrices, host.accessAccount(beneficiary) == .cold {
      try charge(ruleset.gasSchedule.coldAccount)
    }
    if rules.selfDestructPaysNewAccount, host.isDead(beneficiary) {
      var pays = true
      if rules.newAccountNeedsValue {
        pays = !(try host.balance(of: address, gas: &gas).isZero)
      }
      if pays { try charge(ruleset.gasSchedule.newAccount) }
    }
    if let trace {
      trace.selfDestruct(
        address, beneficiary: beneficiary, balance: try host.balance(of: address, gas: &gas))
    }
    refund += try host.selfDestruct(address, beneficiary: beneficiary, gas: &gas)
  }
}
