import Actors
import Cryptography
import EthereumExecution
import FVM
import Filecoin
import IPLD
import Primitives

/// A state test's accounts as actors: the state in which its messages are applied.
final class ActorPreState {
  let store = InMemoryBlockstore()
  let manifest: Manifest
  let root: CID
  /// Whether an account designates another's code (EIP-7702).
  let hasDelegations: Bool
  /// The accounts as they read back, with their actors.
  private(set) var accounts = ActorAccounts()
  /// The same, for checks that need no actors.
  private(set) var state = InMemoryState()

  init(_ fixtures: [AccountFixture]) throws {
    manifest = try Self.manifest()
    let builder = try Builder(store, manifest)
    for fixture in fixtures { try builder.add(fixture) }
    hasDelegations = fixtures.contains { Builder.isDesignator($0.code) }
    root = try builder.finish()
    accounts = try ActorAccounts(
      in: try StateTree(root: root, store), store: store, manifest: manifest, before: accounts)
    accounts.prepareStorageRoots()
    state = accounts.state
  }

  private static func manifest() throws -> Manifest {
    try Manifest(
      FilecoinScenarioState.names.map {
        Manifest.Entry(name: $0, code: CID(raw: Array($0.utf8)))
      })
  }
}

/// Writes singletons and accounts into a state tree.
private final class Builder {
  private let store: InMemoryBlockstore
  private let manifest: Manifest
  private let tree: StateTree
  private let map: HAMT<ActorID>
  private var nextID: ActorID = 1000

  init(_ store: InMemoryBlockstore, _ manifest: Manifest) throws {
    self.store = store
    self.manifest = manifest
    tree = try StateTree(store)
    map = HAMT<ActorID>(store)
  }

  static func isDesignator(_ code: [UInt8]) -> Bool {
    code.count == 23 && code.starts(with: [0xef, 0x01, 0x00])
  }

  func finish() throws -> CID {
    let data = try store.put(dagCBOR: manifest.dataBlock)
    try set(
      WellKnownActor.system, "system", state: try store.put(SystemState(builtinActors: data)))
    try set(WellKnownActor.reward, "reward")
    try set(WellKnownActor.ethereumAddressManager, "eam")
    try set(WellKnownActor.burntFunds, "account")
    let state = InitState(
      addressMap: try map.flush(), nextID: nextID, networkName: "state test")
    try set(WellKnownActor.initialization, "init", state: try store.put(state))
    return try tree.flush()
  }

  /// Accounts with code are contracts, but delegated ones, which can send; accounts with a nonce, or
  /// with storage and no code, are EthAccounts; the rest are placeholders.
  func add(_ fixture: AccountFixture) throws {
    let address = Address.ethereum(fixture.address)
    let id = nextID
    nextID += 1
    try map.set(address.bytes, id)
    let isDelegated = Self.isDesignator(fixture.code)
    guard fixture.code.isEmpty || isDelegated else {
      return try set(
        id, "evm", state: try contract(fixture, nonce: fixture.nonce), balance: fixture.balance,
        delegated: address)
    }
    let hasState = isDelegated || !fixture.storage.isEmpty
    try set(
      id, hasState || fixture.nonce > 0 ? "ethaccount" : "placeholder",
      state: hasState ? try contract(fixture, nonce: 0) : .emptyArray,
      balance: fixture.balance, nonce: fixture.nonce, delegated: address)
  }

  private func contract(_ fixture: AccountFixture, nonce: UInt64) throws -> CID {
    let code = CID(raw: fixture.code)
    store.put(code, fixture.code)
    let storage = KAMT<UInt256>(store)
    for (key, value) in fixture.storage { try storage.set(key, value) }
    return try store.put(
      EVMState(
        bytecode: code, bytecodeHash: Keccak256.hash(fixture.code),
        contractState: try storage.flush(), nonce: nonce))
  }

  private func set(
    _ id: ActorID, _ name: String, state: CID = .emptyArray, balance: UInt256 = .zero,
    nonce: UInt64 = 0, delegated: Address? = nil
  ) throws {
    guard let code = manifest.code(named: name) else {
      throw Manifest.MissingActorError(name: name)
    }
    tree.setActor(
      id,
      ActorState(
        code: code, state: state, nonce: nonce, balance: TokenAmount(atto: balance),
        delegatedAddress: delegated))
  }
}
