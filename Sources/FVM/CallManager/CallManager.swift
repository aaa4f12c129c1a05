import Filecoin
import IPLD

/// Runs one message's call stack: gas, state access, events, nesting and rollback
/// (ref-fvm `call_manager/default.rs`).
final class CallManager {
  let machine: Machine
  /// The chain message's sender, by id and as the message names it.
  let origin: ActorID
  let originAddress: Address
  let nonce: UInt64
  /// The premium a gas unit that the message really pays, attoFIL.
  let gasPremium: TokenAmount

  // Each use of these ends before another begins: they are values that call nothing back. The dynamic
  // checks of exclusivity were 2 % of a message.
  @safe @exclusivity(unchecked) private(set) var gas: GasTracker
  @safe @exclusivity(unchecked) private(set) var events = EventAccumulator()
  @safe @exclusivity(unchecked) var backtrace = Backtrace()
  @safe @exclusivity(unchecked) private(set) var recorder: TraceRecorder?
  @safe @exclusivity(unchecked) private var accesses: AccessTracker
  private(set) var actorsCreated: UInt64 = 0
  private var depth = 0

  /// A call manager for a message whose fee is already taken: the origin's record counts as
  /// updated, the receiver's as looked up, and both addresses as resolved.
  init(
    machine: Machine, gasLimit: UInt64, origin: ActorID, originAddress: Address,
    receiver: ActorID?, receiverAddress: Address, nonce: UInt64, gasPremium: TokenAmount
  ) {
    self.machine = machine
    self.origin = origin
    self.originAddress = originAddress
    self.nonce = nonce
    self.gasPremium = gasPremium
    gas = GasTracker(limit: Gas(gasLimit))
    recorder = machine.context.isTracing ? TraceRecorder() : nil
    accesses = AccessTracker(preloaded: machine.prices.preloadedActors)
    accesses.recordUpdate(origin)
    accesses.recordResolved(originAddress)
    if let receiver { accesses.recordRead(receiver) }
    accesses.recordResolved(receiverAddress)
  }

  // MARK: Gas and trace

  func charge(_ charge: GasCharge) throws(KernelError) {
    recorder?.record(.charge(charge))
    try gas.use(charge.total)
  }

  /// Charges for computation, which is traced under one name.
  func chargeExecution(_ amount: Gas) throws(KernelError) {
    recorder?.record(.charge(GasCharge("wasm_exec", compute: amount)))
    try gas.use(amount)
  }

  func record(_ event: @autoclosure () -> ExecutionTrace.Event) {
    if recorder != nil { recorder?.record(event()) }
  }

  // MARK: Actors

  /// The id of an address, paid for at the first time; nil when it has none.
  func resolve(_ address: Address) throws(KernelError) -> ActorID? {
    if let id = address.actorID { return id }
    if !accesses.isResolved(address) { try charge(machine.prices.onResolveAddress()) }
    guard let id = try machine.stateTree.lookupID(address) else { return nil }
    accesses.recordResolved(address)
    return id
  }

  /// An actor's record, paid for at the first time; nil when there is none.
  func actor(_ id: ActorID) throws(KernelError) -> ActorState? {
    try payAccess(to: id, .read)
    let actor = try machine.stateTree.actor(id)
    accesses.recordRead(id)
    return actor
  }

  func setActor(_ id: ActorID, _ state: ActorState) throws(KernelError) {
    try payAccess(to: id, .updated)
    machine.stateTree.setActor(id, state)
    accesses.recordUpdate(id)
  }

  func deleteActor(_ id: ActorID) throws(KernelError) {
    try payAccess(to: id, .updated)
    machine.stateTree.deleteActor(id)
    accesses.recordUpdate(id)
  }

  private func payAccess(to id: ActorID, _ wanted: AccessTracker.Access) throws(KernelError) {
    let access = accesses.access(to: id)
    if access < .read { try charge(machine.prices.onActorLookup()) }
    if wanted == .updated, access < .updated { try charge(machine.prices.onActorUpdate()) }
  }

  /// Moves attoFIL between two existing actors. A missing or poor sender is `insufficientFunds`, a
  /// missing recipient `notFound`; a transfer to oneself only tests the balance.
  func transfer(
    from sender: ActorID, to recipient: ActorID, _ value: TokenAmount
  ) throws(KernelError) {
    if value.isNegative {
      throw .syscall(.illegalArgument, "attempted to transfer negative value \(value)")
    }
    guard var senderState = try actor(sender) else {
      throw .syscall(.insufficientFunds, "sender \(sender) does not exist")
    }
    guard senderState.balance >= value else {
      throw .syscall(
        .insufficientFunds,
        "sender does not have funds to transfer (balance \(senderState.balance), transfer \(value))"
      )
    }
    if sender == recipient { return }
    guard var recipientState = try actor(recipient) else {
      throw .syscall(.notFound, "transfer recipient \(recipient) does not exist in state-tree")
    }
    senderState.balance -= value
    recipientState.balance += value
    // Only a state that is broken already holds such sums; they could not be written.
    guard senderState.balance.atto.isEncodable, recipientState.balance.atto.isEncodable else {
      throw .fatal("balance of more than \(BigInt.maximumCBORSize - 1) bytes")
    }
    try setActor(sender, senderState)
    try setActor(recipient, recipientState)
  }

  /// The next f2 address: BLAKE2b-160 of the origin's CBOR address ‖ nonce ‖ actors created, the
  /// numbers as 8 big-endian bytes.
  func nextActorAddress() -> Address {
    var seed = originAddress.cborBytes
    for number in [nonce, actorsCreated] {
      for shift in stride(from: 56, through: 0, by: -8) {
        seed.append(UInt8(truncatingIfNeeded: number >> UInt64(shift)))
      }
    }
    return Address(actorSeed: seed)
  }

  /// Adds an actor with an empty state, or gives a placeholder with the same delegated address its
  /// code and leaves the rest of it alone.
  func createActor(
    code: CID, id: ActorID, delegatedAddress: Address?
  ) throws(KernelError) {
    let manifest = machine.manifest
    if code == manifest.placeholderCode {
      throw .syscall(.forbidden, "cannot explicitly construct a placeholder actor")
    }
    var state: ActorState
    if let existing = try actor(id) {
      guard existing.code == manifest.placeholderCode else {
        throw .syscall(.forbidden, "actor address already exists")
      }
      guard existing.delegatedAddress != nil else {
        throw .fatal("placeholder \(id) does not have a delegated address")
      }
      guard existing.delegatedAddress == delegatedAddress else {
        throw .syscall(.forbidden, "placeholder has a different delegated address")
      }
      state = existing
      state.code = code
    } else {
      try charge(machine.prices.onCreateActor(newAddress: false))
      state = ActorState(code: code, delegatedAddress: delegatedAddress)
    }
    try setActor(id, state)
    actorsCreated += 1
  }

  func append(_ event: StampedEvent) { events.append(event) }

  // MARK: Nesting

  /// Runs `body` and undoes its changes to state, events and access payments unless it exits with 0.
  func withTransaction(
    _ body: () throws(KernelError) -> InvocationResult
  ) throws(KernelError) -> InvocationResult {
    machine.stateTree.beginTransaction()
    events.beginTransaction()
    accesses.beginTransaction()
    var revert = true
    defer {
      machine.stateTree.endTransaction(revert: revert)
      events.endTransaction(revert: revert)
      accesses.endTransaction(revert: revert)
    }
    let result = try body()
    revert = result.exitCode != .ok
    return result
  }

  /// Calls an actor under a gas limit of its own, if given. Running out of that limit while gas is
  /// left outside is an ordinary result with exit code 7.
  func callActor(
    from: ActorID, to: Address, method: MethodNumber, params: Block?, value: TokenAmount,
    gasLimit: UInt64?, isReadOnly: Bool
  ) throws(KernelError) -> InvocationResult {
    recorder?.beginCall(
      ExecutionTrace.Call(
        from: from, to: to, method: method, params: params.map { ExecutionTrace.Data($0) },
        value: value, gasLimit: gasLimit, isReadOnly: isReadOnly))
    if let gasLimit { gas.pushLimit(Gas(gasLimit)) }
    let usedBefore = gas.used
    var result: Result<InvocationResult, KernelError>
    do throws(KernelError) {
      result = .success(
        try callAtNextDepth(
          from: from, to: to, method: method, params: params, value: value, isReadOnly: isReadOnly))
    } catch {
      result = .failure(error)
    }
    let gasUsed = gas.used - usedBefore
    if gasLimit != nil { try gas.popLimit() }
    if case .failure(.outOfGas) = result, !gas.available.isZero {
      result = .success(InvocationResult(exitCode: .outOfGas))
    }
    recorder?.endCall(ExecutionTrace.Outcome(result), gasUsed: gasUsed)
    return try result.get()
  }

  private func callAtNextDepth(
    from: ActorID, to: Address, method: MethodNumber, params: Block?, value: TokenAmount,
    isReadOnly: Bool
  ) throws(KernelError) -> InvocationResult {
    guard depth < machine.context.network.maximumCallDepth else {
      throw .syscall(.limitExceeded, "message execution exceeds call depth")
    }
    depth += 1
    defer { depth -= 1 }
    let receiver: ActorID
    if let id = try resolve(to) {
      receiver = id
    } else {
      receiver = try createReceiver(to, isReadOnly: isReadOnly)
    }
    return try callResolved(
      from: from, to: receiver, method: method, params: params, value: value,
      isReadOnly: isReadOnly, isImplicit: false)
  }

  /// Makes an actor for an address that a message is sent to: an account for a key, a placeholder
  /// for an f410 address.
  private func createReceiver(
    _ address: Address, isReadOnly: Bool
  ) throws(KernelError) -> ActorID {
    guard address.isKey || address.isUnderEthereum else {
      throw .syscall(.notFound, "actor does not exist or cannot be created: \(address)")
    }
    if isReadOnly {
      throw .syscall(.readOnly, "cannot auto-create account \(address) in read-only calls")
    }
    let manifest = machine.manifest
    guard address.isKey else {
      return try createAndRegister(
        address, ActorState(code: manifest.placeholderCode, delegatedAddress: address))
    }
    if address.isBLSZero {
      throw .syscall(.illegalArgument, "cannot create the bls zero address actor")
    }
    let id = try createAndRegister(address, ActorState(code: manifest.accountCode))
    // The account's constructor runs in this frame's depth; its exit code does not matter.
    _ = try callResolved(
      from: WellKnownActor.system, to: id, method: MethodNumber.constructor,
      params: Block(codec: Multicodec.cbor, data: address.cborBytes), value: .zero,
      isReadOnly: false, isImplicit: true)
    return id
  }

  private func createAndRegister(
    _ address: Address, _ state: ActorState
  ) throws(KernelError) -> ActorID {
    try charge(machine.prices.onCreateActor(newAddress: true))
    let id = try machine.stateTree.registerNewAddress(address)
    accesses.recordResolved(address)
    try setActor(id, state)
    return id
  }

  /// Moves the value and runs the actor's code. An `isImplicit` call leaves no frame in trace and
  /// backtrace.
  private func callResolved(
    from: ActorID, to: ActorID, method: MethodNumber, params: Block?, value: TokenAmount,
    isReadOnly: Bool, isImplicit: Bool
  ) throws(KernelError) -> InvocationResult {
    guard let state = try actor(to) else {
      throw .syscall(.notFound, "actor does not exist: \(to)")
    }
    if !isImplicit { recorder?.setReceiver(to, code: state.code) }
    if !value.isZero {
      try charge(machine.prices.onValueTransfer())
      try transfer(from: from, to: to, value)
    }
    if method == MethodNumber.send, !isImplicit { return .empty }
    try charge(machine.prices.onMethodInvocation(paramLinks: params?.links.count ?? 0))

    let kernel = DefaultKernel(
      manager: self, caller: from, receiver: to, method: method, value: value,
      isReadOnly: isReadOnly)
    let paramsID = try params.map { block throws(KernelError) in
      try kernel.blocks.putReachable(block)
    }
    let outcome: Result<Block?, Abort>
    do throws(Abort) {
      outcome = .success(
        try run(state.code, method: method, params: paramsID ?? noBlock, kernel: kernel))
    } catch {
      outcome = .failure(error)
    }
    let result = try finish(
      outcome, of: kernel, receiver: to, method: method, isImplicit: isImplicit)
    if let block = result.block {
      try charge(
        machine.prices.onMethodReturn(
          depth: depth, size: block.data.count, links: block.links.count))
    }
    return result
  }

  /// Runs the code and finds the block it returned.
  private func run(
    _ code: CID, method: MethodNumber, params: BlockID, kernel: DefaultKernel
  ) throws(Abort) -> Block? {
    guard let actor = machine.actors[code] else {
      throw .fatal("no native actor for code \(code) (\(machine.manifest.name(of: code)))")
    }
    do {
      try charge(machine.prices.onInstanceMemory(bytes: actor.instanceMemory))
    } catch {
      throw Abort(error, code: .systemAssertionFailed)
    }
    let id = try actor.invoke(method, params: params, kernel: kernel)
    guard id != noBlock else { return nil }
    do {
      return try kernel.blocks.block(id)
    } catch {
      throw .exit(.missingReturn, message: "returned block does not exist", block: noBlock)
    }
  }

  /// Turns the end of an invocation into a result or an error and notes it in the backtrace.
  private func finish(
    _ outcome: Result<Block?, Abort>, of kernel: DefaultKernel, receiver: ActorID,
    method: MethodNumber, isImplicit: Bool
  ) throws(KernelError) -> InvocationResult {
    let code: ExitCode
    let message: String
    let result: Result<InvocationResult, KernelError>
    switch outcome {
    case .success(let block):
      return InvocationResult(exitCode: .ok, block: block)
    case .failure(.exit(let exitCode, let text, let id)):
      (code, message) = (exitCode, text)
      if id == noBlock {
        result = .success(InvocationResult(exitCode: exitCode))
      } else {
        do throws(KernelError) {
          result = .success(
            InvocationResult(exitCode: exitCode, block: try kernel.blocks.block(id)))
        } catch {
          result = .failure(.fatal("exit data block \(id) does not exist"))
        }
      }
    case .failure(.outOfGas):
      (code, message) = (.outOfGas, "out of gas")
      result = .failure(.outOfGas)
    case .failure(.fatal(let text)):
      (code, message) = (.systemAssertionFailed, "fatal error")
      result = .failure(.fatal(text))
    }
    if code != .ok, !isImplicit {
      recorder?.setMessage(message)
      if let cause = kernel.lastError { backtrace.begin(cause) }
      backtrace.push(
        Backtrace.Frame(source: receiver, method: method, code: code, message: message))
    }
    return try result.get()
  }
}

extension ExecutionTrace.Outcome {
  fileprivate init(_ result: Result<InvocationResult, KernelError>) {
    switch result {
    case .success(let result):
      self = .returned(result.exitCode, result.block.map { ExecutionTrace.Data($0) })
    case .failure(.outOfGas): self = .returned(.outOfGas, nil)
    case .failure(.syscall(let error)): self = .error(error)
    case .failure(.fatal(let message)): self = .fatal(message)
    }
  }
}
