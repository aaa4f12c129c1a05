import Filecoin
import IPLD

/// One frame's kernel: checks, prices and carries out what its actor asks
/// (ref-fvm `kernel/default.rs`).
final class DefaultKernel: Kernel {
  let manager: CallManager
  let caller: ActorID
  let receiver: ActorID
  let method: MethodNumber
  let value: TokenAmount
  let isReadOnly: Bool
  // As in the call manager, each use ends before another begins.
  @safe @exclusivity(unchecked) var blocks = BlockRegistry()
  /// The error of the last syscall, nil when it went well: the cause that a backtrace names.
  @safe @exclusivity(unchecked) private(set) var lastError: Backtrace.Cause?

  init(
    manager: CallManager, caller: ActorID, receiver: ActorID, method: MethodNumber,
    value: TokenAmount, isReadOnly: Bool
  ) {
    self.manager = manager
    self.caller = caller
    self.receiver = receiver
    self.method = method
    self.value = value
    self.isReadOnly = isReadOnly
  }

  var machine: Machine { manager.machine }
  var prices: PriceList { manager.machine.prices }

  /// Enters a syscall: pays its entry, runs it and remembers its error.
  func syscall<Answer>(
    _ name: String, _ body: () throws(KernelError) -> Answer
  ) throws(KernelError) -> Answer {
    manager.record(.syscall(name))
    try manager.charge(prices.onSyscall())
    do {
      let answer = try body()
      lastError = nil
      return answer
    } catch {
      if case .syscall(let detail) = error { lastError = .syscall(name: name, detail) }
      throw error
    }
  }

  /// Fails when the frame may not change anything.
  func requireWritable(_ action: String) throws(KernelError) {
    if isReadOnly { throw .syscall(.readOnly, "cannot \(action) while read-only") }
  }
}

extension DefaultKernel: MeteringOperations {
  var remainingGas: Gas { manager.gas.available }

  func chargeExecution(_ gas: Gas) throws(KernelError) { try manager.chargeExecution(gas) }
}

extension DefaultKernel: GasOperations {
  func chargeGas(_ name: String, _ amount: UInt64) throws(KernelError) {
    try syscall("gas::charge") { () throws(KernelError) in
      try manager.charge(GasCharge(name, compute: Gas(amount)))
    }
  }

  func gasAvailable() throws(KernelError) -> UInt64 {
    try syscall("gas::available") { manager.gas.available.roundedDown }
  }
}

extension DefaultKernel: VMOperations {
  func messageContext() throws(KernelError) -> MessageContext {
    try syscall("vm::message_context") { () throws(KernelError) in
      try manager.charge(prices.onMessageContext())
      return MessageContext(
        origin: manager.origin, nonce: manager.nonce, caller: caller, receiver: receiver,
        method: method, valueReceived: value, gasPremium: manager.gasPremium,
        isReadOnly: isReadOnly)
    }
  }

  func exit(_ code: ExitCode, block: BlockID, message: String) -> Abort {
    manager.record(.syscall("vm::exit"))
    do {
      try manager.charge(prices.onSyscall())
    } catch {
      return Abort(error, code: code)
    }
    if code.isSystemError {
      return .exit(
        .illegalExitCode, message: "actor aborted with code \(code)", block: block)
    }
    return .exit(code, message: Self.shortened(message), block: block)
  }

  private static func shortened(_ message: String) -> String {
    let limit = 1024
    guard !message.isEmpty else { return "actor aborted" }
    let bytes = Array(message.utf8)
    guard bytes.count > limit else { return message }
    let prefix = String(decoding: bytes.prefix(limit / 2), as: UTF8.self)
    let suffix = String(decoding: bytes.suffix(limit / 2), as: UTF8.self)
    return "\(prefix) ... (skipped \(bytes.count - limit) bytes) ... \(suffix)"
  }
}

extension DefaultKernel: DebugOperations {
  func debugEnabled() throws(KernelError) -> Bool {
    try syscall("debug::enabled") { machine.context.network.isDebugging }
  }

  func log(_ message: String) throws(KernelError) {
    try syscall("debug::log") { manager.record(.log(message)) }
  }
}

extension DefaultKernel: SendOperations {
  var sendsWideAmounts: Bool { machine.context.network.sendsWideAmounts }

  func send(
    to recipient: Address, method: MethodNumber, params: BlockID, value: TokenAmount,
    gasLimit: UInt64?, flags: UInt64
  ) throws(KernelError) -> SendResult {
    // An amount that a syscall cannot carry fails in the actor's own library, before the kernel.
    guard value.isNegative || sendsWideAmounts || value.atto.asUInt128 != nil else {
      throw .syscall(.insufficientFunds, "more than 2^128 - 1 attoFIL cannot be sent")
    }
    return try syscall("send::send") { () throws(KernelError) in
      guard flags & ~SendFlags.readOnly.rawValue == 0 else {
        throw .syscall(.illegalArgument, "invalid send flags: \(flags)")
      }
      let isReadOnly = isReadOnly || flags & SendFlags.readOnly.rawValue != 0
      if isReadOnly, !value.isZero {
        throw .syscall(.readOnly, "cannot transfer value when read-only")
      }
      let block = params == noBlock ? nil : try blocks.block(params)
      if blocks.isFull { throw .syscall(.limitExceeded, "cannot store return block") }
      let result = try manager.withTransaction { () throws(KernelError) in
        try manager.callActor(
          from: receiver, to: recipient, method: method, params: block, value: value,
          gasLimit: gasLimit, isReadOnly: isReadOnly)
      }
      guard let returned = result.block else {
        return SendResult(exitCode: result.exitCode, block: noBlock, stat: .none)
      }
      let id = try blocks.putReachable(returned)
      return SendResult(exitCode: result.exitCode, block: id, stat: returned.stat)
    }
  }
}
