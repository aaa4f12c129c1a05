import Cryptography
import EVM
import Ethereum
import Precompiles
import Primitives

/// Calls and creates: value, code, rollback.
extension EthereumHost {
  /// Runs a call (execution-specs `process_message`).
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
    if let precompile = precompiles[message.codeAddress] {
      result = try run(precompile, message)
    } else {
      result = interpreter.execute(message, code: executableCode(message), host: self)
    }
    return try settle(result, since: checkpoint)
  }

  /// The code behind an address, one delegation further where that is a rule (EIP-7702).
  private func executableCode(_ message: CallMessage) -> Code {
    let code = world.code(of: message.codeAddress)
    guard rules.hasDelegation, let delegate = Delegation.delegate(of: code) else { return code }
    return precompiles.contains(delegate) ? InMemoryAccount.noCode : world.code(of: delegate)
  }

  private func run(_ precompile: Precompile, _ message: CallMessage) throws(HaltReason)
    -> CallResult
  {
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
    let address = addressOfContract(message, nonce: nonce)
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
    let ran = interpreter.execute(inner, code: Code(message.input), host: self)
    return try settle(deploy(ran, at: address), since: checkpoint)
  }

  private func addressOfContract(_ message: CallMessage, nonce: UInt64) -> EthAddress {
    guard message.kind == .create2 else {
      return ContractAddress.create(from: message.sender, nonce: nonce)
    }
    return ContractAddress.create2(
      from: message.sender, salt: message.salt, initCodeHash: Keccak256.hash(message.input.bytes))
  }

  /// Turns what init code returned into the contract's code (EIP-2, EIP-170, EIP-3541).
  ///
  /// The result keeps the code as its output, deployed or not: traces show it.
  private func deploy(_ ran: CallResult, at address: EthAddress) -> CallResult {
    guard ran.reason.isSuccess else { return ran }
    let schedule = interpreter.ruleset.gasSchedule
    let code = ran.output
    var result = CallResult(
      ran.reason, gasLeft: ran.gasLeft, gasRefund: ran.gasRefund, output: code,
      createdAddress: address)
    if rules.rejectsEFPrefix, code.first == 0xef {
      return CallResult(.invalidCodePrefix, output: code)
    }
    if rules.limitsCodeSize, code.count > schedule.codeSizeLimit {
      return CallResult(.codeTooLarge, output: code)
    }
    let deposit = schedule.codeDepositByte * Int64(code.count)
    guard deposit <= result.gasLeft else {
      return rules.createFailsWithoutDeposit ? CallResult(.outOfGas, output: code) : result
    }
    result.gasLeft -= deposit
    world.deploy(code, at: address)
    return result
  }

  /// Keeps or undoes what the callee did; a broken host ends every frame.
  private func settle(
    _ result: CallResult, since checkpoint: WorldState.Checkpoint
  ) throws(HaltReason) -> CallResult {
    if result.reason == .hostFailure { throw .hostFailure }
    if !result.reason.isSuccess { world.rollback(to: checkpoint) }
    return result
  }
}
