import EVM
import Primitives

/// A world in dictionaries: enough for one frame and its calls, with every answer settable.
final class MockHost: Host {
  struct Account {
    var balance: UInt256 = 0
    var nonce: UInt64 = 0
    var code: [UInt8] = []
    var original: [UInt256: UInt256] = [:]
    var storage: [UInt256: UInt256] = [:]
  }

  /// A message without its borrowed bytes.
  struct RecordedCall {
    var message: CallMessage
    var input: [UInt8]
  }

  struct LogEntry: Equatable {
    var address: EthAddress
    var topics: [UInt256]
    var data: [UInt8]
  }

  var context = ExecutionContext(block: BlockContext(), transaction: TransactionContext())
  var accounts: [EthAddress: Account] = [:]
  var transient: [UInt256: UInt256] = [:]
  var warmAccounts: Set<EthAddress> = []
  var warmSlots: Set<UInt256> = []
  /// Every account and slot was accessed before.
  var isWarm = false
  /// Answers `isDead` for all accounts; nil looks at the account.
  var everyoneIsDead: Bool?
  var delegates: [EthAddress: EthAddress] = [:]
  var blockHashes: [UInt256: Hash256] = [:]
  var selfDestructRefund: Int64 = 0
  /// Answers calls instead of running code.
  var answer: ((CallMessage) -> CallResult)?
  /// Gas that each storage load takes by itself, as a chain with its own metering would.
  var loadCharge: Int64 = 0

  private(set) var calls: [RecordedCall] = []
  private(set) var logs: [LogEntry] = []
  private(set) var destroyed: [EthAddress: EthAddress] = [:]
  /// Runs the code of called accounts; set by the test's runner.
  var interpreter: Interpreter?

  func copy() -> MockHost {
    let other = MockHost()
    other.context = context
    other.accounts = accounts
    other.transient = transient
    other.warmAccounts = warmAccounts
    other.warmSlots = warmSlots
    other.isWarm = isWarm
    other.everyoneIsDead = everyoneIsDead
    other.delegates = delegates
    other.blockHashes = blockHashes
    other.selfDestructRefund = selfDestructRefund
    other.answer = answer
    other.loadCharge = loadCharge
    return other
  }

  func blockHash(_ number: UInt256, gas: inout Int64) -> Hash256 { blockHashes[number] ?? .zero }

  func difficultyOrRandao(gas: inout Int64) -> UInt256 { context.block.difficultyOrRandao }

  func accessAccount(_ address: EthAddress) -> AccessStatus {
    isWarm || !warmAccounts.insert(address).inserted ? .warm : .cold
  }

  /// A chain that meters would charge here, and answer in its own unit: 100 units, 1000 to one gas.
  func availableGas(gas: inout Int64) -> UInt64 {
    gas -= 100
    return UInt64(gas / 1000)
  }

  func contextWord(_ value: ContextValue, gas: inout Int64) -> UInt256 {
    guard interpreter?.ruleset.rules.metersThroughHost == true else { return context[value] }
    gas -= 100
    return 4242
  }

  func isDead(_ address: EthAddress) -> Bool { everyoneIsDead ?? (accounts[address] == nil) }

  func balance(of address: EthAddress, gas: inout Int64) -> UInt256 {
    accounts[address]?.balance ?? 0
  }

  func codeSize(of address: EthAddress, gas: inout Int64) -> Int {
    accounts[address]?.code.count ?? 0
  }

  func codeHash(of address: EthAddress, gas: inout Int64) -> Hash256 {
    accounts[address] == nil ? .zero : .emptyCode
  }

  func code(of address: EthAddress, gas: inout Int64) -> [UInt8] { accounts[address]?.code ?? [] }

  private func accessSlot(_ key: UInt256) -> AccessStatus {
    isWarm || !warmSlots.insert(key).inserted ? .warm : .cold
  }

  func loadStorage(
    _ key: UInt256, of address: EthAddress, gas: inout Int64
  ) throws(HaltReason) -> (value: UInt256, access: AccessStatus) {
    gas -= loadCharge
    if gas < 0 { throw .outOfGas }
    return (accounts[address]?.storage[key] ?? 0, accessSlot(key))
  }

  func storeStorage(
    _ key: UInt256, _ value: UInt256, of address: EthAddress, gas: inout Int64
  ) -> (status: StorageStatus, access: AccessStatus) {
    var account = accounts[address] ?? Account()
    let original = account.original[key] ?? 0
    let current = account.storage[key] ?? 0
    account.storage[key] = value
    accounts[address] = account
    let status: StorageStatus =
      switch (original, current, value) {
      case let (_, c, n) where c == n: .unchanged
      case let (o, c, _) where o == c && o.isZero: .added
      case let (o, c, n) where o == c && n.isZero: .deleted
      case let (o, c, _) where o == c: .modified
      case let (o, c, n) where o.isZero && !c.isZero && n.isZero: .addedThenDeleted
      case let (o, _, _) where o.isZero: .unchanged
      case let (o, c, n) where c.isZero && n == o: .deletedThenRestored
      case let (_, c, _) where c.isZero: .deletedThenAdded
      case let (_, _, n) where n.isZero: .modifiedThenDeleted
      case let (o, _, n) where n == o: .modifiedThenRestored
      default: .unchanged
      }
    return (status, accessSlot(key))
  }

  func loadTransient(_ key: UInt256, of address: EthAddress, gas: inout Int64) -> UInt256 {
    transient[key] ?? 0
  }

  func storeTransient(
    _ key: UInt256, _ value: UInt256, of address: EthAddress, gas: inout Int64
  ) { transient[key] = value }

  func log(_ address: EthAddress, topics: LogTopics, data: ByteView, gas: inout Int64) {
    logs.append(LogEntry(address: address, topics: Array(topics), data: data.bytes))
  }

  /// Recognisably not Keccak, to tell who hashed.
  func keccak256(_ bytes: ByteView, gas: inout Int64) -> Hash256 {
    Hash256(word: UInt256(UInt64(bytes.count)))
  }

  func selfDestruct(
    _ address: EthAddress, beneficiary: EthAddress, gas: inout Int64
  ) -> Int64 {
    destroyed[address] = beneficiary
    return selfDestructRefund
  }

  func delegation(of address: EthAddress) -> (delegate: EthAddress, access: AccessStatus)? {
    delegates[address].map { ($0, accessAccount($0)) }
  }

  func call(_ message: CallMessage, gas: inout Int64) throws(HaltReason) -> CallResult {
    calls.append(RecordedCall(message: message, input: message.input.bytes))
    if let answer { return answer(message) }
    guard let interpreter else { return CallResult(.stop, gasLeft: message.gas) }
    let code =
      message.kind.isCreate ? Code(message.input) : Code(accounts[message.codeAddress]?.code ?? [])
    let before = accounts
    var result = interpreter.execute(message, code: code, host: self)
    if !result.reason.isSuccess { accounts = before }
    if message.kind.isCreate, result.reason.isSuccess {
      result.output = []
      result.createdAddress = address(0xc0de)
    }
    return result
  }
}
