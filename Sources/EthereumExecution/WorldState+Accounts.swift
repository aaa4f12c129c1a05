import Cryptography
package import EVM
package import Primitives

/// Reading and changing accounts.
extension WorldState {
  package func exists(_ address: EthAddress) -> Bool { entries[index(of: address)].exists }

  /// Absent, or empty where that is the same (EIP-161).
  package func isDead(_ address: EthAddress) -> Bool {
    let index = index(of: address)
    return !entries[index].exists || (clearsEmptyAccounts && entries[index].isEmpty)
  }

  package func balance(of address: EthAddress) -> UInt256 { entries[index(of: address)].balance }

  package func nonce(of address: EthAddress) -> UInt64 { entries[index(of: address)].nonce }

  package func codeHash(of address: EthAddress) -> Hash256 {
    entries[index(of: address)].codeHash
  }

  package func code(of address: EthAddress) -> Code {
    let index = index(of: address)
    if let code = codes[index] { return code }
    return readCode(index)
  }

  @inline(never)
  private func readCode(_ index: Int) -> Code {
    let code =
      entries[index].codeHash == .emptyCode
      ? InMemoryAccount.noCode : reader.code(of: entries[index].address)
    codes[index] = code
    return code
  }

  /// Whether the account has code, a nonce or storage, so that nothing can be created there
  /// (EIP-684, EIP-7610).
  package func isOccupied(_ address: EthAddress) -> Bool {
    let index = index(of: address)
    return entries[index].nonce != 0 || entries[index].codeHash != .emptyCode
      || (entries[index].hasSlotsBeneath && reader.hasStorage(address))
      || hasValues(index)
  }

  private func hasValues(_ index: Int) -> Bool {
    var hasValue = false
    forEachSlot(of: entries[index]) { if !$0.value.isZero { hasValue = true } }
    return hasValue
  }

  /// Adds wei, bringing the account into being; adding nothing touches it.
  package func credit(_ address: EthAddress, _ amount: UInt256) {
    touch(address)
    guard !amount.isZero else { return }
    let index = index(of: address)
    bringIntoBeing(index)
    setBalance(index, entries[index].balance + amount)
  }

  /// Takes wei, or nothing and says false when there is not as much.
  package func debit(_ address: EthAddress, _ amount: UInt256) -> Bool {
    let index = index(of: address)
    guard let rest = entries[index].balance.subtractingChecked(amount) else { return false }
    if !amount.isZero { setBalance(index, rest) }
    return true
  }

  package func setNonce(_ address: EthAddress, _ nonce: UInt64) {
    let index = index(of: address)
    bringIntoBeing(index)
    journal.append(.nonce(index, previous: entries[index].nonce))
    entries[index].nonce = nonce
    entries[index].isWritten = true
  }

  /// Gives a new contract its code; it has none so far.
  package func deploy(_ code: HashedCode, at address: EthAddress) {
    guard code.code.count > 0 else { return }
    let index = index(of: address)
    journal.append(.code(index))
    setCode(index, code.code, hash: code.hash)
  }

  /// Makes an account run another's code, or its own none again for `.zero` (EIP-7702).
  ///
  /// For the start of a transaction, before any checkpoint: it cannot be undone.
  package func setDelegation(_ address: EthAddress, to delegate: EthAddress) {
    let index = index(of: address)
    bringIntoBeing(index)
    if delegate == .zero {
      setCode(index, InMemoryAccount.noCode, hash: .emptyCode)
    } else {
      let designator = Delegation.designator(of: delegate)
      setCode(index, Code(designator), hash: Keccak256.hash(designator))
    }
  }

  private func setCode(_ index: Int, _ code: Code, hash: Hash256) {
    codes[index] = code
    entries[index].codeHash = hash
    entries[index].isCodeWritten = true
    entries[index].isWritten = true
  }

  /// Begins a contract: its nonce is `nonce`, its balance stays (EIP-161).
  package func beginContract(_ address: EthAddress, nonce: UInt64) {
    let index = index(of: address)
    bringIntoBeing(index)
    if entries[index].createdStamp != stamp {
      journal.append(.created(index))
      entries[index].createdStamp = stamp
    }
    if nonce != 0 { setNonce(address, nonce) }
  }

  /// Whether the contract was created in this transaction (EIP-6780).
  package func isNew(_ address: EthAddress) -> Bool {
    entries[index(of: address)].createdStamp == stamp
  }

  /// Marks an account for removal at the end of the transaction; false when it was marked before.
  package func destroy(_ address: EthAddress) -> Bool {
    let index = index(of: address)
    guard entries[index].destroyedStamp != stamp else { return false }
    journal.append(.destroyed(index))
    entries[index].destroyedStamp = stamp
    return true
  }

  /// Sets the balance to zero: what a contract sends to itself by SELFDESTRUCT is lost.
  package func burnBalance(of address: EthAddress) {
    let index = index(of: address)
    if !entries[index].balance.isZero { setBalance(index, .zero) }
  }

  /// Notes that the account took part: if it is empty at the end it is removed (EIP-161). Before
  /// that rule a touch brings it into being.
  package func touch(_ address: EthAddress) {
    let index = index(of: address)
    guard clearsEmptyAccounts else { return bringIntoBeing(index) }
    guard entries[index].touchedStamp != stamp else { return }
    journal.append(.touched(index))
    entries[index].touchedStamp = stamp
  }

  /// Marks the account as accessed and tells whether it was before (EIP-2929).
  package func access(_ address: EthAddress) -> AccessStatus {
    let index = index(of: address)
    guard entries[index].warmStamp != stamp else { return .warm }
    journal.append(.warmAccount(index))
    entries[index].warmStamp = stamp
    return .cold
  }

  package func log(_ address: EthAddress, _ topics: LogTopics, _ data: ByteView) {
    logs.append(address, topics, data)
  }

  func bringIntoBeing(_ index: Int) {
    guard !entries[index].exists else { return }
    journal.append(.existence(index))
    entries[index].exists = true
    entries[index].isWritten = true
  }

  private func setBalance(_ index: Int, _ balance: UInt256) {
    journal.append(.balance(index, previous: entries[index].balance))
    entries[index].balance = balance
    entries[index].isWritten = true
  }
}
