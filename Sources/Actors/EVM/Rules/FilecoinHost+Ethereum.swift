import EVM
import Ethereum
import FVM
import Filecoin
import IPLD
package import Precompiles
package import Primitives

/// What the host does where Ethereum's rules or gas hold.
extension FilecoinHost {
  /// The actor that a contract means by an address: on Filecoin, masked ids are ids.
  func actorAddress(_ address: EthAddress) -> Address {
    guard address.maskedActorID != nil, !follows(.maskedAddresses) else {
      return Address(address)
    }
    return .ethereum(address)
  }

  // MARK: - Accounts

  /// Whether a call with value would bring the account into being (EIP-161).
  func isDead(_ address: EthAddress) -> Bool {
    guard journal != nil else { return false }
    do throws(ActorError) {
      return try isEmpty(address)
    } catch {
      failure = error
      return false
    }
  }

  /// Whether the account has no nonce, no balance and no code.
  func isEmpty(_ address: EthAddress) throws(ActorError) -> Bool {
    guard let id = try runtime.resolve(actorAddress(address)),
      let code = try runtime.codeCID(of: id)
    else { return true }
    // A placeholder becomes an account with its first nonce, and a contract has one from the start.
    guard try runtime.builtinType(of: code) == .placeholder else { return false }
    return try runtime.balance(of: id)?.isZero ?? true
  }

  func delegation(of address: EthAddress) -> (delegate: EthAddress, access: AccessStatus)? {
    guard let journal, journal.hasDelegations, !journal.follows(.delegation) else { return nil }
    do throws(ActorError) {
      guard case .contract(let id) = try kind(of: address),
        let delegate = EVMActor.delegate(of: try bytes(of: id))
      else { return nil }
      return (delegate, journal.access(delegate))
    } catch {
      failure = error
      return nil
    }
  }

  /// The code that runs for an account: its own or its delegate's (EIP-7702); nil for none.
  func executableCode(of id: ActorID) throws(ActorError) -> CID? {
    guard let cid = try codeCID(of: id) else { return nil }
    guard let journal, journal.hasDelegations, !journal.follows(.delegation) else { return cid }
    let bytes = try runtime.readBlock(cid, .illegalState, "failed to get bytecode block")
    guard let delegate = EVMActor.delegate(of: bytes) else { return cid }
    return try delegateCode(delegate)
  }

  /// The code behind a delegation; a delegate's own delegation is not followed, and precompiles have
  /// none.
  func delegateCode(_ delegate: EthAddress) throws(ActorError) -> CID? {
    guard journal?.precompile(at: delegate) == nil,
      case .contract(let id) = try kind(of: delegate)
    else { return nil }
    return try codeCID(of: id)
  }

  // MARK: - Calls

  /// A call whose gas the interpreter has taken from the frame already.
  func callWithEthereumGas(
    _ message: CallMessage, _ journal: EthereumJournal
  ) throws(ActorError) -> CallResult {
    if message.kind.isCreate { return try createWithEthereumGas(message, journal) }
    if !message.value.isZero, message.kind == .call || message.kind == .callCode,
      try runtime.currentBalance() < TokenAmount(atto: message.value)
    {
      return CallResult(.insufficientBalance, gasLeft: message.gas)
    }
    let mark = journal.mark
    if message.kind == .call || message.kind == .staticCall { journal.touch(message.recipient) }
    if let result = try callPrecompile(message, 0, journal) {
      if !result.reason.isSuccess { journal.rollback(to: mark) }
      return result
    }
    let recipient: Address
    let method: MethodNumber
    let params: DataBlock?
    switch message.kind {
    case .delegateCall, .callCode:
      guard case .contract(let id) = try kind(of: message.codeAddress),
        let code = try executableCode(of: id)
      else { return CallResult(.stop, gasLeft: message.gas) }
      recipient = .id(try runtime.message().receiver)
      method = EVMMethod.invokeContractDelegate
      params = DataBlock(
        dagCBOR: DelegateCallParams(
          code: code, input: message.input.bytes, caller: message.sender,
          value: TokenAmount(atto: message.value)))
    default:
      recipient = actorAddress(message.codeAddress)
      method = EVMMethod.invokeContract
      params =
        message.input.count == 0
        ? nil : DataBlock(codec: Multicodec.raw, data: message.input.bytes)
    }
    journal.offer(message.gas)
    let sent = try system.sendRaw(
      to: recipient, method, params,
      value: message.kind == .call ? TokenAmount(atto: message.value) : .zero, gasLimit: nil,
      flags: message.kind == .staticCall ? .readOnly : [])
    let ended = journal.takeOutcome()
    switch sent {
    case .success(let response):
      let output = response.data?.asReturnData ?? []
      if response.exitCode.isSuccess {
        return CallResult(
          .return, gasLeft: ended?.gasLeft ?? message.gas, gasRefund: ended?.gasRefund ?? 0,
          output: output)
      }
      journal.rollback(to: mark)
      return CallResult(
        ended?.reason ?? .hostFailure, gasLeft: ended?.gasLeft ?? 0, output: output)
    case .failure(let failure):
      switch failure.error.number {
      case .notFound: return CallResult(.stop, gasLeft: message.gas)
      case .readOnly where system.isReadOnly || message.kind == .staticCall:
        return CallResult(.stop, gasLeft: message.gas)
      case .limitExceeded:
        _ = journal.follows(.callDepth)
        _ = journal.follows(.valueRange)
        journal.rollback(to: mark)
        return CallResult(.callDepthExceeded, gasLeft: message.gas)
      default:
        _ = journal.follows(.valueRange)
        journal.rollback(to: mark)
        return CallResult(.insufficientBalance, gasLeft: message.gas)
      }
    }
  }

  /// CREATE and CREATE2, the gas taken already.
  private func createWithEthereumGas(
    _ message: CallMessage, _ journal: EthereumJournal
  ) throws(ActorError) -> CallResult {
    let endowment = TokenAmount(atto: message.value)
    guard endowment <= (try runtime.currentBalance()) else {
      return CallResult(.insufficientBalance, gasLeft: message.gas)
    }
    let nonce = journal.accountNonce(message.sender) &+ system.nonce
    guard nonce < .max else {
      if journal.follows(.creatorNonce) { throw .panic("the nonce is used up") }
      return CallResult(.nonceOverflow, gasLeft: message.gas)
    }
    try system.incrementNonce()
    journal.access(try address(of: message, nonce: nonce))
    let mark = journal.mark
    let (method, params) = creation(message, nonce: nonce)
    journal.offer(message.gas)
    let sent = try system.sendRaw(
      to: .id(WellKnownActor.ethereumAddressManager), method, params, value: endowment,
      gasLimit: nil, flags: [])
    let ended = journal.takeOutcome()
    switch sent {
    case .success(let response) where response.exitCode.isSuccess:
      let created: CreateReturn = try response.data.returned()
      return CallResult(
        .return, gasLeft: ended?.gasLeft ?? message.gas, gasRefund: ended?.gasRefund ?? 0,
        createdAddress: created.ethAddress)
    case .success(let response):
      journal.rollback(to: mark)
      // No frame began: the address was taken.
      return CallResult(
        ended?.reason ?? .addressCollision, gasLeft: ended?.gasLeft ?? 0,
        output: response.data?.asReturnData ?? [])
    case .failure:
      _ = journal.follows(.callDepth)
      _ = journal.follows(.valueRange)
      journal.rollback(to: mark)
      return CallResult(.callDepthExceeded, gasLeft: message.gas)
    }
  }

  private func address(
    of message: CallMessage, nonce: UInt64
  ) throws(ActorError) -> EthAddress {
    guard message.kind == .create2 else {
      return ContractAddress.create(from: message.sender, nonce: nonce)
    }
    let hash = try runtime.hash(.keccak256, message.input.bytes)
    return ContractAddress.create2(
      from: message.sender, salt: message.salt, initCodeHash: Hash256(hash) ?? .zero)
  }

  // MARK: - Precompiles

  /// Runs what Filecoin or Ethereum have at a low address; nil for an account like others.
  func callPrecompile(
    _ message: CallMessage, _ asked: UInt64, _ journal: EthereumJournal
  ) throws(ActorError) -> CallResult? {
    let target = message.codeAddress
    guard FilecoinPrecompiles.isReserved(target) else { return nil }
    let value = message.kind == .call ? message.value : .zero
    let precompile = journal.precompile(at: target)
    if precompile == nil, !journal.hidesAccount(at: target) { return nil }
    // Filecoin's own functions, and on its price list also those that its kernel computes.
    if journal.leavesToFilecoin(target, hasEthereums: precompile != nil) {
      let context = FilecoinPrecompiles.Context(kind: message.kind, gas: asked, value: value)
      let output = try FilecoinPrecompiles(system).call(target, message.input, context)
      return output.map { CallResult(.return, gasLeft: message.gas, output: $0) }
        ?? CallResult(.precompileFailure)
    }
    var gasLeft = message.gas
    var output: [UInt8] = []
    if let precompile {
      if journal.countsGas {
        guard let cost = Int64(exactly: message.input.withSpan(precompile.gas)),
          cost <= message.gas
        else { return CallResult(.outOfGas) }
        gasLeft -= cost
      } else {
        runtime.owe(message.input.withSpan { ComputeGas.run(precompile, $0) })
        try runtime.settle()
      }
      let answer: [UInt8]?
      do {
        answer = try journal.run(precompile, message.input)
      } catch {
        switch error {
        // On Filecoin's price list nothing keeps a call from numbers that memory cannot hold.
        case .tooLarge: throw .trap("\(error)")
        }
      }
      guard let answer else { return CallResult(.precompileFailure) }
      output = answer
    }
    if !value.isZero {
      do {
        _ = try runtime.call(actorAddress(target), .send, value: TokenAmount(atto: value))
      } catch {
        _ = try error.exitData()
        return CallResult(.insufficientBalance, gasLeft: message.gas)
      }
    }
    return CallResult(.return, gasLeft: gasLeft, output: output)
  }

  // MARK: - The end of contracts

  /// SELFDESTRUCT as Ethereum has it: a contract is marked only in the transaction that made it
  /// (EIP-6780), and what it would send to itself is burnt.
  func selfDestruct(
    as address: EthAddress, to beneficiary: EthAddress, _ journal: EthereumJournal
  ) throws(ActorError) {
    let removes =
      !journal.ruleset.rules.selfDestructOnlyInSameTransaction || journal.isNew(address)
    let balance = try runtime.currentBalance()
    journal.touch(beneficiary)
    if !balance.isZero, beneficiary != address || removes {
      let recipient =
        beneficiary == address
        ? Address.id(WellKnownActor.burntFunds) : actorAddress(beneficiary)
      _ = try runtime.call(recipient, .send, value: balance)
    }
    if removes { system.markSelfDestructed() }
  }
}

extension EthereumJournal {
  /// The precompile that calls to an address reach.
  package func precompile(at address: EthAddress) -> Precompile? {
    if address.word == 0x0a, follows(.pointEvaluation) { return nil }
    if let precompile = precompiles[address] { return precompile }
    guard let newer = PrecompileTable.filecoin[address] else { return nil }
    return follows(.newerPrecompiles) ? newer : nil
  }

  /// Whether calls to a low address without a precompile end before they reach the account there.
  func hidesAccount(at address: EthAddress) -> Bool {
    address.word == 0x0a ? follows(.pointEvaluation) : follows(.reservedAddresses)
  }

  /// Whether a call is one of Filecoin's own precompile, priced by its kernel.
  func leavesToFilecoin(_ address: EthAddress, hasEthereums: Bool) -> Bool {
    if address.word.limb1 != 0 || address.word.limb2 != 0 { return true }
    guard hasEthereums, !countsGas, PrecompileTable.filecoin.contains(address) else { return false }
    return address.word != 0x05 || follows(.modExpLimit)
  }

  /// Runs a precompile; MODEXP without Osaka's limits where Filecoin's rule holds (EIP-7823).
  func run(_ precompile: Precompile, _ input: ByteView) throws(PrecompileError) -> [UInt8]? {
    guard precompile.address.word == 0x05, follows(.modExpLimit),
      let unlimited = PrecompileTable.filecoin[precompile.address]
    else { return try input.withSpan(precompile.run) }
    return try input.withSpan(unlimited.run)
  }
}
