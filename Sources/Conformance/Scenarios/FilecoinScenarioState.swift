import Actors
import Cryptography
import FVM
import Filecoin
import IPLD
import JSONText
import Primitives

/// The state in which a scenario starts on Filecoin: the singletons, its accounts, and the actors that
/// its script answers for.
struct FilecoinScenarioState {
  /// The manifest's order is that of builtin-actors.
  static let names = [
    "system", "init", "cron", "account", "storagepower", "storageminer", "storagemarket",
    "paymentchannel", "multisig", "reward", "verifiedregistry", "datacap", "placeholder", "evm",
    "eam", "ethaccount",
  ]

  /// Names of code that a script answers for.
  static let scriptedNames = ["storagemarket", "storageminer"]

  /// Scripted actors that no `pre` lists have ids from here on, away from those that a chain assigns.
  static let firstFreeID: ActorID = 20_000

  let manifest: Manifest
  private let store: any Blockstore
  private let tree: StateTree
  private let map: HAMT<ActorID>

  init(_ store: any Blockstore) throws {
    self.store = store
    manifest = try Manifest(
      Self.names.map { Manifest.Entry(name: $0, code: CID(raw: Array($0.utf8))) })
    tree = try StateTree(store)
    map = HAMT<ActorID>(store)
  }

  /// Writes the state of a scenario and returns its root.
  func build(_ scenario: Scenario) throws -> CID {
    let data = try store.put(dagCBOR: manifest.dataBlock)
    try set(0, "system", state: try store.put(SystemState(builtinActors: data)))
    try set(WellKnownActor.reward, "reward")
    try set(WellKnownActor.ethereumAddressManager, "eam")
    try set(WellKnownActor.burntFunds, "account")
    var next = Self.firstFreeID
    for (address, id) in try scenario.resolvedAddresses {
      try map.set(address.bytes, id)
      if address.ethAddress == nil { try set(id, "account") }
    }
    // Every FEVM network has an account at the zero address.
    let zero = AccountFixture(address: .zero, nonce: 0, balance: .zero)
    let accounts = scenario.pre.contains { $0.address == .zero } ? [] : [zero]
    for account in accounts + scenario.pre {
      if let id = account.address.maskedActorID {
        try set(id, "storageminer", balance: account.balance)
        continue
      }
      let address = Address.ethereum(account.address)
      let id = try map.get(address.bytes) ?? next
      next = max(next, id + 1)
      try map.set(address.bytes, id)
      try set(account, id: id)
    }
    let delegated = try scenario.delegatedAddresses
    let called = try scenario.calledActors
    for id in called.answering.union(called.receiving).union(delegated.keys) {
      let present = try tree.actor(id)
      if present != nil, !called.answering.contains(id) { continue }
      try set(
        id, id == WellKnownActor.storageMarket ? "storagemarket" : "storageminer",
        balance: present?.balance.atto.asUInt256 ?? .zero, nonce: present?.nonce ?? 0,
        delegated: present?.delegatedAddress ?? delegated[id])
    }
    let state = InitState(
      addressMap: try map.flush(), nextID: next, networkName: "scenario")
    try set(WellKnownActor.initialization, "init", state: try store.put(state))
    return try tree.flush()
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

  /// An account with code is a contract, one with a nonce an EthAccount; the rest are placeholders,
  /// which become whatever first acts under their address.
  private func set(_ account: AccountFixture, id: ActorID) throws {
    let address = Address.ethereum(account.address)
    guard !account.code.isEmpty else {
      let isUsed = account.nonce > 0 || account.address == .zero
      return try set(
        id, isUsed ? "ethaccount" : "placeholder", balance: account.balance,
        nonce: account.nonce, delegated: address)
    }
    let code = CID(raw: account.code)
    try store.put(code, account.code)
    let storage = KAMT<UInt256>(store)
    for (key, value) in account.storage { try storage.set(key, value) }
    let state = EVMState(
      bytecode: code, bytecodeHash: Keccak256.hash(account.code),
      contractState: try storage.flush(), nonce: max(account.nonce, 1))
    try set(
      id, "evm", state: try store.put(state), balance: account.balance, delegated: address)
  }
}

extension Scenario {
  /// Addresses whose ids the script lays down.
  var resolvedAddresses: [(Address, ActorID)] {
    get throws(VectorError) {
      try filecoinTables.optional("resolve") { table throws(VectorError) in
        try table.members { key, id throws(VectorError) in
          do {
            return (try Address(bytes: try Read.bytes(.string(key))), try Read.uint64(id))
          } catch {
            throw VectorError("\(error)")
          }
        }
      } ?? []
    }
  }

  /// Digests of the beacon by epoch.
  var beaconDigests: [ChainEpoch: [UInt8]] {
    get throws(VectorError) {
      let digests = try filecoinTables.optional("beacon") { table throws(VectorError) in
        try table.members { key, digest throws(VectorError) in
          guard let epoch = ChainEpoch(key) else { throw VectorError("expected an epoch") }
          return (epoch, try Read.bytes(digest))
        }
      }
      return Dictionary(digests ?? [], uniquingKeysWith: { first, _ in first })
    }
  }

  /// f4 addresses of actors by id.
  var delegatedAddresses: [ActorID: Address] {
    get throws(VectorError) {
      let addresses = try filecoinTables.optional("lookup") { table throws(VectorError) in
        try table.members { key, bytes throws(VectorError) in
          guard let id = ActorID(key) else { throw VectorError("expected an id") }
          do {
            return (id, try Address(bytes: try Read.bytes(bytes)))
          } catch {
            throw VectorError("\(error)")
          }
        }
      }
      return Dictionary(addresses ?? [], uniquingKeysWith: { first, _ in first })
    }
  }

  /// Every actor that a call reaches: one that answers from the script, or takes a transfer.
  var calledActors: (answering: Set<ActorID>, receiving: Set<ActorID>) {
    get throws(VectorError) {
      var answering: Set<ActorID> = []
      var receiving: Set<ActorID> = []
      for call in steps.flatMap(\.precompileCalls) where (call["exitCode"]?.int ?? -1) >= 0 {
        guard let id = try ScriptedAnswer.receiver(of: call)?.actorID else { continue }
        if try ScriptedAnswer(call) == nil { receiving.insert(id) } else { answering.insert(id) }
      }
      return (answering, receiving)
    }
  }
}
