import Cryptography
package import Primitives

/// Roots of Merkle Patricia tries (Yellow Paper appendix D).
///
/// Roots are computed from the whole content; the order of pairs does not matter.
package enum MerklePatriciaTrie {
  /// The root of a trie without pairs: keccak256(0x80).
  package static let emptyRoot = Hash256(
    word: UInt256(
      limbs: 0x0162_2fb5_e363_b421, 0x5b48_e01b_996c_adc0, 0xff83_45e6_92c0_f86e,
      0x56e8_1f17_1bcc_55a6))

  /// The root over keys as they are; a pair with an empty value is not in the trie.
  package static func root(_ pairs: [[UInt8]: [UInt8]]) -> Hash256 {
    var hasher = TrieHasher<TrieByteKey>(capacity: pairs.count)
    for (key, value) in pairs where !value.isEmpty {
      hasher.add(TrieByteKey(bytes: key), value: value)
    }
    return hasher.root()
  }

  /// The root over the Keccak-256 hashes of the keys (a secure trie).
  package static func secureRoot(_ pairs: [[UInt8]: [UInt8]]) -> Hash256 {
    var hasher = TrieHasher<Hash256>(capacity: pairs.count)
    for (key, value) in pairs where !value.isEmpty {
      hasher.add(Keccak256.hash(key), value: value)
    }
    return hasher.root()
  }

  /// The root over items under their RLP-encoded indices: transactions, receipts, withdrawals.
  package static func orderedRoot(_ items: [[UInt8]]) -> Hash256 {
    var hasher = TrieHasher<TrieByteKey>(capacity: items.count)
    for (index, item) in items.enumerated() {
      hasher.add(TrieByteKey(bytes: RLPEncoder.encode(UInt64(index))), value: item)
    }
    return hasher.root()
  }

  /// The root of a contract's storage; zero values are not in the trie.
  package static func storageRoot(
    _ slots: some Collection<(key: UInt256, value: UInt256)>
  ) -> Hash256 {
    var hasher = TrieHasher<Hash256>(capacity: slots.count)
    for (key, value) in slots where !value.isZero {
      hasher.add(Keccak256.hash(key.bigEndianBytes), value: RLPEncoder.encode(value))
    }
    return hasher.root()
  }

  /// The root of the world state.
  package static func stateRoot(
    _ accounts: some Collection<(key: EthAddress, value: Account)>
  ) -> Hash256 {
    var hasher = TrieHasher<Hash256>(capacity: accounts.count)
    for (address, account) in accounts {
      hasher.add(Keccak256.hash(address.bytes), value: account.encoded)
    }
    return hasher.root()
  }
}
