import Filecoin
import IPLD
import Primitives

@testable import FVM

/// An actor whose code is a closure of the test.
final class ScriptActor: NativeActor {
  typealias Body = (MethodNumber, BlockID, any Kernel) throws(Abort) -> BlockID

  private let body: Body

  init(_ body: @escaping Body) { self.body = body }

  func invoke(
    _ method: MethodNumber, params: BlockID, kernel: any Kernel
  ) throws(Abort) -> BlockID {
    try body(method, params, kernel)
  }
}

extension Kernel {
  /// Runs kernel operations; a syscall error that the script does not handle ends it with code 23.
  func attempt<Answer>(
    _ body: (Self) throws(KernelError) -> Answer
  ) throws(Abort) -> Answer {
    do {
      return try body(self)
    } catch {
      throw Abort(error, code: .unspecified)
    }
  }

  /// A send of no value and with all gas.
  func call(
    _ id: ActorID, _ method: MethodNumber = 2, params: BlockID = noBlock,
    value: TokenAmount = .zero, gasLimit: UInt64? = nil, readOnly: Bool = false
  ) throws(KernelError) -> SendResult {
    try send(
      to: .id(id), method: method, params: params, value: value, gasLimit: gasLimit,
      flags: readOnly ? 1 : 0)
  }

  /// Makes a block of an array with one number and sets it as the state root.
  func setState(_ number: UInt64) throws(KernelError) {
    let block = try blockCreate(codec: Multicodec.dagCBOR, data: [0x81] + number.cborBytes)
    try setRoot(try blockLink(block, hashFunction: Multicodec.blake2b256, hashLength: 32))
  }
}

/// The error number of a failing kernel operation, nil when it succeeds.
func errorNumber<Answer>(
  _ body: () throws(KernelError) -> Answer
) throws(Abort) -> ErrorNumber? {
  do {
    _ = try body()
    return nil
  } catch {
    guard let number = error.number else { throw Abort(error, code: .unspecified) }
    return number
  }
}

final class TestExterns: Externs {
  func chainRandomness(at epoch: ChainEpoch) throws(ExternError) -> [UInt8] {
    if epoch < 0 { throw ExternError("no tickets before genesis") }
    return [UInt8](repeating: 1, count: 32)
  }

  func beaconRandomness(at epoch: ChainEpoch) throws(ExternError) -> [UInt8] {
    [UInt8](repeating: 2, count: 32)
  }

  func tipsetCID(at epoch: ChainEpoch) throws(ExternError) -> CID { CID(dagCBOR: [0x40]) }
}

/// A small world: system actors, an account (id 100, f1) with funds, and scripts from id 200 on.
struct TestMachine {
  static let account: ActorID = 100
  static let accountAddress = Address.secp256k1([UInt8](repeating: 7, count: 20))
  static let epoch: ChainEpoch = 1000

  static func code(_ name: String) -> CID { CID(raw: Array(name.utf8)) }

  static func f410(_ byte: UInt8) -> Address {
    .delegated(namespace: 10, subaddress: [UInt8](repeating: byte, count: 20))
  }

  let machine: Machine
  let executor: Executor
  let initialRoot: CID

  init(
    baseFee: UInt64 = 0, isTracing: Bool = false, extra: [ActorID: ActorState] = [:],
    _ scripts: [ActorID: ScriptActor]
  ) throws {
    let store = InMemoryBlockstore()
    let names = ["system", "init", "account", "placeholder", "eam", "ethaccount"]
    let list = Manifest.EntryList(
      names.map { Manifest.Entry(name: $0, code: Self.code($0)) })
    let tree = try StateTree(store)
    let map = HAMT<ActorID>(store)
    try map.set(Self.accountAddress.bytes, Self.account)
    for (id, actor) in extra {
      if let address = actor.delegatedAddress { try map.set(address.bytes, id) }
    }
    let initHead = try store.put(
      InitState(addressMap: try map.flush(), nextID: 300, networkName: "test"))
    let systemHead = try store.put(SystemState(builtinActors: try store.put(list)))
    let rich = TokenAmount(whole: 1000)
    tree.setActor(0, ActorState(code: Self.code("system"), state: systemHead))
    tree.setActor(1, ActorState(code: Self.code("init"), state: initHead))
    tree.setActor(2, ActorState(code: Self.code("account")))
    tree.setActor(99, ActorState(code: Self.code("account")))
    tree.setActor(Self.account, ActorState(code: Self.code("account"), balance: rich))
    for id in scripts.keys where id != 1 {
      tree.setActor(id, ActorState(code: Self.code("script \(id)"), balance: rich))
    }
    for (id, actor) in extra { tree.setActor(id, actor) }
    initialRoot = try tree.flush()
    var registry = ActorRegistry()
    registry[Self.code("account")] = ScriptActor { _, _, _ in noBlock }
    registry[Self.code("ethaccount")] = ScriptActor { _, _, _ in noBlock }
    registry[Self.code("placeholder")] = ScriptActor { _, _, _ in noBlock }
    for (id, script) in scripts {
      registry[id == 1 ? Self.code("init") : Self.code("script \(id)")] = script
    }
    machine = try Machine(
      context: MachineContext(
        network: NetworkConfiguration(version: .fireHorse, chainID: .development),
        epoch: Self.epoch, timestamp: 1_700_000_000, baseFee: TokenAmount(atto: baseFee),
        isTracing: isTracing),
      root: initialRoot, store: store, externs: TestExterns(), actors: { _ in registry })
    executor = Executor(machine: machine)
  }

  static func message(
    from: Address = accountAddress, to: Address, method: MethodNumber = 2, nonce: UInt64 = 0,
    value: TokenAmount = .zero, params: [UInt8] = [], gasLimit: UInt64 = 10_000_000_000,
    feeCap: UInt64 = 0, premium: UInt64 = 0
  ) -> Message {
    Message(
      from: from, to: to, nonce: nonce, value: value, method: method, params: params,
      gasLimit: gasLimit, gasFeeCap: TokenAmount(atto: feeCap),
      gasPremium: TokenAmount(atto: premium))
  }

  /// Applies a message from the account to actor 200.
  func run(
    value: TokenAmount = .zero, gasLimit: UInt64 = 10_000_000_000
  ) throws -> ApplyResult {
    let nonce = try machine.stateTree.actor(Self.account)?.nonce ?? 0
    return try executor.execute(
      Self.message(to: .id(200), nonce: nonce, value: value, gasLimit: gasLimit), length: 100)
  }

  func actor(_ id: ActorID) throws -> ActorState? { try machine.stateTree.actor(id) }
}
