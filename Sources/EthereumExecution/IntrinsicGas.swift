package import EVM
package import Ethereum

/// What a transaction costs before anything runs, and at least.
package struct IntrinsicGas: Hashable, Sendable {
  /// Taken from the gas limit before execution (Yellow Paper §6.2, g_0; EIP-2930, 3860, 7702).
  package var base: Int64
  /// The least that the transaction pays (EIP-7623); 0 before that rule.
  package var floor: Int64

  package init(_ transaction: Transaction, _ ruleset: Ruleset) {
    let schedule = ruleset.gasSchedule
    let data = transaction.data
    let zeros = Int64(data.count { $0 == 0 })
    let others = Int64(data.count) - zeros
    base = schedule.transaction
    base += zeros * schedule.calldataZeroByte + others * schedule.calldataNonZeroByte
    if transaction.to == nil {
      base += schedule.transactionCreate
      if ruleset.rules.limitsInitCode {
        base += schedule.initCodeWord * Int64((data.count + 31) / 32)
      }
    }
    for entry in transaction.accessList {
      base += schedule.accessListAddress
      base += schedule.accessListSlot * Int64(entry.storageKeys.count)
    }
    base += schedule.authorization * Int64(transaction.authorizations.count)
    floor =
      ruleset.rules.hasCalldataFloor
      ? schedule.transaction + schedule.calldataFloorToken * (zeros + 4 * others) : 0
  }
}
