import Cryptography
package import EVM
import Ethereum
package import Primitives

/// An account with all that belongs to it.
package struct InMemoryAccount: Sendable {
  package var nonce: UInt64
  /// Wei.
  package var balance: UInt256
  /// Analysed once, shared by every copy.
  package private(set) var code: Code
  package private(set) var codeHash: Hash256
  /// Slots whose value is not zero.
  package private(set) var storage: [UInt256: UInt256]
  /// Computed at most once for each content.
  private var knownStorageRoot: Hash256?

  static let noCode = Code([UInt8]())

  package init(
    nonce: UInt64 = 0, balance: UInt256 = .zero, code: [UInt8] = [],
    storage: [UInt256: UInt256] = [:]
  ) {
    self.nonce = nonce
    self.balance = balance
    self.code = code.isEmpty ? InMemoryAccount.noCode : Code(code)
    codeHash = code.isEmpty ? .emptyCode : Keccak256.hash(code)
    self.storage = storage.filter { !$0.value.isZero }
  }

  /// The root of the storage trie as the account is.
  package var storageRoot: Hash256 {
    knownStorageRoot ?? MerklePatriciaTrie.storageRoot(storage)
  }

  /// Computes the storage root now, so that copies of the account need not.
  package mutating func prepareStorageRoot() {
    if knownStorageRoot == nil { knownStorageRoot = MerklePatriciaTrie.storageRoot(storage) }
  }

  mutating func setCode(_ code: Code, hash: Hash256) {
    self.code = code
    codeHash = hash
  }

  mutating func removeStorage() {
    storage = [:]
    knownStorageRoot = MerklePatriciaTrie.emptyRoot
  }

  mutating func setStorage(_ key: UInt256, _ value: UInt256) {
    storage[key] = value.isZero ? nil : value
    knownStorageRoot = nil
  }
}

/// A whole state in memory.
package struct InMemoryState: StateReader, Sendable {
  package var accounts: [EthAddress: InMemoryAccount]

  package init(_ accounts: [EthAddress: InMemoryAccount] = [:]) { self.accounts = accounts }

  package func account(_ address: EthAddress) -> AccountFields? {
    accounts[address].map { account in
      AccountFields(nonce: account.nonce, balance: account.balance, codeHash: account.codeHash)
    }
  }

  package func code(of address: EthAddress) -> Code {
    accounts[address]?.code ?? InMemoryAccount.noCode
  }

  package func storage(_ key: UInt256, of address: EthAddress) -> UInt256 {
    accounts[address]?.storage[key] ?? .zero
  }

  package func hasStorage(_ address: EthAddress) -> Bool {
    accounts[address].map { !$0.storage.isEmpty } ?? false
  }

  /// Computes all storage roots now, so that the states made from this one need not.
  package mutating func prepareStorageRoots() {
    for address in accounts.keys { accounts[address]?.prepareStorageRoot() }
  }

  /// Carries out what a world state changed on top of this state.
  package mutating func apply(_ diff: StateDiff) {
    for change in diff.accounts {
      guard let fields = change.fields else {
        accounts[change.address] = nil
        continue
      }
      var account = accounts.removeValue(forKey: change.address) ?? InMemoryAccount()
      account.nonce = fields.nonce
      account.balance = fields.balance
      if let code = change.code { account.setCode(code, hash: fields.codeHash) }
      if change.replacesStorage { account.removeStorage() }
      for (key, value) in change.storage { account.setStorage(key, value) }
      accounts[change.address] = account
    }
  }

  /// The root of the state trie.
  package func stateRoot() -> Hash256 {
    MerklePatriciaTrie.stateRoot(
      accounts.mapValues { account in
        Account(
          nonce: account.nonce, balance: account.balance, storageRoot: account.storageRoot,
          codeHash: account.codeHash)
      })
  }
}
