import EVM
import Ethereum
import Precompiles
import Primitives

/// Calls and creates: value, code, rollback.
extension EthereumHost {
  /// Runs a call (execution-specs `process_message`).
  @inline(__always)
  func enter(_ message: CallMessage) throws(HaltReason) -> CallResult {
    let checkpoint = world.checkpoint()
    switch message.kind {
    case .call where !message.value.isZero:
      guard world.debit(message.sender, message.value) else {
        return CallResult(.insufficientBalance, gasLeft: message.gas)
      }
      world.credit(message.recipient, message.value)
    case .call, .staticCall:
      world.touch(message.recipient)
    case .callCode:
      guard world.balance(of: message.sender) >= message.value else {
        return CallResult(.insufficientBalance, gasLeft: message.gas)
      }
    case .delegateCall, .create, .create2: break
    }
    let result: CallResult
    if precompiles.contains(message.codeAddress),
      let precompile = precompiles[message.codeAddress]
    {
      result = try run(precompile, message)
    } else {
      result = interpreter.execute(message, code: executableCode(message), host: self)
    }
    try settle(result.reason, since: checkpoint)
    return result
  }

  /// The code behind an address, one delegation further where that is a rule (EIP-7702).
  @inline(__always)
  private func executableCode(_ message: CallMessage) -> Code {
    let code = world.code(of: message.codeAddress)
    guard rules.hasDelegation, let delegate = Delegation.delegate(of: code) else { return code }
    return precompiles.contains(delegate) ? InMemoryAccount.noCode : world.code(of: delegate)
  }

  @inline(never)
  private func run(
    _ precompile: Precompile, _ message: CallMessage
  ) throws(HaltReason) -> CallResult {
    let price = message.input.withSpan(precompile.gas)
    guard let cost = Int64(exactly: price), cost <= message.gas else {
      return CallResult(.outOfGas)
    }
    do {
      guard let output = try message.input.withSpan(precompile.run) else {
        return CallResult(.precompileFailure)
      }
      return CallResult(.return, gasLeft: message.gas - cost, output: output)
    } catch {
      failure = error
      throw .hostFailure
    }
  }

  /// Runs a create (execution-specs `generic_create`, `process_create_message`).
  ///
  /// In a transaction's own create the nonce was raised when the transaction was bought.
  func create(_ message: CallMessage) throws(HaltReason) -> CallResult {
    let sender = message.sender
    guard world.balance(of: sender) >= message.value else {
      return CallResult(.insufficientBalance, gasLeft: message.gas)
    }
    var nonce = world.nonce(of: sender)
    if message.depth == 0 {
      nonce -= 1
    } else {
      guard nonce < .max else { return CallResult(.nonceOverflow, gasLeft: message.gas) }
      world.setNonce(sender, nonce + 1)
    }
    let initCode = interpreter.codes[message.input]
    let address =
      message.kind == .create2
      ? ContractAddress.create2(from: sender, salt: message.salt, initCodeHash: initCode.hash)
      : ContractAddress.create(from: sender, nonce: nonce)
    _ = world.access(address)
    guard !world.isOccupied(address) else { return CallResult(.addressCollision) }

    let checkpoint = world.checkpoint()
    world.beginContract(address, nonce: rules.newContractNonce)
    // The balance was compared above; paying oneself is impossible.
    if world.debit(sender, message.value) { world.credit(address, message.value) }
    var inner = message
    inner.recipient = address
    inner.codeAddress = address
    inner.input = ByteView()
    let ran = interpreter.execute(inner, code: initCode.code, host: self)
    let result = deploy(ran, at: address)
    try settle(result.reason, since: checkpoint)
    return result
  }

  /// Turns what init code returned into the contract's code (EIP-2, EIP-170, EIP-3541).
  ///
  /// The result keeps the code as its output, deployed or not: traces show it.
  private func deploy(_ ran: CallResult, at address: EthAddress) -> CallResult {
    guard ran.reason.isSuccess else { return ran }
    let code = ran.data
    let count = code.count
    var result = ran
    result.createdAddress = address
    if rules.rejectsEFPrefix, code.withByteView({ count > 0 && $0[0] == 0xef }) {
      return CallResult(.invalidCodePrefix, data: code)
    }
    if rules.limitsCodeSize, count > interpreter.ruleset.gasSchedule.codeSizeLimit {
      return CallResult(.codeTooLarge, data: code)
    }
    let deposit = interpreter.ruleset.gasSchedule.codeDepositByte * Int64(count)
    guard deposit <= result.gasLeft else {
      return rules.createFailsWithoutDeposit ? CallResult(.outOfGas, data: code) : result
    }
    result.gasLeft -= deposit
    if count > 0 { world.deploy(code.withByteView { interpreter.codes[$0] }, at: address) }
    return result
  }

  /// Keeps or undoes what the callee did; a broken host ends every frame.
  @inline(__always)
  private func settle(
    _ reason: HaltReason, since checkpoint: WorldState.Checkpoint
  ) throws(HaltReason) {
    if reason == .hostFailure { throw .hostFailure }
    if !reason.isSuccess { world.rollback(to: checkpoint) }
  }
}
