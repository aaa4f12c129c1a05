import FVM
import Filecoin
import IPLD
import Primitives

/// A contract's state while one of its frames runs: storage, nonce and code, saved before every send
/// and read again when the send changed them
/// (builtin-actors `actors/evm/src/interpreter/system.rs`).
final class ContractSystem {
  /// The most bytes that code may have.
  static let maximumCodeSize = 24_576

  let runtime: Runtime
  let isReadOnly: Bool
  private let lifespan: MessageIdentity
  /// The code's block and hash; nil before the constructor has set it and for a dead contract.
  private(set) var code: (cid: CID, hash: Hash256)?
  private var storage: ContractStorage
  private var transient: ContractStorage
  private let cache: ContractCache
  private(set) var nonce: UInt64
  private var tombstone: MessageIdentity?
  /// The state that is saved; nil while there are changes.
  private var savedRoot: CID?
  private var randomness: [UInt8]?

  /// A contract without code and storage.
  private init(
    empty runtime: Runtime, isReadOnly: Bool, _ cache: ContractCache
  ) throws(ActorError) {
    self.runtime = runtime
    self.isReadOnly = isReadOnly
    lifespan = try runtime.currentMessage()
    self.cache = cache
    storage = ContractStorage(runtime.store, cache.nodes)
    transient = ContractStorage(runtime.store, cache.nodes)
    nonce = 1
  }

  private init(
    _ runtime: Runtime, root: CID, state: EVMState, _ cache: ContractCache
  ) throws(ActorError) {
    self.runtime = runtime
    self.cache = cache
    isReadOnly = try runtime.message().isReadOnly
    let lifespan = try runtime.currentMessage()
    self.lifespan = lifespan
    transient = try Self.loadTransient(state, lifespan, runtime, cache)
    storage = try runtime.onBlocks(.illegalState, "storage cannot be read") {
      () throws(IPLDError) in
      try ContractStorage(load: state.contractState, runtime.store, cache.nodes)
    }
    nonce = state.nonce
    savedRoot = root
    code = (state.bytecode, state.bytecodeHash)
    tombstone = state.tombstone
  }

  /// A new contract; exit code 20 where there is a state already.
  static func create(
    _ runtime: Runtime, _ cache: ContractCache
  ) throws(ActorError) -> ContractSystem {
    let isReadOnly = try runtime.message().isReadOnly
    guard try runtime.stateRoot() == .emptyArray else {
      throw .exit(.illegalState, "can't create over an existing actor")
    }
    return try ContractSystem(empty: runtime, isReadOnly: isReadOnly, cache)
  }

  /// A new contract in the place of a dead one; exit code 18 where it is alive.
  static func resurrect(
    _ runtime: Runtime, _ cache: ContractCache
  ) throws(ActorError) -> ContractSystem {
    let isReadOnly = try runtime.message().isReadOnly
    let state = try readState(try runtime.stateRoot(), runtime, cache)
    guard state.isDead(in: try runtime.currentMessage()) else {
      throw .exit(.forbidden, "can only resurrect a dead contract")
    }
    return try ContractSystem(empty: runtime, isReadOnly: isReadOnly, cache)
  }

  /// The contract as it was saved; a dead one is empty and cannot be changed.
  static func load(
    _ runtime: Runtime, _ cache: ContractCache
  ) throws(ActorError) -> ContractSystem {
    let root = try runtime.stateRoot()
    let state = try readState(root, runtime, cache)
    guard !state.isDead(in: try runtime.currentMessage()) else {
      return try ContractSystem(empty: runtime, isReadOnly: true, cache)
    }
    return try ContractSystem(runtime, root: root, state: state, cache)
  }

  private static func readState(
    _ root: CID, _ runtime: Runtime, _ cache: ContractCache
  ) throws(ActorError) -> EVMState {
    try runtime.onBlocks(.serialization, "failed to decode state") { () throws(IPLDError) in
      guard let known = cache.state(root) else {
        let state: EVMState = try runtime.store.load(root)
        cache.keep(state, root)
        return state
      }
      do throws(BlockstoreError) {
        // Read for its price.
        _ = try runtime.store.get(root)
      } catch {
        throw .blockstore(error)
      }
      return known
    }
  }

  private static func loadTransient(
    _ state: EVMState, _ lifespan: MessageIdentity, _ runtime: Runtime,
    _ cache: ContractCache
  ) throws(ActorError) -> ContractStorage {
    guard let data = state.transientData, data.lifespan == lifespan else {
      return ContractStorage(runtime.store, cache.nodes)
    }
    return try runtime.onBlocks(.illegalState, "transient storage cannot be read") {
      () throws(IPLDError) in
      try ContractStorage(load: data.root, runtime.store, cache.nodes)
    }
  }

  // MARK: - Saving and reading again

  /// Saves what changed; exit code 18 when nothing may change.
  func flush() throws(ActorError) {
    guard savedRoot == nil else { return }
    guard !isReadOnly else { throw .exit(.forbidden, "contract invocation is read-only") }
    if code == nil { try setCode([]) }
    guard let code else { throw .panic("no code to save") }
    let lifespan = lifespan
    let root = try runtime.onStore(.illegalState, "failed to write the contract's state") {
      () throws(BlockstoreError) in
      let transientData =
        transient.isEmpty
        ? nil : TransientData(root: try transient.flush(), lifespan: lifespan)
      let state = EVMState(
        bytecode: code.cid, bytecodeHash: code.hash, contractState: try storage.flush(),
        transientData: transientData, nonce: nonce, tombstone: tombstone)
      let root = try runtime.store.put(dagCBOR: state.cborBytes)
      cache.keep(state, root)
      return root
    }
    try runtime.setStateRoot(root)
    savedRoot = root
  }

  /// Reads the state again if a send has changed it.
  private func reload() throws(ActorError) {
    guard !isReadOnly else { return }
    let root = try runtime.stateRoot()
    guard savedRoot != root else { return }
    let state = try Self.readState(root, runtime, cache)
    transient = try Self.loadTransient(state, lifespan, runtime, cache)
    storage = try runtime.onBlocks(.illegalState, "storage cannot be read") {
      () throws(IPLDError) in
      try ContractStorage(load: state.contractState, runtime.store, cache.nodes)
    }
    nonce = state.nonce
    savedRoot = root
    code = (state.bytecode, state.bytecodeHash)
    tombstone = state.tombstone
  }

  // MARK: - Sends

  /// Saves the state, calls an actor, and reads the state again if the call succeeded.
  func sendRaw(
    to recipient: Address, _ method: MethodNumber, _ params: DataBlock?, value: TokenAmount,
    gasLimit: UInt64?, flags: SendFlags
  ) throws(ActorError) -> Result<Runtime.Response, SyscallFailure> {
    try flush()
    let result = try runtime.send(
      to: recipient, method, params, value: value, gasLimit: gasLimit, flags: flags)
    if case .success(let response) = result, response.exitCode.isSuccess { try reload() }
    return result
  }

  /// The same, failing as the callee fails; returns the callee's data.
  func send(
    to recipient: Address, _ method: MethodNumber, _ params: DataBlock? = nil,
    value: TokenAmount = .zero, gasLimit: UInt64? = nil, flags: SendFlags = []
  ) throws(ActorError) -> DataBlock? {
    let result = try sendRaw(
      to: recipient, method, params, value: value, gasLimit: gasLimit, flags: flags)
    switch result {
    case .failure(let failure):
      throw .exit(
        .unspecified, "send to \(recipient) on method \(method) failed: \(failure.error.number)")
    case .success(let response):
      guard response.exitCode.isSuccess else {
        throw .failedSend(
          response.exitCode, "failed to call \(recipient) on method \(method)",
          data: response.data)
      }
      return response.data
    }
  }

  /// The gas of a call that asks for `gas`: no more than 63/64 of what is left (EIP-150).
  func callGasLimit(_ gas: UInt64) throws(ActorError) -> UInt64 {
    min(gas, try reservedGas())
  }

  /// 63/64 of the gas that is left, rounded down.
  func reservedGas() throws(ActorError) -> UInt64 {
    // Safe: gas is below 2^63 milligas, so 63 times the whole gas fits.
    63 * (try runtime.gasAvailable()) / 64
  }

  // MARK: - State

  func incrementNonce() throws(ActorError) {
    savedRoot = nil
    guard nonce < .max else { throw .panic("the nonce is used up") }
    nonce += 1
  }

  func markSelfDestructed() {
    savedRoot = nil
    tombstone = lifespan
  }

  /// Sets the code; exit code 16 for code that is too long or starts with 0xEF (EIP-3541).
  func setCode(_ bytes: [UInt8]) throws(ActorError) {
    savedRoot = nil
    guard bytes.count <= Self.maximumCodeSize else {
      throw .exit(
        .illegalArgument,
        "code of \(bytes.count) bytes is longer than \(Self.maximumCodeSize)")
    }
    guard bytes.first != 0xef else {
      throw .exit(.illegalArgument, "code that starts with 0xEF is not allowed")
    }
    guard let hash = Hash256(try runtime.hash(.keccak256, bytes)) else {
      throw .panic("expected a digest of 32 bytes")
    }
    let cid = try runtime.onStore(.illegalState, "failed to write bytecode") {
      () throws(BlockstoreError) in
      try runtime.store.put(codec: Multicodec.raw, bytes)
    }
    code = (cid, hash)
  }

  func loadStorage(_ key: UInt256) throws(ActorError) -> UInt256 {
    try runtime.onBlocks(.illegalState, "storage") { () throws(IPLDError) in
      try storage.get(key)
    }
  }

  func setStorage(_ key: UInt256, _ value: UInt256) throws(ActorError) {
    if try set(storage, key, value) { savedRoot = nil }
  }

  func loadTransient(_ key: UInt256) throws(ActorError) -> UInt256 {
    try runtime.onBlocks(.illegalState, "transient storage") { () throws(IPLDError) in
      try transient.get(key)
    }
  }

  func setTransient(_ key: UInt256, _ value: UInt256) throws(ActorError) {
    if try set(transient, key, value) { savedRoot = nil }
  }

  /// Sets a word, or removes it for zero; returns whether that changed anything.
  private func set(
    _ map: ContractStorage, _ key: UInt256, _ value: UInt256
  ) throws(ActorError) -> Bool {
    try runtime.onBlocks(.illegalState, "storage") { () throws(IPLDError) in
      try map.set(key, value)
    }
  }

  /// PREVRANDAO's answer, drawn once.
  func prevRandao() throws(ActorError) -> [UInt8] {
    if let randomness { return randomness }
    let epoch = try runtime.network().epoch
    let digest = try runtime.beaconRandomness(at: epoch)
    let drawn = try runtime.hash(
      .blake2b256,
      Randomness.input(
        digest: digest, tag: Randomness.Tag.evmPrevRandao.rawValue, epoch: epoch,
        entropy: Array("prevrandao".utf8)))
    randomness = drawn
    return drawn
  }

  /// An actor as the EVM names it: its f410 address, else its masked id.
  func ethAddress(of id: ActorID) throws(ActorError) -> EthAddress {
    guard
      case .delegated(WellKnownActor.ethereumAddressManager, let subaddress)? =
        try runtime.delegatedAddress(of: id)
    else { return EthAddress(maskedActorID: id) }
    guard let address = EthAddress(subaddress) else {
      throw .exit(.illegalState, "invalid ethereum address length of actor \(id)")
    }
    return address
  }
}

extension Runtime {
  /// The chain message that is running.
  func currentMessage() throws(ActorError) -> MessageIdentity {
    let message = try message()
    return MessageIdentity(origin: message.origin, nonce: message.nonce)
  }
}
