package import EVM
package import Primitives

/// What was changed on top of a state.
package struct StateDiff {
  package struct AccountChange {
    package var address: EthAddress
    /// The new fields; nil when the account is gone.
    package var fields: AccountFields?
    /// The new code; nil when it is as it was.
    package var code: Code?
    /// Whether all slots from before are gone.
    package var replacesStorage: Bool
    /// New values of slots, zero for removed ones.
    package var storage: [(key: UInt256, value: UInt256)]
  }

  /// In the order of first access.
  package var accounts: [AccountChange]
}
