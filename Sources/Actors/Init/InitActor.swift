import FVM
import Filecoin
import IPLD

/// f01, who brings actors into being and gives them their ids (builtin-actors `actors/init`).
final class InitActor: BuiltinActor {
  private static let exec: MethodNumber = 2
  static let exec4: MethodNumber = 3

  func baseCompute(_ method: MethodNumber) -> Gas { ComputeGas.initActor }

  func call(
    _ method: MethodNumber, _ params: DataBlock?, _ runtime: Runtime
  ) throws(ActorError) -> DataBlock? {
    try runtime.restrictInternalMethods(method)
    switch method {
    case .constructor:
      try construct(try params.required(), runtime)
      return nil
    case Self.exec: return DataBlock(cbor: try exec(try params.required(), runtime))
    case Self.exec4: return DataBlock(cbor: try exec4(try params.required(), runtime))
    default: throw .exit(.unhandledMessage, "invalid method: \(method)")
    }
  }

  private func construct(
    _ params: InitConstructorParams, _ runtime: Runtime
  ) throws(ActorError) {
    try runtime.requireCaller(WellKnownActor.system)
    let map = try runtime.onStore(.illegalState, "failed to flush the address map") {
      () throws(BlockstoreError) in
      try AddressMap(runtime.store, AddressMapFormat(runtime: runtime), .chainHAMT).flush()
    }
    try runtime.create(
      InitState(
        addressMap: map, nextID: WellKnownActor.firstNonSingleton,
        networkName: params.networkName))
  }

  /// Makes an actor of a kind that anybody may make.
  private func exec(_ params: ExecParams, _ runtime: Runtime) throws(ActorError) -> ExecReturn {
    let caller = try runtime.message().caller
    guard let callerCode = try runtime.codeCID(of: caller) else {
      throw .exit(.illegalState, "no code for caller f0\(caller)")
    }
    guard try canExec(callerCode, params.code, runtime) else {
      throw .exit(.forbidden, "caller of code \(callerCode) cannot exec code \(params.code)")
    }
    let robust = try newAddress(runtime)
    let (id, exists) = try mapAddresses(robust, nil, runtime)
    guard !exists else { throw .exit(.forbidden, "cannot exec over an existing actor \(id)") }
    return try construct(params.code, id, nil, params.constructorParams, robust, runtime)
  }

  /// Makes an actor under the caller's own namespace of delegated addresses.
  private func exec4(_ params: Exec4Params, _ runtime: Runtime) throws(ActorError) -> ExecReturn {
    try runtime.requireCaller(WellKnownActor.ethereumAddressManager)
    guard params.subaddress.count <= Address.maximumSubaddressSize else {
      throw .exit(.illegalArgument, "invalid delegated address")
    }
    let delegated = Address.delegated(
      namespace: try runtime.message().caller, subaddress: params.subaddress)
    let robust = try newAddress(runtime)
    let (id, exists) = try mapAddresses(robust, delegated, runtime)
    if exists {
      guard let code = try runtime.codeCID(of: id) else {
        throw .exit(.forbidden, "cannot redeploy a deleted actor")
      }
      guard code == (try runtime.code(ofType: .placeholder)) else {
        throw .exit(.forbidden, "cannot replace an actor that is no placeholder: \(code)")
      }
    }
    return try construct(params.code, id, delegated, params.constructorParams, robust, runtime)
  }

  private func canExec(
    _ caller: CID, _ code: CID, _ runtime: Runtime
  ) throws(ActorError) -> Bool {
    switch try runtime.builtinType(of: code) {
    case .multisig, .paymentChannel: true
    case .miner: try runtime.builtinType(of: caller) == .power
    default: false
    }
  }

  private func newAddress(_ runtime: Runtime) throws(ActorError) -> Address {
    try runtime.expect("failed to create a new actor address") { () throws(KernelError) in
      try runtime.kernel.nextActorAddress()
    }
  }

  /// Gives the addresses an id: the one that `delegated` has already, or a new one.
  private func mapAddresses(
    _ robust: Address, _ delegated: Address?, _ runtime: Runtime
  ) throws(ActorError) -> (id: ActorID, exists: Bool) {
    try runtime.transaction(InitState.self) { state throws(ActorError) in
      func onMap<Value>(
        _ what: String, _ body: () throws(IPLDError) -> Value
      ) throws(ActorError) -> Value {
        try runtime.onBlocks(.illegalState, what, body)
      }
      let root = state.addressMap
      let map = try onMap("failed to load the address map") { () throws(IPLDError) in
        try AddressMap(
          load: root, runtime.store, AddressMapFormat(runtime: runtime), .chainHAMT)
      }
      var id = state.nextID
      var exists = false
      if let delegated {
        let key = ByteString(delegated.bytes)
        let found = try onMap("failed to look up \(delegated)") { () throws(IPLDError) in
          try map.get(key)
        }
        if let found {
          (id, exists) = (found, true)
        } else {
          state.nextID += 1
          _ = try onMap("failed to map \(delegated)") { () throws(IPLDError) in
            try map.set(key, id)
          }
        }
      } else {
        state.nextID += 1
      }
      let old = try onMap("failed to map \(robust)") { () throws(IPLDError) in
        try map.set(ByteString(robust.bytes), id)
      }
      guard old == nil else {
        throw .exit(.forbidden, "address \(robust) is already in the address map")
      }
      state.addressMap = try runtime.onStore(.illegalState, "failed to flush the address map") {
        () throws(BlockstoreError) in
        try map.flush()
      }
      return (id, exists)
    }
  }

  private func construct(
    _ code: CID, _ id: ActorID, _ delegated: Address?, _ params: [UInt8], _ robust: Address,
    _ runtime: Runtime
  ) throws(ActorError) -> ExecReturn {
    let created = try runtime.attempt { () throws(KernelError) in
      try runtime.kernel.createActor(code: code, id: id, delegatedAddress: delegated)
    }
    if case .failure(let failure) = created {
      switch failure.error.number {
      case .illegalArgument: throw .exit(.illegalArgument, "failed to create actor")
      case .forbidden: throw .exit(.forbidden, "actor already exists")
      default: throw .exit(.assertionFailed, "create failed: \(failure.error.message)")
      }
    }
    _ = try runtime.call(
      .id(id), .constructor, DataBlock(params: params),
      value: try runtime.message().valueReceived)
    return ExecReturn(idAddress: .id(id), robustAddress: robust)
  }
}
