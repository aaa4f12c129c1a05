import Cryptography
import Ethereum
import FVM
import Filecoin
import IPLD
import Primitives
import Testing

@testable import Actors

/// An actor whose code is the test's.
final class ProbeActor: NativeActor {
  typealias Body = (MethodNumber, DataBlock?, Runtime) throws(ActorError) -> DataBlock?

  private let body: Body

  init(_ body: @escaping Body) { self.body = body }

  func invoke(
    _ method: MethodNumber, params: BlockID, kernel: any Kernel
  ) throws(Abort) -> BlockID {
    let runtime = Runtime(kernel)
    do throws(ActorError) {
      guard let block = try body(method, try runtime.parameters(params), runtime) else {
        return noBlock
      }
      return try runtime.expect("result") { () throws(KernelError) in
        try kernel.blockCreate(codec: block.codec, data: block.data)
      }
    } catch {
      throw runtime.end(error)
    }
  }
}

/// A chain's state with singletons, accounts of every kind and perhaps a probe, to which messages are
/// applied one after the other as a block would.
final class EdgeWorld {
  /// What a message came to.
  struct Outcome {
    let result: ApplyResult
    var code: ExitCode { result.receipt.exitCode }

    /// The bytes that a contract returned or reverted with.
    var output: [UInt8] {
      (try? ByteString(cborBytes: result.receipt.returnData))?.bytes ?? result.receipt.returnData
    }

    var words: [UInt256] {
      stride(from: 0, to: output.count, by: 32).compactMap {
        UInt256(bigEndian: output[$0..<$0 + 32])
      }
    }

    var word: UInt256? { words.first }

    /// The call of the contract that the message went to.
    var call: ExecutionTrace.Call? { result.trace?.calls.first }

    /// Every call inside, depth first.
    var calls: [ExecutionTrace.Call] {
      func flat(_ call: ExecutionTrace.Call) -> [ExecutionTrace.Call] {
        call.calls.flatMap { [$0] + flat($0) }
      }
      return call.map(flat) ?? []
    }
  }

  static let epoch: ChainEpoch = 1000
  static let chainID: ChainID = .development
  /// An EthAccount, id 101.
  static let user = EthAddress(truncating: 0xa11ce)
  static let userID: ActorID = 101
  /// The key of the secp256k1 account, id 100.
  static let key = [UInt8](repeating: 7, count: 32)
  static let nativeID: ActorID = 100
  static let native = Secp256k1.publicKey(of: key).map { Address(secp256k1PublicKey: $0) } ?? .id(0)
  /// A BLS account, id 102.
  static let blsID: ActorID = 102
  static let bls = Address.bls([0x8a] + [UInt8](repeating: 3, count: 47))
  static let probeID: ActorID = 103
  static let missingID: ActorID = 7777

  static var masked: (probe: EthAddress, native: EthAddress, missing: EthAddress) {
    (
      EthAddress(maskedActorID: probeID), EthAddress(maskedActorID: nativeID),
      EthAddress(maskedActorID: missingID)
    )
  }

  private final class Chain: Externs {
    func chainRandomness(at epoch: ChainEpoch) throws(ExternError) -> [UInt8] {
      throw ExternError("no tickets")
    }
    func beaconRandomness(at epoch: ChainEpoch) throws(ExternError) -> [UInt8] {
      [UInt8](repeating: UInt8(truncatingIfNeeded: epoch), count: 32)
    }
    func tipsetCID(at epoch: ChainEpoch) throws(ExternError) -> CID { CID(dagCBOR: [0x40]) }
  }

  /// The order of the names is that of the type numbers (builtin-actors `runtime/builtins.rs`).
  private static let names = [
    "system", "init", "cron", "account", "storagepower", "storageminer", "storagemarket",
    "paymentchannel", "multisig", "reward", "verifiedregistry", "datacap", "placeholder", "evm",
    "eam", "ethaccount",
  ]

  let store = InMemoryBlockstore()
  let manifest: Manifest
  let machine: Machine
  let executor: Executor
  var tree: StateTree { machine.stateTree }

  init(maximumCallDepth: Int = 1024, probe: ProbeActor? = nil) throws {
    let manifest = try Manifest(
      Self.names.map { Manifest.Entry(name: $0, code: CID(raw: Array($0.utf8))) })
    self.manifest = manifest
    let tree = try StateTree(store)
    let map = HAMT<ActorID>(store)
    func set(
      _ id: ActorID, _ name: String, _ state: CID = .emptyArray, balance: Int = 0,
      _ address: Address? = nil
    ) throws {
      if let address { try map.set(address.bytes, id) }
      tree.setActor(
        id,
        ActorState(
          code: try #require(manifest.code(named: name)), state: state,
          balance: TokenAmount(whole: balance),
          delegatedAddress: address?.ethAddress == nil ? nil : address))
    }
    let data = try store.put(dagCBOR: manifest.dataBlock)
    try set(0, "system", try store.put(SystemState(builtinActors: data)))
    try set(2, "reward")
    try set(3, "cron")
    try set(10, "eam")
    try set(99, "account")
    try set(
      Self.nativeID, "account", try store.put(AccountState(address: Self.native)), balance: 1000,
      Self.native)
    try set(Self.userID, "ethaccount", balance: 1000, .ethereum(Self.user))
    try set(
      Self.blsID, "account", try store.put(AccountState(address: Self.bls)), balance: 1000,
      Self.bls)
    try set(Self.probeID, "storageminer")
    let state = InitState(
      addressMap: try map.flush(), nextID: 1000, networkName: "test")
    try set(1, "init", try store.put(state))
    let root = try tree.flush()
    var network = NetworkConfiguration(version: .fireHorse, chainID: Self.chainID)
    network.maximumCallDepth = maximumCallDepth
    machine = try Machine(
      context: MachineContext(
        network: network, epoch: Self.epoch, timestamp: 1_700_000_000, baseFee: .zero,
        isTracing: true),
      root: root, store: store, externs: Chain(),
      actors: { manifest in
        var registry = BuiltinActors.registry(for: manifest)
        if let probe, let code = manifest.code(named: "storageminer") { registry[code] = probe }
        return registry
      })
    executor = Executor(machine: machine)
  }

  // MARK: - Messages

  /// Applies a message with the sender's next nonce.
  @discardableResult
  func send(
    from: Address = .ethereum(user), to: Address, _ method: MethodNumber = .invokeContract,
    params: [UInt8] = [], value: TokenAmount = .zero, gasLimit: UInt64 = 10_000_000_000,
    kind: ApplyKind = .explicit
  ) throws -> Outcome {
    let sender = try #require(try tree.lookupID(from), "sender")
    let nonce = try #require(try tree.actor(sender)).nonce
    return Outcome(
      result: try executor.execute(
        Message(
          from: from, to: to, nonce: nonce, value: value, method: method, params: params,
          gasLimit: gasLimit),
        kind: kind, length: 150 + params.count))
  }

  /// Calls a contract.
  @discardableResult
  func call(
    _ contract: EthAddress, _ input: [UInt8] = [], from: Address = .ethereum(user),
    value: UInt64 = 0, gasLimit: UInt64 = 10_000_000_000
  ) throws -> Outcome {
    try send(
      from: from, to: .ethereum(contract), params: input.isEmpty ? [] : ByteString(input).cborBytes,
      value: TokenAmount(atto: value), gasLimit: gasLimit)
  }

  /// Deploys by CreateExternal.
  @discardableResult
  func create(
    _ initCode: [UInt8], from: Address = .ethereum(user), value: UInt64 = 0
  ) throws -> Outcome {
    try send(
      from: from, to: .id(10), EAMMethod.createExternal, params: ByteString(initCode).cborBytes,
      value: TokenAmount(atto: value))
  }

  /// Deploys a contract that runs this code, and says where it is.
  func deploy(
    _ assembly: String, value: UInt64 = 0, _ location: SourceLocation = #_sourceLocation
  ) throws -> EthAddress {
    try deploy(Assembly(assembly).bytes, value: value, location)
  }

  func deploy(
    _ code: [UInt8], value: UInt64 = 0, _ location: SourceLocation = #_sourceLocation
  ) throws -> EthAddress {
    let outcome = try create(Assembly.deploying(code), value: value)
    try #require(outcome.code == .ok, sourceLocation: location)
    return try CreateReturn(cborBytes: outcome.result.receipt.returnData).ethAddress
  }

  /// Deploys code and calls it.
  func run(
    _ assembly: String, _ input: [UInt8] = [], value: UInt64 = 0,
    gasLimit: UInt64 = 10_000_000_000, _ location: SourceLocation = #_sourceLocation
  ) throws -> Outcome {
    try call(
      try deploy(assembly, location), input, value: value, gasLimit: gasLimit)
  }

  /// What CREATE derives: the last 20 bytes of keccak256(rlp([from, nonce])).
  static func createAddress(_ from: EthAddress, _ nonce: UInt64) -> EthAddress {
    let input = RLPEncoder.list { list in
      list.append(from)
      list.append(nonce)
    }
    return EthAddress(truncating: Keccak256.hash(input).word)
  }

  // MARK: - State

  func id(_ address: EthAddress) throws -> ActorID? { try tree.lookupID(.ethereum(address)) }

  func actor(_ address: EthAddress) throws -> ActorState? {
    try id(address).flatMap { try tree.actor($0) }
  }

  /// The name of an actor's code.
  func kind(_ address: EthAddress) throws -> String? {
    try actor(address).map { manifest.name(of: $0.code) }
  }

  func balance(_ address: EthAddress) throws -> TokenAmount? { try actor(address)?.balance }

  func state(_ contract: EthAddress, _ location: SourceLocation = #_sourceLocation) throws
    -> EVMState
  {
    let actor = try #require(try actor(contract), sourceLocation: location)
    return try machine.blockstore.load(actor.state)
  }

  func slot(_ key: UInt256, of contract: EthAddress) throws -> UInt256 {
    try KAMT<UInt256>(load: state(contract).contractState, machine.blockstore).get(key) ?? .zero
  }
}
