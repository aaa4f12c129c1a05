import EVM
import FVM
import Filecoin
import IPLD
import Primitives

/// A contract (builtin-actors `actors/evm/src/lib.rs`).
final class EVMActor: BuiltinActor {
  private let interpreter: Interpreter
  private let codes = CodeCache()
  /// Present where Ethereum's rules or gas are asked for.
  private let journal: EthereumJournal?
  private let cache = ContractCache()
  /// Frames of this actor that are running.
  private var depth = 0

  /// `tracer` sees every frame of every contract. With a `journal` its rules hold.
  init(tracer: (any Tracer)? = nil, journal: EthereumJournal? = nil) {
    self.journal = journal
    interpreter = Interpreter(
      ruleset: journal?.ruleset ?? ComputeGas.ruleset, tracer: tracer)
  }

  func baseCompute(_ method: MethodNumber) -> Gas { ComputeGas.evmActor(method) }

  func call(
    _ method: MethodNumber, _ params: DataBlock?, _ runtime: Runtime
  ) throws(ActorError) -> DataBlock? {
    switch method {
    case .constructor:
      let params: EVMConstructorParams = try params.required()
      try runtime.requireCaller(WellKnownActor.initialization)
      try construct(try ContractSystem.create(runtime, cache), params)
      return nil
    case EVMMethod.resurrect:
      let params: EVMConstructorParams = try params.required()
      try runtime.requireCaller(WellKnownActor.ethereumAddressManager)
      try construct(try ContractSystem.resurrect(runtime, cache), params)
      return nil
    case EVMMethod.getBytecode:
      try params.requireNone()
      let state = try liveState(runtime)
      return DataBlock(dagCBOR: OptionalLink(state?.bytecode))
    case EVMMethod.getBytecodeHash:
      try params.requireNone()
      let state = try liveState(runtime)
      return DataBlock(cbor: CodeHash(state?.bytecodeHash ?? .emptyCode))
    case EVMMethod.getStorageAt:
      let params: GetStorageAtParams = try params.required()
      try runtime.requireCaller(WellKnownActor.system)
      return DataBlock(cbor: try ContractSystem.load(runtime, cache).loadStorage(params.key))
    case EVMMethod.invokeContractDelegate:
      return DataBlock(cbor: ByteString(try invokeDelegate(params, runtime)))
    case EVMMethod.invokeContract:
      let input = try params?.decodedBytes() ?? []
      return DataBlock(cbor: ByteString(try invoke(input, runtime)))
    default:
      guard method.rawValue > EVMMethod.lastReserved else {
        throw .exit(.unhandledMessage, "invalid method")
      }
      return try NativeMethodABI.output(
        try invoke(NativeMethodABI.input(method, params), runtime))
    }
  }

  /// The state, nil when the contract is dead.
  private func liveState(_ runtime: Runtime) throws(ActorError) -> EVMState? {
    let state: EVMState = try runtime.state()
    return state.isDead(in: try runtime.currentMessage()) ? nil : state
  }

  private func load(_ runtime: Runtime) throws(ActorError) -> ContractSystem {
    do {
      return try ContractSystem.load(runtime, cache)
    } catch {
      throw error.recoded(.unspecified, "failed to load the contract")
    }
  }

  /// Runs init code and keeps what it returns as the contract's code.
  private func construct(
    _ system: ContractSystem, _ params: EVMConstructorParams
  ) throws(ActorError) {
    let receiver = try system.ethAddress(of: try system.runtime.message().receiver)
    guard receiver.maskedActorID == nil || journal?.follows(.maskedAddresses) == false else {
      throw .exit(.forbidden, "contract \(receiver) doesn't have an eth address")
    }
    journal?.noteCreation(of: receiver)
    guard !params.initCode.isEmpty else { return try system.flush() }
    let value = try system.runtime.message().valueReceived
    system.runtime.owe(ComputeGas.read(params.initCode.count, isCode: true))
    let code = Code(params.initCode)
    let output = try execute(
      code, system, .create, receiver: receiver, caller: params.creator, value: value, input: [])
    guard let journal, journal.countsGas else {
      try system.setCode(output)
      return try system.flush()
    }
    try deploy(output, system, journal)
  }

  /// Sets the code and pays for it as Ethereum does; what fails here leaves no gas (EIP-170, EIP-3541).
  private func deploy(
    _ code: [UInt8], _ system: ContractSystem, _ journal: EthereumJournal
  ) throws(ActorError) {
    let ran = journal.takeOutcome() ?? CallResult(.return)
    journal.end(CallResult(.outOfGas))
    try system.setCode(code)
    let deposit = journal.ruleset.gasSchedule.codeDepositByte * Int64(code.count)
    guard deposit <= ran.gasLeft else {
      throw .exit(.evmOutOfGas, "\(ran.gasLeft) gas left to deposit \(code.count) bytes of code")
    }
    try system.flush()
    journal.end(
      CallResult(ran.reason, gasLeft: ran.gasLeft - deposit, gasRefund: ran.gasRefund))
  }

  /// A call from outside, or from another contract.
  private func invoke(_ input: [UInt8], _ runtime: Runtime) throws(ActorError) -> [UInt8] {
    let system = try load(runtime)
    guard let code = system.code else { return [] }
    let value = try runtime.message().valueReceived
    let caller = try system.ethAddress(of: try runtime.message().caller)
    return try run(code.cid, system, caller: caller, value: value, input: input, isOwn: true)
  }

  /// DELEGATECALL's second half: another contract's code over this contract's state.
  private func invokeDelegate(
    _ params: DataBlock?, _ runtime: Runtime
  ) throws(ActorError) -> [UInt8] {
    guard let params else { throw .exit(.illegalArgument, "method expects arguments") }
    guard params.codec == Multicodec.dagCBOR else {
      throw .exit(
        .illegalArgument, "method expects parameters of DAG-CBOR, not codec \(params.codec)")
    }
    let call: DelegateCallParams = try params.decoded()
    try runtime.requireCaller(try runtime.message().receiver)
    let system = try load(runtime)
    return try run(
      call.code, system, caller: call.caller, value: call.value, input: call.input, isOwn: false)
  }

  /// Runs a block of code; `isOwn` when it is the contract's, whose delegation then counts.
  private func run(
    _ cid: CID, _ system: ContractSystem, caller: EthAddress, value: TokenAmount,
    input: [UInt8], isOwn: Bool
  ) throws(ActorError) -> [UInt8] {
    var cid = cid
    var bytes = try system.runtime.readBlock(cid, .notFound, "failed to read bytecode")
    if let journal, isOwn, journal.hasDelegations, !journal.follows(.delegation),
      let delegate = Self.delegate(of: bytes)
    {
      let host = try FilecoinHost(system, journal: journal)
      guard let code = try host.delegateCode(delegate) else { return [] }
      cid = code
      bytes = try system.runtime.readBlock(cid, .notFound, "failed to read bytecode")
    }
    guard !bytes.isEmpty else { return [] }
    let receiver = try system.ethAddress(of: try system.runtime.message().receiver)
    let output = try execute(
      analysed(bytes, cid), system, .call, receiver: receiver, caller: caller, value: value,
      input: input)
    try system.flush()
    return output
  }

  /// The code made ready to run, by its block's hash.
  private func analysed(_ bytes: [UInt8], _ cid: CID) -> Code {
    guard let hash = cid.digest256 else { return Code(bytes) }
    do throws(HaltReason) {
      return try codes.code(hash) { () throws(HaltReason) in bytes }
    } catch {
      return Code(bytes)
    }
  }

  /// Runs code as one frame and returns its output; a frame that fails ends the actor.
  private func execute(
    _ code: Code, _ system: ContractSystem, _ kind: CallKind, receiver: EthAddress,
    caller: EthAddress, value: TokenAmount, input: [UInt8]
  ) throws(ActorError) -> [UInt8] {
    guard let callValue = value.atto.asUInt256 else {
      throw .panic("value \(value) is no word")
    }
    let host = try FilecoinHost(system, journal: journal)
    let countsGas = journal?.countsGas ?? false
    let gas = countsGas ? journal?.takeOffer() ?? 0 : host.availableMilligas
    depth += 1
    defer { depth -= 1 }
    let result = input.withByteView { input in
      interpreter.execute(
        CallMessage(
          kind: kind, isStatic: system.isReadOnly, depth: depth - 1,
          gas: gas, recipient: receiver, codeAddress: receiver,
          sender: caller, value: callValue, input: input),
        code: code, host: host)
    }
    if countsGas {
      // A failed answer of the host's that had to be one of the interpreter's counts here.
      if let failure = host.failure { throw failure }
      journal?.end(result)
    } else {
      try settle(result, host)
    }
    switch result.reason {
    case .stop, .return, .selfDestruct: return result.output
    case .revert:
      throw .exit(
        .evmReverted, "contract reverted", data: DataBlock(cbor: ByteString(result.output)))
    case .invalidInstruction: throw .exit(.evmInvalidInstruction, "invalid instruction")
    case .undefinedInstruction: throw .exit(.evmUndefinedInstruction, "undefined instruction")
    case .stackUnderflow: throw .exit(.evmStackUnderflow, "stack underflow")
    case .stackOverflow: throw .exit(.evmStackOverflow, "stack overflow")
    case .invalidMemoryAccess: throw .exit(.evmIllegalMemoryAccess, "illegal memory access")
    case .returnDataOutOfBounds:
      throw .exit(.evmIllegalMemoryAccess, "read past the end of return data")
    case .badJumpDestination: throw .exit(.evmBadJumpDestination, "bad jump destination")
    case .staticModeViolation: throw .exit(.readOnly, "change in a read-only call")
    case .hostFailure:
      // Without a reason of its own, memory could not grow, in which the reference actor traps.
      throw host.failure ?? .trap("memory cannot grow")
    case .outOfGas: throw .exit(.evmOutOfGas, "out of Ethereum's gas")
    case .initCodeTooLarge: throw .exit(.illegalArgument, "init code is too long")
    default: throw .panic("the frame ended with \(result.reason)")
    }
  }

  /// Charges what the frame has used since its last system call.
  private func settle(_ result: CallResult, _ host: FilecoinHost) throws(ActorError) {
    switch result.reason {
    case .hostFailure where host.failure != nil: return
    // More than there is, so that the kernel itself finds the gas used up.
    case .outOfGas: try host.settle(-1)
    default: try host.settle(result.gasLeft)
    }
  }
}

extension EVMActor {
  /// The account that a designator names, 0xef0100 ‖ address; nil for other code (EIP-7702).
  static func delegate(of code: [UInt8]) -> EthAddress? {
    guard code.count == 23, code.starts(with: [0xef, 0x01, 0x00]) else { return nil }
    return EthAddress(code.dropFirst(3))
  }
}
