public import Primitives

/// Whether an account or slot had been touched before in the transaction (EIP-2929).
public enum AccessStatus: UInt8, Sendable {
  case cold, warm
}

/// What SSTORE did to a slot, by the values original (o), current (c) and new (n) (EIP-2200).
///
/// The interpreter looks the price and the refund up by this status (`StorageCosts`).
public enum StorageStatus: UInt8, CaseIterable, Sendable {
  /// n = c, or a change of an already changed slot that no other case names.
  case unchanged
  /// o = c = 0, n ≠ 0.
  case added
  /// o = c ≠ 0, n = 0.
  case deleted
  /// o = c ≠ 0, n ≠ 0, n ≠ c.
  case modified
  /// o ≠ 0, c = 0, n ≠ 0, n ≠ o.
  case deletedThenAdded
  /// o ≠ 0, c ≠ 0, c ≠ o, n = 0.
  case modifiedThenDeleted
  /// o ≠ 0, c = 0, n = o.
  case deletedThenRestored
  /// o = 0, c ≠ 0, n = 0.
  case addedThenDeleted
  /// o ≠ 0, c ≠ 0, c ≠ o, n = o.
  case modifiedThenRestored
}

/// The world as one frame's code sees it: the boundary between the interpreter and a chain.
///
/// Two chains stand behind it: `EthereumExecution` (a journaled world state) and `Actors` (the FVM
/// kernel and a contract's KAMT). The interpreter imports neither.
///
/// The interpreter keeps: stack, memory and its growth, return data, the static-call check, call
/// depth, the gas handed to a call, and every price in the ruleset's tables.
/// The host keeps: value transfer, code loading, precompiles, addresses of new contracts, nonces,
/// deployment of returned code and its price, snapshots and rollback, logs.
///
/// `gas` is the loop's own counter, in the unit of the gas schedule. A host whose machinery charges
/// by itself (the FVM kernel) takes it, lets the kernel charge, and writes back what is left; the
/// Ethereum host leaves it alone and answers `AccessStatus` for the interpreter to price. When gas
/// runs out in the host it throws `.outOfGas`; a broken host throws `.hostFailure` and remembers why.
public protocol Host: AnyObject {
  /// Block and transaction values.
  var context: ExecutionContext { get }

  /// The hash of block `number`, or zero outside the window of the chain (BLOCKHASH).
  func blockHash(_ number: UInt256, gas: inout Int64) throws(HaltReason) -> Hash256

  /// DIFFICULTY or PREVRANDAO; a chain may derive it on demand.
  func difficultyOrRandao(gas: inout Int64) throws(HaltReason) -> UInt256

  /// Marks an account as accessed in this transaction and tells whether it was before. Asked only
  /// under rulesets with access prices.
  func accessAccount(_ address: EthAddress) -> AccessStatus

  /// Whether a call to the account with value would create it: it does not exist, or is empty
  /// (EIP-161) where the revision says so. Prices CALL and SELFDESTRUCT.
  func isDead(_ address: EthAddress) -> Bool

  /// Wei (attoFIL); 0 for a missing account.
  func balance(of address: EthAddress, gas: inout Int64) throws(HaltReason) -> UInt256

  /// The executing contract's own balance (SELFBALANCE).
  func selfBalance(of address: EthAddress, gas: inout Int64) throws(HaltReason) -> UInt256

  /// A value of the block or transaction.
  func contextWord(_ value: ContextValue, gas: inout Int64) throws(HaltReason) -> UInt256

  /// What GAS answers, in whole gas. Asked only where the host meters.
  func availableGas(gas: inout Int64) throws(HaltReason) -> UInt64

  /// Bytes of code (EXTCODESIZE).
  func codeSize(of address: EthAddress, gas: inout Int64) throws(HaltReason) -> Int

  /// EXTCODEHASH's answer, zero for an account that does not exist (EIP-1052).
  func codeHash(of address: EthAddress, gas: inout Int64) throws(HaltReason) -> Hash256

  /// The code as EXTCODECOPY sees it.
  func code(of address: EthAddress, gas: inout Int64) throws(HaltReason) -> [UInt8]

  /// The value of a slot of the executing contract, and whether the slot was accessed before.
  func loadStorage(
    _ key: UInt256, of address: EthAddress, gas: inout Int64
  ) throws(HaltReason) -> (value: UInt256, access: AccessStatus)

  /// Writes a slot of the executing contract.
  func storeStorage(
    _ key: UInt256, _ value: UInt256, of address: EthAddress, gas: inout Int64
  ) throws(HaltReason) -> (status: StorageStatus, access: AccessStatus)

  /// TLOAD (EIP-1153).
  func loadTransient(
    _ key: UInt256, of address: EthAddress, gas: inout Int64
  ) throws(HaltReason) -> UInt256

  /// TSTORE (EIP-1153).
  func storeTransient(
    _ key: UInt256, _ value: UInt256, of address: EthAddress, gas: inout Int64
  ) throws(HaltReason)

  /// Emits a log of the executing contract; at most four topics, first topic first.
  func log(
    _ address: EthAddress, topics: LogTopics, data: ByteView, gas: inout Int64
  ) throws(HaltReason)

  /// KECCAK256; a chain may meter its own hash function.
  func keccak256(_ bytes: ByteView, gas: inout Int64) throws(HaltReason) -> Hash256

  /// Moves the executing contract's balance to `beneficiary` and marks it for removal as the chain's
  /// rules say. Returns the change of the refund counter.
  func selfDestruct(
    _ address: EthAddress, beneficiary: EthAddress, gas: inout Int64
  ) throws(HaltReason) -> Int64

  /// For a call to `address`: the delegate whose code will run instead (EIP-7702) and its access
  /// status; nil when the account is not delegated. Asked only under rulesets with delegation.
  func delegation(of address: EthAddress) -> (delegate: EthAddress, access: AccessStatus)?

  /// Runs a call or create in a state of its own and rolls it back unless it succeeds.
  ///
  /// `message.gas` is the callee's and was already taken from the caller; `gas` is what the caller
  /// has left, for hosts that charge by themselves. Where the host meters, `message.gas` is what the
  /// instruction asked for (0 for a create) and nothing was taken. Checks that fail before the callee starts
  /// (balance, depth, nonce) return a result with `message.gas` left.
  func call(_ message: CallMessage, gas: inout Int64) throws(HaltReason) -> CallResult
}

/// What hosts that do not meter answer.
extension Host {
  public func selfBalance(
    of address: EthAddress, gas: inout Int64
  ) throws(HaltReason) -> UInt256 {
    try balance(of: address, gas: &gas)
  }

  public func contextWord(
    _ value: ContextValue, gas: inout Int64
  ) throws(HaltReason) -> UInt256 {
    context[value]
  }

  public func availableGas(gas: inout Int64) throws(HaltReason) -> UInt64 {
    UInt64(clamping: gas)
  }
}
