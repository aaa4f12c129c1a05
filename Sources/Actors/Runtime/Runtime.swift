import FVM
import Filecoin
import IPLD

/// The kernel as a built-in actor uses it: the system calls of the reference actors' runtime, in its
/// order and number (builtin-actors `runtime/src/runtime/fvm.rs`, ref-fvm `sdk/src`).
///
/// Contexts are fetched once, on first use. One object serves one invocation.
final class Runtime {
  let kernel: any Kernel
  let store: KernelBlockstore
  @safe @exclusivity(unchecked) private var messageCache: MessageContext?
  @safe @exclusivity(unchecked) private var networkCache: NetworkContext?

  init(_ kernel: any Kernel) {
    self.kernel = kernel
    store = KernelBlockstore(kernel)
  }

  // MARK: - Computation

  /// Notes computation that is charged before the next system call.
  func owe(_ gas: Gas) { store.owe(gas) }

  /// Charges what is owed.
  func settle() throws(ActorError) {
    let owed = store.takeOwed()
    guard !owed.isZero else { return }
    do {
      try kernel.chargeExecution(owed)
    } catch {
      throw .abort(Abort(error, code: .assertionFailed))
    }
  }

  // MARK: - Failures

  /// Runs a system call that the actor has an answer to when it fails.
  func attempt<Value>(
    _ call: () throws(KernelError) -> Value
  ) throws(ActorError) -> Result<Value, SyscallFailure> {
    owe(ComputeGas.syscalls(1))
    try settle()
    do {
      return .success(try call())
    } catch {
      guard case .syscall(let reason) = error else {
        throw .abort(Abort(error, code: .assertionFailed))
      }
      return .failure(SyscallFailure(error: reason))
    }
  }

  /// Runs a system call whose failure the reference actor takes for impossible: it panics.
  func expect<Value>(
    _ what: String, _ call: () throws(KernelError) -> Value
  ) throws(ActorError) -> Value {
    switch try attempt(call) {
    case .success(let value): return value
    case .failure(let failure):
      throw .panic("\(what): \(failure.error.number): \(failure.error.message)")
    }
  }

  /// Runs a system call that answers nil when there is no such thing.
  private func find<Value>(
    _ what: String, _ call: () throws(KernelError) -> Value?
  ) throws(ActorError) -> Value? {
    switch try attempt(call) {
    case .success(let value): return value
    case .failure(let failure) where failure.error.number == .notFound: return nil
    case .failure(let failure):
      throw .panic("\(what): \(failure.error.number): \(failure.error.message)")
    }
  }

  /// Runs work on trees and blocks; what fails there ends the actor with `code`.
  func onBlocks<Value>(
    _ code: ExitCode, _ what: String, _ body: () throws(IPLDError) -> Value
  ) throws(ActorError) -> Value {
    let value: Value
    do throws(IPLDError) {
      value = try body()
    } catch {
      try checkStore()
      throw .exit(code, "\(what): \(error)")
    }
    try checkStore()
    return value
  }

  /// The same for writing alone.
  func onStore<Value>(
    _ code: ExitCode, _ what: String, _ body: () throws(BlockstoreError) -> Value
  ) throws(ActorError) -> Value {
    try onBlocks(code, what) { () throws(IPLDError) in
      do throws(BlockstoreError) {
        return try body()
      } catch {
        throw .blockstore(error)
      }
    }
  }

  private func checkStore() throws(ActorError) {
    if let failure = store.failure { throw .abort(Abort(failure, code: .assertionFailed)) }
  }

  // MARK: - Contexts

  /// The message that runs this frame.
  func message() throws(ActorError) -> MessageContext {
    if let messageCache { return messageCache }
    let context = try expect("message context") { () throws(KernelError) in
      try kernel.messageContext()
    }
    messageCache = context
    return context
  }

  func network() throws(ActorError) -> NetworkContext {
    if let networkCache { return networkCache }
    let context = try expect("network context") { () throws(KernelError) in
      try kernel.networkContext()
    }
    networkCache = context
    return context
  }

  // MARK: - Callers

  func requireCaller(_ ids: ActorID...) throws(ActorError) {
    let caller = try message().caller
    guard ids.contains(caller) else {
      throw .exit(.forbidden, "caller f0\(caller) is not one of those supported")
    }
  }

  func requireCaller(ofType type: BuiltinType) throws(ActorError) {
    let caller = try message().caller
    guard let code = try codeCID(of: caller) else { throw .panic("caller has no code") }
    guard try builtinType(of: code) == type else {
      throw .exit(.forbidden, "caller code \(code) is not one of those supported")
    }
  }

  /// Refuses methods below FRC-42's range to callers that are not built in, and to contracts
  /// (builtin-actors `restrict_internal_api`).
  func restrictInternalMethods(_ method: MethodNumber) throws(ActorError) {
    guard !method.isExported else { return }
    let caller = try message().caller
    guard let code = try codeCID(of: caller) else {
      throw .exit(.forbidden, "no code for caller f0\(caller) of method \(method)")
    }
    switch try builtinType(of: code) {
    case nil, .evm:
      throw .exit(.forbidden, "caller f0\(caller) of method \(method) must be built in")
    default: break
    }
  }

  // MARK: - Actors

  /// The id behind an address; ids pass without a system call.
  func resolve(_ address: Address) throws(ActorError) -> ActorID? {
    if let id = address.actorID { return id }
    return try find("address resolution") { () throws(KernelError) in
      try kernel.resolveAddress(address)
    }
  }

  func delegatedAddress(of id: ActorID) throws(ActorError) -> Address? {
    try find("delegated address") { () throws(KernelError) in
      try kernel.lookupDelegatedAddress(id)
    }
  }

  func codeCID(of id: ActorID) throws(ActorError) -> CID? {
    try find("code of an actor") { () throws(KernelError) in try kernel.actorCodeCID(id) }
  }

  func builtinType(of code: CID) throws(ActorError) -> BuiltinType? {
    BuiltinType(
      rawValue: try expect("type of an actor") { () throws(KernelError) in
        try kernel.builtinActorType(of: code)
      })
  }

  func code(ofType type: BuiltinType) throws(ActorError) -> CID {
    try expect("code of a type") { () throws(KernelError) in
      try kernel.codeCID(ofType: type.rawValue)
    }
  }

  func balance(of id: ActorID) throws(ActorError) -> TokenAmount? {
    try find("balance of an actor") { () throws(KernelError) in try kernel.balance(of: id) }
  }

  func currentBalance() throws(ActorError) -> TokenAmount {
    try expect("own balance") { () throws(KernelError) in try kernel.currentBalance() }
  }

  func gasAvailable() throws(ActorError) -> UInt64 {
    try expect("available gas") { () throws(KernelError) in try kernel.gasAvailable() }
  }

  func hash(_ function: HashFunction, _ data: [UInt8]) throws(ActorError) -> [UInt8] {
    try expect("hash") { () throws(KernelError) in try kernel.hash(function.rawValue, data) }
  }

  /// The beacon's digest of an epoch; exit code 16 for a future one.
  func beaconRandomness(at epoch: ChainEpoch) throws(ActorError) -> [UInt8] {
    switch try attempt({ () throws(KernelError) in try kernel.beaconRandomness(at: epoch) }) {
    case .success(let digest): return digest
    case .failure(let failure):
      switch failure.error.number {
      case .limitExceeded, .illegalArgument:
        throw .exit(.illegalArgument, "invalid lookback epoch: \(failure.error.message)")
      default: throw .exit(.assertionFailed, "beacon randomness: \(failure.error.message)")
      }
    }
  }

  // MARK: - Sends

  /// What a call came back with: its exit code and the data it returned.
  struct Response {
    let exitCode: ExitCode
    let data: DataBlock?
  }

  /// Calls an actor. A failure is the system call's: nothing ran.
  func send(
    to recipient: Address, _ method: MethodNumber, _ params: DataBlock? = nil,
    value: TokenAmount = .zero, gasLimit: UInt64? = nil, flags: SendFlags = []
  ) throws(ActorError) -> Result<Response, SyscallFailure> {
    guard kernel.sendsWideAmounts || value.atto.asUInt128 != nil else {
      return .failure(
        SyscallFailure(error: SyscallError(number: .insufficientFunds, message: "over 128 bits")))
    }
    if params != nil { owe(ComputeGas.syscalls(1)) }
    return try attempt { () throws(KernelError) in
      let block =
        if let params {
          try kernel.blockCreate(codec: params.codec, data: params.data)
        } else {
          noBlock
        }
      let result = try kernel.send(
        to: recipient, method: method, params: block, value: value, gasLimit: gasLimit,
        flags: flags.rawValue)
      guard result.block != noBlock else { return Response(exitCode: result.exitCode, data: nil) }
      owe(ComputeGas.syscalls(1))
      let bytes = try kernel.blockRead(result.block, offset: 0, count: result.stat.size).bytes
      return Response(
        exitCode: result.exitCode, data: DataBlock(codec: result.stat.codec, data: bytes))
    }
  }

  /// Calls an actor and fails as it fails; returns its data.
  func call(
    _ recipient: Address, _ method: MethodNumber, _ params: DataBlock? = nil,
    value: TokenAmount = .zero
  ) throws(ActorError) -> DataBlock? {
    switch try send(to: recipient, method, params, value: value) {
    case .failure(let failure): throw .failedSend(failure.error)
    case .success(let response):
      guard response.exitCode.isSuccess else {
        throw .failedSend(
          response.exitCode, "send aborted with code \(response.exitCode.rawValue)",
          data: response.data)
      }
      return response.data
    }
  }
}

/// A failed system call as an error value.
struct SyscallFailure: Error {
  let error: SyscallError
}
