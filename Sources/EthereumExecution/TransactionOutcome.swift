package import EVM
package import Ethereum
package import Primitives

/// What a transaction did that was accepted.
package struct TransactionOutcome {
  /// How its outermost frame ended.
  package var reason: HaltReason
  /// What the sender paid for.
  package var gasUsed: UInt64
  /// What was taken off by refunds.
  package var gasRefunded: UInt64
  package var blobGasUsed: UInt64
  /// Return or revert data.
  package var output: [UInt8]
  package var logs: [Log]
  /// The new contract of a transaction without recipient.
  package var createdAddress: EthAddress?

  package var isSuccess: Bool { reason.isSuccess }
}
