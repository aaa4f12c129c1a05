package import Primitives

/// An account as the state trie holds it (Yellow Paper §4.1).
package struct Account: Hashable, Sendable {
  package var nonce: UInt64
  /// Wei.
  package var balance: UInt256
  package var storageRoot: Hash256
  package var codeHash: Hash256

  package init(
    nonce: UInt64 = 0, balance: UInt256 = .zero,
    storageRoot: Hash256 = MerklePatriciaTrie.emptyRoot, codeHash: Hash256 = .emptyCode
  ) {
    self.nonce = nonce
    self.balance = balance
    self.storageRoot = storageRoot
    self.codeHash = codeHash
  }

  /// rlp([nonce, balance, storage root, code hash]).
  package var encoded: [UInt8] {
    RLPEncoder.list { fields in
      fields.append(nonce)
      fields.append(balance)
      fields.append(storageRoot)
      fields.append(codeHash)
    }
  }
}
