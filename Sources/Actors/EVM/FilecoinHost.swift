import EVM
import FVM
import Filecoin
import IPLD
import Primitives

/// One frame's world: the kernel and the contract's own state.
///
/// The interpreter counts milligas by itself; before each system call what it has used is charged to
/// the kernel, and afterwards it goes on with what the kernel has left. A failure of the actor ends
/// the frame as `.hostFailure` and is kept in `failure`.
final class FilecoinHost: Host {
  let system: ContractSystem
  let runtime: Runtime
  /// Ethereum's side of the transaction; nil on Filecoin as it is.
  let journal: EthereumJournal?
  /// Why the frame ended with `.hostFailure`.
  var failure: ActorError?
  /// What the kernel had left when it was last asked, milligas.
  private var settled: Int64

  init(_ system: ContractSystem, journal: EthereumJournal? = nil) throws(ActorError) {
    self.system = system
    self.journal = journal
    runtime = system.runtime
    // What the interpreter starts with must be what the kernel has.
    try system.runtime.settle()
    settled = Self.remaining(system.runtime)
  }

  private static func remaining(_ runtime: Runtime) -> Int64 {
    Int64(clamping: runtime.kernel.remainingGas.milligas)
  }

  /// What a frame may start with, milligas.
  var availableMilligas: Int64 { settled }

  /// Charges what the interpreter has used since the last time.
  func settle(_ gas: Int64) throws(ActorError) {
    if settled > gas { runtime.owe(Gas(milligas: UInt64(settled - gas))) }
    settled = gas
    try runtime.settle()
  }

  /// Runs system calls between settling gas and reading what is left.
  func metered<Value>(
    _ gas: inout Int64, _ body: () throws(ActorError) -> Value
  ) throws(HaltReason) -> Value {
    if let journal, journal.countsGas { return try unmetered(body) }
    do throws(ActorError) {
      try settle(gas)
      let value = try body()
      try runtime.settle()
      gas = Self.remaining(runtime)
      settled = gas
      return value
    } catch {
      gas = Self.remaining(runtime)
      settled = gas
      failure = error
      throw .hostFailure
    }
  }

  /// Runs system calls while the interpreter alone counts gas.
  func unmetered<Value>(_ body: () throws(ActorError) -> Value) throws(HaltReason) -> Value {
    do throws(ActorError) {
      return try body()
    } catch {
      failure = error
      throw .hostFailure
    }
  }

  /// Whether Filecoin's way holds.
  func follows(_ deviation: Deviation) -> Bool { journal?.follows(deviation) ?? true }

  // MARK: - Block and transaction

  /// Ethereum's where there is a journal. Else not asked: values are asked one by one where the host
  /// meters.
  var context: ExecutionContext {
    journal?.context
      ?? ExecutionContext(block: BlockContext(), transaction: TransactionContext())
  }

  func contextWord(_ value: ContextValue, gas: inout Int64) throws(HaltReason) -> UInt256 {
    if let journal, journal.countsGas { return journal.context[value] }
    return try metered(&gas) { () throws(ActorError) in
      switch value {
      case .origin: return try system.ethAddress(of: try runtime.message().origin).word
      case .gasPrice:
        let price = try runtime.network().baseFee + (try runtime.message().gasPremium)
        return try word(price)
      case .coinbase, .blobBaseFee: return journal?.context[value] ?? .zero
      case .timestamp: return UInt256(try runtime.network().timestamp)
      case .number:
        guard let epoch = UInt64(exactly: try runtime.network().epoch) else {
          throw .panic("negative epoch")
        }
        return UInt256(epoch)
      case .gasLimit: return journal?.context[value] ?? UInt256(Self.blockGasLimit)
      case .chainID: return UInt256(try runtime.network().chainID.rawValue)
      case .baseFee: return try word(try runtime.network().baseFee)
      }
    }
  }

  /// What GASLIMIT answers (builtin-actors `instructions/context.rs`).
  package static let blockGasLimit: UInt64 = 10_000_000_000

  private func word(_ amount: TokenAmount) throws(ActorError) -> UInt256 {
    guard let word = amount.atto.asUInt256 else { throw .panic("amount \(amount) is no word") }
    return word
  }

  func availableGas(gas: inout Int64) throws(HaltReason) -> UInt64 {
    try metered(&gas) { () throws(ActorError) in try runtime.gasAvailable() }
  }

  func difficultyOrRandao(gas: inout Int64) throws(HaltReason) -> UInt256 {
    try metered(&gas) { () throws(ActorError) in
      if let journal, !journal.follows(.prevRandao) {
        return journal.context.block.difficultyOrRandao
      }
      return UInt256(bigEndian: try system.prevRandao()) ?? .zero
    }
  }

  /// The digest of the tipset's name, for the 256 epochs before this one.
  func blockHash(_ number: UInt256, gas: inout Int64) throws(HaltReason) -> Hash256 {
    try metered(&gas) { () throws(ActorError) in
      if let journal, !journal.follows(.blockHash) { return journal.blockHash(number) }
      guard let height = number.asUInt64.flatMap({ ChainEpoch(exactly: $0) }) else { return .zero }
      let epoch = try runtime.network().epoch
      guard height >= epoch - 256, height < epoch else { return .zero }
      switch try runtime.attempt({ () throws(KernelError) in
        try runtime.kernel.tipsetCID(at: height)
      }) {
      case .success(let cid):
        return Hash256(word: UInt256(bigEndian: cid.digest.prefix(32)) ?? .zero)
      case .failure(let failure):
        switch failure.error.number {
        case .illegalArgument, .limitExceeded: return .zero
        default: throw .panic("tipset CID: \(failure.error.message)")
        }
      }
    }
  }

  // MARK: - Accounts

  /// Filecoin has no access prices.
  func accessAccount(_ address: EthAddress) -> AccessStatus { journal?.access(address) ?? .warm }

  func balance(of address: EthAddress, gas: inout Int64) throws(HaltReason) -> UInt256 {
    try metered(&gas) { () throws(ActorError) in
      guard let id = try runtime.resolve(actorAddress(address)),
        let balance = try runtime.balance(of: id)
      else { return .zero }
      return try word(balance)
    }
  }

  func selfBalance(of address: EthAddress, gas: inout Int64) throws(HaltReason) -> UInt256 {
    try metered(&gas) { () throws(ActorError) in try word(try runtime.currentBalance()) }
  }

  // MARK: - Storage

  func loadStorage(
    _ key: UInt256, of address: EthAddress, gas: inout Int64
  ) throws(HaltReason) -> (value: UInt256, access: AccessStatus) {
    try metered(&gas) { () throws(ActorError) in
      (try system.loadStorage(key), journal?.access(key, of: address) ?? .warm)
    }
  }

  func storeStorage(
    _ key: UInt256, _ value: UInt256, of address: EthAddress, gas: inout Int64
  ) throws(HaltReason) -> (status: StorageStatus, access: AccessStatus) {
    try metered(&gas) { () throws(ActorError) in
      guard let journal else {
        try system.setStorage(key, value)
        return (.unchanged, .warm)
      }
      let current = try system.loadStorage(key)
      try system.setStorage(key, value)
      return (
        journal.store(key, value, over: current, of: address), journal.access(key, of: address)
      )
    }
  }

  func loadTransient(
    _ key: UInt256, of address: EthAddress, gas: inout Int64
  ) throws(HaltReason) -> UInt256 {
    try metered(&gas) { () throws(ActorError) in try system.loadTransient(key) }
  }

  func storeTransient(
    _ key: UInt256, _ value: UInt256, of address: EthAddress, gas: inout Int64
  ) throws(HaltReason) {
    try metered(&gas) { () throws(ActorError) in try system.setTransient(key, value) }
  }

  // MARK: - Hashes and logs

  func keccak256(_ bytes: ByteView, gas: inout Int64) throws(HaltReason) -> Hash256 {
    try metered(&gas) { () throws(ActorError) in
      let digest = try runtime.hash(.keccak256, bytes.bytes)
      guard digest.count == 32 else { throw .panic("expected a digest of 32 bytes") }
      return Hash256(word: digest.bigEndianWord(at: 0))
    }
  }

  /// An event with the topics under `t1` to `t4` and the data, unless empty, under `d`.
  func log(
    _ address: EthAddress, topics: LogTopics, data: ByteView, gas: inout Int64
  ) throws(HaltReason) {
    try metered(&gas) { () throws(ActorError) in
      var entries: [EventEntryHeader] = []
      var keys: [UInt8] = []
      var values: [UInt8] = []
      entries.reserveCapacity(topics.count + 1)
      keys.reserveCapacity(2 * topics.count + 1)
      values.reserveCapacity(32 * topics.count + data.count)
      for (index, topic) in topics.enumerated() {
        // t1 to t4
        keys.append(UInt8(ascii: "t"))
        keys.append(UInt8(ascii: "1") + UInt8(index))
        values.append(bigEndian: topic)
        entries.append(Self.header(keyLength: 2, valueLength: 32))
      }
      if data.count > 0 {
        keys.append(UInt8(ascii: "d"))
        values += data.bytes
        entries.append(Self.header(keyLength: 1, valueLength: UInt32(data.count)))
      }
      if values.count > 8 << 10 { _ = journal?.follows(.logSize) }
      let emitted = try runtime.attempt { () throws(KernelError) in
        try runtime.kernel.emitEvent(entries, keys: keys, values: values)
      }
      if case .failure(let failure) = emitted {
        throw .exit(.assertionFailed, "failed to emit event: \(failure.error.message)")
      }
    }
  }

  private static func header(keyLength: UInt32, valueLength: UInt32) -> EventEntryHeader {
    EventEntryHeader(
      flags: EventEntry.Flags.indexAll.rawValue, codec: Multicodec.raw, keyLength: keyLength,
      valueLength: valueLength)
  }
}
