package import Filecoin
package import IPLD
import Primitives

/// Applies messages to a machine's state one after the other (ref-fvm `executor/default.rs`).
package final class Executor {
  package let machine: Machine

  package init(machine: Machine) { self.machine = machine }

  /// Applies a message on a thread with a deep stack.
  ///
  /// `length` is the message's size on chain in bytes (`SignedMessage.chainLength`).
  package func execute(
    _ message: Message, kind: ApplyKind = .explicit, length: Int
  ) throws(ExecutorError) -> ApplyResult {
    try ExecutionThread.run { () throws(ExecutorError) in
      try executeHere(message, kind: kind, length: length)
    }
  }

  /// Applies a message on the calling thread, whose stack must be deep enough for 1024 calls.
  package func executeHere(
    _ message: Message, kind: ApplyKind = .explicit, length: Int
  ) throws(ExecutorError) -> ApplyResult {
    guard message.gasLimit != 0 else { throw .invalidMessage("no gas limit") }
    guard message.gasLimit <= UInt64(Int64.max) else {
      throw .invalidMessage("gas limit \(message.gasLimit) is over 2^63 - 1")
    }
    // Nodes refuse these before execution (lotus `chain/types/message.go` ValidForBlockInclusion).
    for amount in [message.value, message.gasFeeCap, message.gasPremium] where amount.isNegative {
      throw .invalidMessage("negative amount \(amount)")
    }
    // Amounts go into receipts, events and calls, whose numbers are limited.
    for amount in [message.value, message.gasFeeCap, message.gasPremium]
    where !amount.atto.isEncodable {
      throw .invalidMessage("amount of more than \(BigInt.maximumCBORSize - 1) bytes")
    }
    guard message.gasPremium <= message.gasFeeCap else {
      throw .invalidMessage("gas premium above the fee cap")
    }
    do {
      return try apply(message, kind: kind, length: length)
    } catch {
      throw ExecutorError(error)
    }
  }

  /// Applies a message as `ApplyKind.simulated` on a deep thread and takes back all its changes.
  ///
  /// `inspect` sees the result and the state after the message.
  package func simulate(
    _ message: Message, length: Int,
    inspect: (ApplyResult, StateTree) throws(KernelError) -> Void = { _, _ in }
  ) throws(ExecutorError) -> ApplyResult {
    machine.stateTree.beginTransaction()
    defer { machine.stateTree.endTransaction(revert: true) }
    let result = try execute(message, kind: .simulated, length: length)
    do {
      try inspect(result, machine.stateTree)
    } catch {
      throw ExecutorError(error)
    }
    return result
  }

  /// Writes the state tree and the blocks it reaches, or all new blocks; returns the root.
  package func flush(keepingAll: Bool = false) throws(ExecutorError) -> CID {
    do {
      return try machine.flush(keepingAll: keepingAll)
    } catch {
      throw ExecutorError(error)
    }
  }

  /// The blocks of the events' AMT, the root last; none without events.
  package static func eventBlocks(
    of events: [StampedEvent]
  ) throws(KernelError) -> [(cid: CID, bytes: [UInt8])] {
    guard !events.isEmpty else { return [] }
    let store = BlockList()
    var tree = AMTWriter(store, bitWidth: Int(StampedEvent.treeBitWidth))
    do {
      for event in events { try tree.append(event) }
      _ = try tree.finish()
    } catch {
      throw .fatal("events root: \(error)")
    }
    return store.blocks
  }

  // MARK: Steps

  /// What pre-validation settles.
  private struct Admission {
    let sender: ActorID
    /// The sender's nonce before the message.
    let nonce: UInt64
    let inclusion: GasCharge
    /// Taken from the sender in advance.
    let fee: TokenAmount
  }

  private enum Preflight {
    case admitted(Admission)
    case refused(ApplyResult)

    static func refused(
      _ code: ExitCode, _ reason: String, penalty: TokenAmount
    ) -> Preflight {
      var gas = GasOutputs()
      gas.minerPenalty = penalty
      return .refused(
        ApplyResult(
          receipt: Receipt(exitCode: code, returnData: [], gasUsed: 0, eventsRoot: nil),
          returnCodec: nil, gas: gas, failure: .prevalidation(reason), events: [],
          eventBlocks: [], trace: nil))
    }
  }

  private func apply(
    _ message: Message, kind: ApplyKind, length: Int
  ) throws(KernelError) -> ApplyResult {
    let admission: Admission
    switch try preflight(message, kind: kind, length: length) {
    case .refused(let result): return result
    case .admitted(let accepted): admission = accepted
    }
    var message = message
    if kind == .simulated { message.nonce = admission.nonce }
    let context = machine.context
    let receiver = try machine.stateTree.lookupID(message.to)
    let manager = CallManager(
      machine: machine, gasLimit: message.gasLimit, origin: admission.sender,
      originAddress: message.from, receiver: receiver, receiverAddress: message.to,
      nonce: message.nonce,
      gasPremium: GasOutputs.effectivePremium(
        baseFee: context.baseFee, feeCap: message.gasFeeCap, premium: message.gasPremium))
    if kind != .implicit {
      do throws(KernelError) {
        try manager.charge(admission.inclusion)
      } catch {
        throw .fatal("inclusion does not fit the gas limit after all")
      }
    }

    let outcome: Result<InvocationResult, KernelError>
    do throws(KernelError) {
      outcome = .success(
        try manager.withTransaction { () throws(KernelError) in
          try manager.callActor(
            from: admission.sender, to: message.to, method: message.method,
            params: Self.paramsBlock(message), value: message.value, gasLimit: nil,
            isReadOnly: false)
        })
    } catch {
      outcome = .failure(error)
    }

    let eventBlocks = try Self.eventBlocks(of: manager.events.events)
    var backtrace = manager.backtrace
    let (receipt, codec) = Self.receipt(
      outcome, message: message, gasUsed: manager.gas.used.roundedUp,
      eventsRoot: eventBlocks.last?.cid, backtrace: &backtrace)
    let outputs = kind == .explicit ? try settle(message, admission, receipt) : GasOutputs()
    return ApplyResult(
      receipt: receipt, returnCodec: codec, gas: outputs,
      failure: receipt.exitCode == .ok || backtrace.isEmpty ? nil : .backtrace(backtrace),
      events: manager.events.events, eventBlocks: eventBlocks, trace: manager.recorder?.trace)
  }

  /// Parameters come from off chain: links in them are not reachable, so they count as plain CBOR.
  private static func paramsBlock(_ message: Message) -> Block? {
    guard !message.params.isEmpty else { return nil }
    return Block(
      codec: message.method == .send ? Multicodec.raw : Multicodec.cbor, data: message.params)
  }

  /// Checks the message and takes fee and nonce from its sender.
  private func preflight(
    _ message: Message, kind: ApplyKind, length: Int
  ) throws(KernelError) -> Preflight {
    let baseFee = machine.context.baseFee
    let inclusion = machine.prices.onChainMessage(length: length)
    if kind != .implicit {
      let needed = inclusion.total.roundedUp
      guard needed <= message.gasLimit else {
        return .refused(
          .outOfGas, "Out of gas (\(needed) > \(message.gasLimit))", penalty: baseFee * needed)
      }
    }
    let penalty = kind == .explicit ? baseFee * message.gasLimit : .zero
    if kind == .simulated { try createSimulatedSender(message.from) }
    guard let sender = try machine.stateTree.lookupID(message.from) else {
      return .refused(.senderInvalid, "Sender invalid", penalty: penalty)
    }
    guard kind != .implicit else {
      return .admitted(
        Admission(sender: sender, nonce: message.nonce, inclusion: inclusion, fee: .zero))
    }
    guard var state = try machine.stateTree.actor(sender) else {
      return .refused(.senderInvalid, "Sender invalid", penalty: penalty)
    }
    let manifest = machine.manifest
    if state.code == manifest.placeholderCode, state.nonce == 0,
      state.delegatedAddress?.isUnderEthereum == true
    {
      state.code = manifest.ethAccountCode
    }
    if kind == .explicit {
      guard state.code == manifest.accountCode || state.code == manifest.ethAccountCode else {
        return .refused(.senderInvalid, "Send not from valid sender", penalty: penalty)
      }
      guard message.nonce == state.nonce else {
        return .refused(
          .senderStateInvalid, "Actor sequence invalid: \(message.nonce) != \(state.nonce)",
          penalty: penalty)
      }
    }
    let fee = kind == .explicit ? message.gasFeeCap * message.gasLimit : .zero
    guard state.balance >= fee else {
      return .refused(
        .senderStateInvalid, "Actor balance less than needed: \(state.balance) < \(fee)",
        penalty: penalty)
    }
    let nonce = state.nonce
    state.nonce += 1
    state.balance -= fee
    machine.stateTree.setActor(sender, state)
    return .admitted(Admission(sender: sender, nonce: nonce, inclusion: inclusion, fee: fee))
  }

  /// Makes a placeholder for an f410 address that nothing has yet.
  private func createSimulatedSender(_ address: Address) throws(KernelError) {
    guard address.isUnderEthereum, try machine.stateTree.lookupID(address) == nil else { return }
    let id = try machine.stateTree.registerNewAddress(address)
    machine.stateTree.setActor(
      id, ActorState(code: machine.manifest.placeholderCode, delegatedAddress: address))
  }

  /// The receipt, and the codec of its data.
  private static func receipt(
    _ outcome: Result<InvocationResult, KernelError>, message: Message, gasUsed: UInt64,
    eventsRoot: CID?, backtrace: inout Backtrace
  ) -> (Receipt, codec: UInt64?) {
    var receipt = Receipt(
      exitCode: .ok, returnData: [], gasUsed: gasUsed, eventsRoot: eventsRoot)
    var codec: UInt64?
    switch outcome {
    case .success(let result):
      receipt.exitCode = result.exitCode
      receipt.returnData = result.block?.data ?? []
      codec = result.block?.codec
      if result.exitCode == .ok { backtrace.clear() }
    case .failure(.outOfGas):
      receipt.exitCode = .outOfGas
    case .failure(.syscall(let error)):
      // The message could not be dispatched at all.
      receipt.exitCode =
        switch error.number {
        case .insufficientFunds: .insufficientFunds
        case .notFound: .invalidReceiver
        default: .systemAssertionFailed
        }
      backtrace.begin(.syscall(name: "send::send", error))
    case .failure(.fatal(let text)):
      // All gas is used, so that nodes agree even where all of them fail.
      receipt.exitCode = .systemAssertionFailed
      receipt.gasUsed = message.gasLimit
      backtrace.setCause(
        .fatal(
          "[from=\(message.from), to=\(message.to), seq=\(message.nonce), m=\(message.method)] "
            + text))
    }
    return (receipt, codec)
  }

  /// Pays out the fee that was taken in advance.
  private func settle(
    _ message: Message, _ admission: Admission, _ receipt: Receipt
  ) throws(KernelError) -> GasOutputs {
    let outputs = GasOutputs(
      gasUsed: receipt.gasUsed, gasLimit: message.gasLimit, baseFee: machine.context.baseFee,
      feeCap: message.gasFeeCap, premium: message.gasPremium)
    try deposit(
      outputs.baseFeeBurn + outputs.overEstimationBurn, to: WellKnownActor.burntFunds)
    try deposit(outputs.minerTip, to: WellKnownActor.reward)
    try deposit(outputs.refund, to: admission.sender)
    let paid =
      outputs.baseFeeBurn + outputs.overEstimationBurn + outputs.refund + outputs.minerTip
    guard paid == admission.fee else { throw .fatal("gas handling math is wrong") }
    return outputs
  }

  private func deposit(_ amount: TokenAmount, to id: ActorID) throws(KernelError) {
    if amount.isNegative { throw .fatal("attempted to deposit \(amount) into actor \(id)") }
    if amount.isZero { return }
    guard var state = try machine.stateTree.actor(id) else {
      throw .fatal("failed to find actor \(id) for a deposit")
    }
    state.balance += amount
    guard state.balance.atto.isEncodable else {
      throw .fatal("balance of actor \(id) of more than \(BigInt.maximumCBORSize - 1) bytes")
    }
    machine.stateTree.setActor(id, state)
  }
}

extension ExecutorError {
  fileprivate init(_ error: KernelError) {
    switch error {
    case .fatal(let message): self = .fatal(message)
    case .outOfGas: self = .fatal("out of gas outside of a call")
    case .syscall(let error): self = .fatal(error.message)
    }
  }
}
