import Actors
import Bridge
import Ethereum
package import FVM
import Filecoin
import IPLD
package import Primitives

/// Runs scenarios as Ethereum transactions on Filecoin: message by message through the kernel and
/// the native actors. For use on an `ExecutionThread`.
package final class FilecoinScenarioBackend: ScenarioBackend {
  private let scenario: Scenario
  private let store = InMemoryBlockstore()
  private let manifest: Manifest
  private let registry: ActorRegistry
  private let scripted = ScriptedActor()
  private let externs: ScenarioExterns
  /// More than a block holds: some programs use more than that in Filecoin's unit.
  private static let gasLimit: UInt64 = 1_000_000_000_000
  private var root: CID
  private let isTracing: Bool
  /// What the last step did and cost; kept when tracing.
  package private(set) var lastTrace: ExecutionTrace?
  /// Filecoin gas of the last step, inclusion on chain included.
  package private(set) var lastGasUsed: UInt64 = 0

  /// The scenario's state at its start.
  package init(_ scenario: Scenario, isTracing: Bool = false) throws {
    self.scenario = scenario
    self.isTracing = isTracing
    let state = try FilecoinScenarioState(store)
    root = try state.build(scenario)
    manifest = state.manifest
    externs = ScenarioExterns(try scenario.beaconDigests)
    var registry = BuiltinActors.registry(for: manifest)
    for name in FilecoinScenarioState.scriptedNames {
      if let code = manifest.code(named: name) { registry[code] = scripted }
    }
    self.registry = registry
  }

  package func run(_ step: ScenarioStep) throws -> ScenarioOutcome {
    scripted.expect(try step.precompileCalls.compactMap(ScriptedAnswer.init))
    let machine = try machine(epoch: ChainEpoch(step.blockNumber), timestamp: step.timestamp)
    externs.epoch = ChainEpoch(step.blockNumber)
    // No actor can refuse a bare transfer; only one that is not there does not take it.
    var absent: [ActorID: ActorState] = [:]
    for call in step.precompileCalls where ScriptedAnswer.isRefusedTransfer(call) {
      guard let id = try ScriptedAnswer.receiver(of: call)?.actorID else { continue }
      absent[id] = try machine.stateTree.actor(id)
      machine.stateTree.deleteActor(id)
    }
    guard step.kind != .call else { return try call(step, on: machine) }
    let nonce = try AddressMapping.actor(at: step.from, in: machine.stateTree)?.state.nonce ?? 0
    let message = Message(
      ethereumFrom: step.from, to: step.to, nonce: nonce, value: step.value, input: step.data,
      gasLimit: Self.gasLimit, maxFeePerGas: .zero, maxPriorityFeePerGas: .zero)
    let executor = Executor(machine: machine)
    // Messages of native actors stand for calls that they would make themselves.
    let result = try executor.execute(
      message, kind: step.from.maskedActorID == nil ? .explicit : .simulated,
      length: message.cborBytes.count + 70)
    if case .prevalidation(let reason) = result.failure { throw ScenarioFailure(reason) }
    (lastTrace, lastGasUsed) = (result.trace, result.receipt.gasUsed)
    let logs = try LogView.logs(of: result.events, in: machine.stateTree).map(\.log)
    for (id, actor) in absent { machine.stateTree.setActor(id, actor) }
    root = try executor.flush()
    let created = step.to == nil ? ReturnData.createdContract(result.receipt.returnData) : nil
    return ScenarioOutcome(
      status: Self.status(result.receipt.exitCode),
      output: ReturnData.decode(result.receipt.returnData) ?? result.receipt.returnData,
      logs: logs, gasUsed: nil, contract: created?.address)
  }

  private func call(_ step: ScenarioStep, on machine: Machine) throws -> ScenarioOutcome {
    let outcome = try CallSimulation(machine).call(
      CallRequest(
        from: step.from, to: step.to, value: step.value, input: step.data,
        gasLimit: Self.gasLimit))
    (lastTrace, lastGasUsed) = (outcome.trace, outcome.gasUsed)
    return ScenarioOutcome(
      status: Self.status(outcome.exitCode), output: outcome.returnData,
      logs: outcome.logs.map(\.log), gasUsed: nil, contract: outcome.created)
  }

  private static func status(_ code: ExitCode) -> ScenarioOutcome.Status {
    switch code {
    case .ok: .success
    case ExitCode(33): .revert
    default: .failure(code.description)
    }
  }

  private func machine(epoch: ChainEpoch, timestamp: UInt64) throws -> Machine {
    try Machine(
      context: MachineContext(
        network: NetworkConfiguration(
          version: .fireHorse, chainID: ChainID(rawValue: scenario.environment.chainID)),
        epoch: epoch, timestamp: timestamp,
        baseFee: TokenAmount(atto: scenario.environment.baseFee), isTracing: isTracing),
      root: root, store: store, externs: externs, actors: { _ in registry })
  }

  // MARK: The state

  /// Reads the state; a broken one reads as if nothing were there, which no comparison takes.
  private func read<Value>(_ fallback: Value, _ body: (StateTree) throws -> Value) -> Value {
    do {
      return try body(try StateTree(root: root, store))
    } catch {
      return fallback
    }
  }

  private func contract(at address: EthAddress, in tree: StateTree) throws -> EVMState? {
    guard let actor = try AddressMapping.actor(at: address, in: tree)?.state,
      actor.code == manifest.code(named: "evm")
    else { return nil }
    let state: EVMState = try store.load(actor.state)
    return state.tombstone == nil ? state : nil
  }

  package func balance(of address: EthAddress) -> UInt256 {
    read(.zero) { tree in
      try AddressMapping.actor(at: address, in: tree)?.state.balance.atto.asUInt256 ?? .zero
    }
  }

  package func nonce(of address: EthAddress) -> UInt64 {
    read(0) { tree in
      if let state = try contract(at: address, in: tree) { return state.nonce }
      return try AddressMapping.actor(at: address, in: tree)?.state.nonce ?? 0
    }
  }

  package func code(of address: EthAddress) -> [UInt8] {
    read([]) { tree in
      try contract(at: address, in: tree).flatMap { store.get($0.bytecode) } ?? []
    }
  }

  package func storage(_ key: UInt256, of address: EthAddress) -> UInt256 {
    read(.zero) { tree in
      guard let state = try contract(at: address, in: tree) else { return .zero }
      return try KAMT<UInt256>(load: state.contractState, store).get(key) ?? .zero
    }
  }

  package func contracts() -> Set<EthAddress>? {
    read(nil) { tree in
      var found: Set<EthAddress> = []
      var candidates: [EthAddress] = []
      try tree.forEachActor { id, actor throws(KernelError) in
        if actor.code == manifest.code(named: "evm") {
          candidates.append(
            AddressMapping.ethAddress(of: id, delegated: actor.delegatedAddress))
        }
      }
      for address in candidates where !code(of: address).isEmpty { found.insert(address) }
      return found
    }
  }

  package func allStorage(of address: EthAddress) -> [UInt256: UInt256]? {
    read(nil) { tree in
      guard let state = try contract(at: address, in: tree) else { return [:] }
      var slots: [UInt256: UInt256] = [:]
      try KAMT<UInt256>(load: state.contractState, store).forEach { slots[$0] = $1 }
      return slots
    }
  }
}

/// A step that no block may hold.
private struct ScenarioFailure: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}

/// A chain of which only the beacon that a scenario lays down is known.
private final class ScenarioExterns: Externs {
  private let beacon: [ChainEpoch: [UInt8]]
  /// The epoch whose messages run.
  var epoch: ChainEpoch = 0

  init(_ beacon: [ChainEpoch: [UInt8]]) { self.beacon = beacon }

  func chainRandomness(at epoch: ChainEpoch) throws(ExternError) -> [UInt8] {
    throw ExternError("a scenario has no tickets")
  }

  /// The current epoch's digest is all 0x11 unless the scenario names one.
  func beaconRandomness(at epoch: ChainEpoch) throws(ExternError) -> [UInt8] {
    if let digest = beacon[epoch] { return digest }
    guard epoch == self.epoch else { throw ExternError("no beacon at epoch \(epoch)") }
    return [UInt8](repeating: 0x11, count: 32)
  }

  func tipsetCID(at epoch: ChainEpoch) throws(ExternError) -> CID {
    CID(dagCBOR: UInt64(bitPattern: epoch).cborBytes)
  }
}
