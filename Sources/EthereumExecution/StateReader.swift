package import EVM
package import Primitives

/// What an account has besides its storage and code.
package struct AccountFields: Hashable, Sendable {
  package var nonce: UInt64
  /// Wei.
  package var balance: UInt256
  package var codeHash: Hash256

  package init(nonce: UInt64 = 0, balance: UInt256 = .zero, codeHash: Hash256 = .emptyCode) {
    self.nonce = nonce
    self.balance = balance
    self.codeHash = codeHash
  }
}

/// The state that lies beneath a `WorldState`: read on demand, never written.
package protocol StateReader {
  /// An account's fields; nil when it does not exist.
  func account(_ address: EthAddress) -> AccountFields?

  /// An account's code, analysed; empty when it has none.
  func code(of address: EthAddress) -> Code

  /// The value of a slot, zero when it is not set.
  func storage(_ key: UInt256, of address: EthAddress) -> UInt256

  /// Whether any slot of the account is set (EIP-7610).
  func hasStorage(_ address: EthAddress) -> Bool
}
