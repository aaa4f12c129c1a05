import Primitives

extension Frame {
  /// CALL, CALLCODE: gas, address, value, input offset and size, output offset and size → success.
  /// DELEGATECALL, STATICCALL: the same without value.
  @inline(never)
  mutating func call(_ kind: CallKind, _ top: StackTop) throws(HaltReason) {
    let carriesValue = kind == .call || kind == .callCode
    let shift = carriesValue ? 1 : 0
    let value = carriesValue ? top[2].limbwise : .zero
    let address = EthAddress(truncating: top[1].limbwise)

    if kind == .call, !value.isZero { try requireWritable() }
    let input = try region(top[2 + shift].limbwise, top[3 + shift].limbwise)
    let target = try region(top[4 + shift].limbwise, top[5 + shift].limbwise)
    try touchAccount(address)
    try chargeForValue(value, kind: kind, to: address)
    try touchDelegate(of: address)

    let stipend = value.isZero ? 0 : ruleset.gasSchedule.callStipend
    let forwarded = try takeForwardedGas(asked: top[0].limbwise)
    let delegates = kind == .delegateCall
    let result = try perform(
      CallMessage(
        kind: kind, isStatic: message.isStatic || kind == .staticCall, depth: message.depth + 1,
        gas: forwarded + stipend,
        recipient: kind == .call || kind == .staticCall ? address : message.recipient,
        codeAddress: address, sender: delegates ? message.sender : message.recipient,
        value: delegates ? message.value : value, input: memory.view(input)),
      stepGas: gas)
    returnData = result.data
    if target.count > 0 {
      returnData.withByteView { output in memory.write(output, to: target) }
    }
    top[5 + shift] = UInt256(result.reason.isSuccess ? 1 : 0 as UInt64)
  }

  /// Runs a call or create unless it is too deep; gives back its gas and keeps its refund.
  ///
  /// `stepGas` is what the caller had left when the instruction was priced, for the trace.
  @inline(__always)
  mutating func perform(
    _ callee: CallMessage, stepGas: Int64
  ) throws(HaltReason) -> CallResult {
    let result =
      trace == nil ? try dispatch(callee) : try dispatchTraced(callee, stepGas: stepGas)
    gas += result.gasLeft
    if result.reason.isSuccess { refund += result.gasRefund }
    return result
  }

  @inline(never)
  private mutating func dispatchTraced(
    _ callee: CallMessage, stepGas: Int64
  ) throws(HaltReason) -> CallResult {
    trace?.beginCall(callee, callerRefund: refund, gasAfterStep: stepGas)
    let result = try dispatch(callee)
    trace?.endCall(callee, result, callerRefund: refund)
    return result
  }

  @inline(__always)
  private mutating func dispatch(_ callee: CallMessage) throws(HaltReason) -> CallResult {
    if let limit = ruleset.rules.maxCallDepth, callee.depth > limit {
      return CallResult(.callDepthExceeded, gasLeft: callee.gas)
    }
    return try host.call(callee, gas: &gas)
  }

  /// The surcharges for a value and for an account it brings into being (EIP-150, EIP-161).
  private mutating func chargeForValue(
    _ value: UInt256, kind: CallKind, to address: EthAddress
  ) throws(HaltReason) {
    if !value.isZero { try charge(ruleset.gasSchedule.callValue) }
    guard kind == .call, ruleset.gasSchedule.newAccount != 0 else { return }
    if value.isZero, ruleset.rules.newAccountNeedsValue { return }
    if host.isDead(address) { try charge(ruleset.gasSchedule.newAccount) }
  }

  /// The price of the account whose code will run (EIP-7702).
  private mutating func touchDelegate(of address: EthAddress) throws(HaltReason) {
    guard ruleset.rules.hasDelegation, let delegation = host.delegation(of: address) else {
      return
    }
    try charge(
      delegation.access == .cold
        ? ruleset.gasSchedule.coldAccount : ruleset.gasSchedule.warmAccess)
  }

  /// Takes the callee's gas from the frame: what is asked, as far as the ruleset allows (EIP-150).
  /// Where the host meters, nothing is taken, and what is asked is what the host gets to see.
  private mutating func takeForwardedGas(asked: UInt256) throws(HaltReason) -> Int64 {
    let wanted = asked.fitsUInt64 ? Int64(clamping: asked.limb0) : .max
    let (scaled, overflow) = wanted.multipliedReportingOverflow(by: ruleset.gasSchedule.unitsPerGas)
    let amount = overflow ? .max : scaled
    if ruleset.rules.metersThroughHost { return amount }
    let forwarded: Int64
    if ruleset.rules.limitsForwardedGas {
      forwarded = min(amount, forwardableGas)
    } else {
      guard amount <= gas else {
        gas = gas &- amount
        throw .outOfGas
      }
      forwarded = amount
    }
    gas -= forwarded
    return forwarded
  }

  /// The most that a call or create may take: all but a 64th (EIP-150 `L`).
  var forwardableGas: Int64 {
    ruleset.rules.limitsForwardedGas ? gas - gas / 64 : gas
  }
}
