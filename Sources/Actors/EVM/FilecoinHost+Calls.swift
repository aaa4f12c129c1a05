import EVM
import FVM
import Filecoin
import IPLD
import Primitives

/// Calls, creations and the end of contracts
/// (builtin-actors `actors/evm/src/interpreter/instructions/{call,lifecycle}.rs`).
extension FilecoinHost {
  /// The gas that a call with the look of a bare transfer is given.
  private static let transferGas: UInt64 = 10_000_000

  func call(_ message: CallMessage, gas: inout Int64) throws(HaltReason) -> CallResult {
    if let journal, journal.countsGas {
      return try unmetered { () throws(ActorError) in
        try callWithEthereumGas(message, journal)
      }
    }
    return try metered(&gas) { () throws(ActorError) in
      if message.kind.isCreate { return try create(message) }
      let isDelegate = message.kind == .delegateCall || message.kind == .callCode
      let asked =
        message.gas == .max ? .max : UInt64(clamping: message.gas / Self.unitsPerGas)
      let value = isDelegate ? .zero : message.value
      let target = message.codeAddress
      if let journal {
        if let result = try callPrecompile(message, asked, journal) { return result }
      } else if FilecoinPrecompiles.isReserved(target) {
        let context = FilecoinPrecompiles.Context(
          kind: message.kind, gas: asked, value: value)
        let output = try FilecoinPrecompiles(system).call(target, message.input, context)
        return output.map { CallResult(.return, output: $0) } ?? CallResult(.precompileFailure)
      }
      let (isSuccess, data) =
        isDelegate
        ? try delegateCall(message, asked) : try plainCall(message, asked, value)
      return CallResult(isSuccess ? .return : .revert, output: data?.asReturnData ?? [])
    }
  }

  /// The interpreter counts in milligas.
  private static let unitsPerGas: Int64 = 1000

  /// CALL and STATICCALL: a send of InvokeContract.
  private func plainCall(
    _ message: CallMessage, _ asked: UInt64, _ value: UInt256
  ) throws(ActorError) -> (isSuccess: Bool, data: DataBlock?) {
    let looksBare = (asked == 0 && !value.isZero) || (asked == 2300 && value.isZero)
    let isStatic = message.kind == .staticCall
    let params =
      message.input.count == 0
      ? nil : DataBlock(codec: Multicodec.raw, data: message.input.bytes)
    let gasLimit = try system.callGasLimit(looksBare ? Self.transferGas : asked)
    let result = try system.sendRaw(
      to: actorAddress(message.codeAddress), EVMMethod.invokeContract, params,
      value: TokenAmount(atto: value), gasLimit: gasLimit, flags: isStatic ? .readOnly : [])
    switch result {
    case .success(let response): return (response.exitCode.isSuccess, response.data)
    case .failure(let failure):
      switch failure.error.number {
      // There is nothing at the address: Ethereum's calls succeed then.
      case .notFound: return (true, nil)
      // Nothing may be made at the address, and no value was sent.
      case .readOnly: return (system.isReadOnly || isStatic, nil)
      default: return (false, nil)
      }
    }
  }

  /// DELEGATECALL: the other contract's code, run by a send to this contract itself.
  private func delegateCall(
    _ message: CallMessage, _ asked: UInt64
  ) throws(ActorError) -> (isSuccess: Bool, data: DataBlock?) {
    switch try kind(of: message.codeAddress) {
    case .account, .nothing: return (true, nil)
    case .native, .precompile: return (false, nil)
    case .contract(let id):
      guard let code = try executableCode(of: id) else { return (true, nil) }
      let params = DelegateCallParams(
        code: code, input: message.input.bytes, caller: message.sender,
        value: TokenAmount(atto: message.value))
      let gasLimit = try system.callGasLimit(asked)
      do {
        let data = try system.send(
          to: .id(try runtime.message().receiver), EVMMethod.invokeContractDelegate,
          DataBlock(dagCBOR: params), gasLimit: gasLimit)
        return (true, data)
      } catch {
        return (false, try error.exitData())
      }
    }
  }

  /// CREATE and CREATE2: a send to the address manager.
  private func create(_ message: CallMessage) throws(ActorError) -> CallResult {
    let (method, params) = creation(message, nonce: system.nonce)
    let endowment = TokenAmount(atto: message.value)
    guard endowment <= (try runtime.currentBalance()) else {
      return CallResult(.insufficientBalance)
    }
    // Before the send, and also when it fails: unlike Ethereum's, a nonce is used up even then.
    try system.incrementNonce()
    let gasLimit = try system.reservedGas()
    let returned: DataBlock?
    do {
      returned = try system.send(
        to: .id(WellKnownActor.ethereumAddressManager), method, params, value: endowment,
        gasLimit: gasLimit)
    } catch {
      return CallResult(.revert, output: try error.exitData()?.asReturnData ?? [])
    }
    let created: CreateReturn = try returned.returned()
    return CallResult(.return, createdAddress: created.ethAddress)
  }

  /// What the address manager is asked for.
  func creation(
    _ message: CallMessage, nonce: UInt64
  ) -> (method: MethodNumber, params: DataBlock) {
    let initCode = message.input.bytes
    guard message.kind == .create2 else {
      return (EAMMethod.create, DataBlock(cbor: CreateParams(initCode: initCode, nonce: nonce)))
    }
    return (
      EAMMethod.create2,
      DataBlock(cbor: Create2Params(initCode: initCode, salt: Hash256(word: message.salt)))
    )
  }

  /// Sends everything the contract has away and marks it; it lives on to the end of the message.
  func selfDestruct(
    _ address: EthAddress, beneficiary: EthAddress, gas: inout Int64
  ) throws(HaltReason) -> Int64 {
    try metered(&gas) { () throws(ActorError) in
      if let journal, !journal.follows(.selfDestruct) {
        try selfDestruct(as: address, to: beneficiary, journal)
        return 0
      }
      let balance = try runtime.currentBalance()
      do throws(ActorError) {
        _ = try runtime.call(actorAddress(beneficiary), .send, value: balance)
      } catch {
        throw error.recoded(
          .evmSelfDestructFailed, "failed to transfer funds to \(beneficiary) on SELFDESTRUCT")
      }
      system.markSelfDestructed()
      return 0
    }
  }
}
