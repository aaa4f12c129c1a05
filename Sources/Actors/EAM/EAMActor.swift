import Ethereum
import FVM
import Filecoin
import IPLD
import Primitives

/// f010, the Ethereum address manager: gives contracts the addresses that Ethereum would
/// (builtin-actors `actors/eam`, FIP-0055).
final class EAMActor: BuiltinActor {
  /// Present where Ethereum's rules are asked for.
  private let journal: EthereumJournal?

  init(journal: EthereumJournal? = nil) { self.journal = journal }

  func baseCompute(_ method: MethodNumber) -> Gas { ComputeGas.eamActor }

  func call(
    _ method: MethodNumber, _ params: DataBlock?, _ runtime: Runtime
  ) throws(ActorError) -> DataBlock? {
    switch method {
    case .constructor:
      try params.requireNone()
      try construct(runtime)
      return nil
    case EAMMethod.create:
      return DataBlock(cbor: try create(try params.required(), runtime))
    case EAMMethod.create2:
      return DataBlock(cbor: try create2(try params.required(), runtime))
    case EAMMethod.createExternal:
      guard let params else { throw .exit(.illegalArgument, "method expects arguments") }
      return DataBlock(cbor: try createExternal(try params.decodedBytes(), runtime))
    default:
      throw .exit(.unhandledMessage, "invalid method: \(method)")
    }
  }

  private func construct(_ runtime: Runtime) throws(ActorError) {
    let receiver = try runtime.message().receiver
    guard receiver == WellKnownActor.ethereumAddressManager else {
      throw .exit(.forbidden, "the Ethereum address manager is f010, not f0\(receiver)")
    }
    try runtime.requireCaller(WellKnownActor.system)
  }

  /// CREATE, by a contract.
  private func create(
    _ params: CreateParams, _ runtime: Runtime
  ) throws(ActorError) -> CreateReturn {
    try requireContract(runtime)
    let caller = try ethAddress(of: try runtime.message().caller, runtime)
    let address = try createAddress(caller, params.nonce, runtime)
    return try deploy(params.initCode, at: address, creator: caller, runtime)
  }

  /// CREATE2, by a contract.
  private func create2(
    _ params: Create2Params, _ runtime: Runtime
  ) throws(ActorError) -> CreateReturn {
    try requireContract(runtime)
    let caller = try ethAddress(of: try runtime.message().caller, runtime)
    let codeHash = try runtime.hash(.keccak256, params.initCode)
    let address = try hashedAddress(
      [0xff] + caller.bytes + params.salt.bytes + codeHash, runtime)
    return try deploy(params.initCode, at: address, creator: caller, runtime)
  }

  /// Contracts, and accounts that run another's code (EIP-7702), may create.
  private func requireContract(_ runtime: Runtime) throws(ActorError) {
    if let journal, journal.hasDelegations, !journal.follows(.delegation) { return }
    try runtime.requireCaller(ofType: .evm)
  }

  /// A deployment by the account that signed the message.
  private func createExternal(
    _ initCode: [UInt8], _ runtime: Runtime
  ) throws(ActorError) -> CreateReturn {
    try runtime.requireCaller(try runtime.message().origin)
    let (creator, stable) = try externalCaller(runtime)
    let address = try createAddress(stable, try runtime.message().nonce, runtime)
    return try deploy(initCode, at: address, creator: creator, runtime)
  }

  /// The caller as the contract sees it, and the address that the contract's is derived from.
  private func externalCaller(
    _ runtime: Runtime
  ) throws(ActorError) -> (creator: EthAddress, stable: EthAddress) {
    let caller = try runtime.message().caller
    guard let code = try runtime.codeCID(of: caller) else { throw .panic("caller has no code") }
    switch try runtime.builtinType(of: code) {
    case .account:
      let key = try keyAddress(of: caller, runtime)
      return (EthAddress(maskedActorID: caller), try hashedAddress(key.bytes, runtime))
    case .ethAccount:
      let address = try ethAddress(of: caller, runtime)
      return (address, address)
    case let type:
      throw .exit(
        .forbidden, "disallowed caller type \(type.map { "\($0)" } ?? code.description)")
    }
  }

  private func keyAddress(of caller: ActorID, _ runtime: Runtime) throws(ActorError) -> Address {
    switch try runtime.send(to: .id(caller), 2, flags: .readOnly) {
    case .failure(let failure):
      throw .exit(
        .assertionFailed, "account failed to return its key address: \(failure.error.number)")
    case .success(let response):
      guard response.exitCode.isSuccess else {
        throw .failedSend(
          response.exitCode, "failed to retrieve the account's key address", data: nil)
      }
      return try response.data.returned()
    }
  }

  private func ethAddress(of id: ActorID, _ runtime: Runtime) throws(ActorError) -> EthAddress {
    guard
      case .delegated(WellKnownActor.ethereumAddressManager, let subaddress)? =
        try runtime.delegatedAddress(of: id)
    else { throw .exit(.forbidden, "caller doesn't have an eth address") }
    guard let address = EthAddress(subaddress) else {
      throw .exit(.forbidden, "caller's eth address isn't valid")
    }
    return address
  }

  private func createAddress(
    _ from: EthAddress, _ nonce: UInt64, _ runtime: Runtime
  ) throws(ActorError) -> EthAddress {
    let input = RLPEncoder.list { list in
      list.append(from)
      list.append(nonce)
    }
    return try hashedAddress(input, runtime)
  }

  /// The last 20 bytes of Keccak-256.
  private func hashedAddress(
    _ bytes: [UInt8], _ runtime: Runtime
  ) throws(ActorError) -> EthAddress {
    let digest = try runtime.hash(.keccak256, bytes)
    guard let address = EthAddress(digest.suffix(20)) else { throw .panic("hash is too short") }
    return address
  }

  /// Null, masked ids and what looks like a precompile.
  static func isReserved(_ address: EthAddress) -> Bool {
    address == .zero || address.maskedActorID != nil || isPrecompileShaped(address)
  }

  private static func isPrecompileShaped(_ address: EthAddress) -> Bool {
    let bytes = address.bytes
    return (bytes[0] == 0 || bytes[0] == 0xfe) && bytes[1..<19].allSatisfy { $0 == 0 }
  }

  private func deploy(
    _ initCode: [UInt8], at address: EthAddress, creator: EthAddress, _ runtime: Runtime
  ) throws(ActorError) -> CreateReturn {
    guard !Self.isReserved(address) else {
      throw .exit(.forbidden, "cannot create address with a reserved prefix")
    }
    let params = EVMConstructorParams(creator: creator, initCode: initCode).cborBytes
    let value = try runtime.message().valueReceived
    let delegated = Address.ethereum(address)
    if let id = try runtime.resolve(delegated) {
      guard let code = try runtime.codeCID(of: id) else {
        throw .panic("failed to look up the actor's code")
      }
      switch try runtime.builtinType(of: code) {
      case .evm:
        _ = try runtime.call(
          .id(id), EVMMethod.resurrect, DataBlock(params: params), value: value)
        return CreateReturn(actorID: id, robustAddress: nil, ethAddress: address)
      case .placeholder: break
      default:
        throw .exit(.forbidden, "cannot deploy contract over existing contract at \(address)")
      }
    }
    let exec = Exec4Params(
      code: try runtime.code(ofType: .evm), constructorParams: params, subaddress: address.bytes)
    let created: ExecReturn = try runtime.call(
      .id(WellKnownActor.initialization), InitActor.exec4, DataBlock(cbor: exec), value: value
    ).returned()
    guard let id = created.idAddress.actorID else { throw .panic("Init returned no id") }
    return CreateReturn(
      actorID: id, robustAddress: created.robustAddress, ethAddress: address)
  }
}
