import Actors
import EVM
import EthereumExecution
import FVM
import Filecoin
import IPLD
package import Primitives

/// The actors of one fork under one configuration, kept through a file so that their buffers are used
/// again. For one thread at a time.
package final class FVMEngine {
  let configuration: FVMHostConfiguration
  let revision: Revision
  /// Nil where all is as on Filecoin.
  let journal: EthereumJournal?
  private var registry: ActorRegistry?

  package init(_ configuration: FVMHostConfiguration, revision: Revision) {
    self.configuration = configuration
    self.revision = revision
    let countsGas = configuration.gas == .ethereum
    journal =
      configuration == .filecoin
      ? nil
      : EthereumJournal(
        ruleset: configuration.rules.ruleset(revision, countsEthereumGas: countsGas),
        rules: configuration.rules, countsGas: countsGas)
  }

  var rules: ContractRules { configuration.rules }
  var countsEthereumGas: Bool { configuration.gas == .ethereum }

  /// A machine on the state of a test, at its block.
  func machine(
    on pre: ActorPreState, _ environment: StateTransition.Environment
  ) throws -> Machine {
    let registry =
      registry ?? BuiltinActors.registry(for: pre.manifest, journal: journal)
    self.registry = registry
    let block = environment.block
    var network = NetworkConfiguration(
      version: .fireHorse, chainID: ChainID(rawValue: block.chainID.limb0))
    // An EVM call is one send, a creation three.
    if !rules.contains(.callDepth) { network.maximumCallDepth = 4096 }
    if !rules.contains(.valueRange) { network.sendsWideAmounts = true }
    if !rules.contains(.logSize) { network.maximumEventSize = .max }
    if countsEthereumGas { network.maximumBlockSize = .max }
    return try Machine(
      context: MachineContext(
        network: network, epoch: ChainEpoch(clamping: block.number), timestamp: block.timestamp,
        baseFee: TokenAmount(atto: block.baseFee)),
      root: pre.root, store: pre.store, externs: StateTestExterns(), actors: { _ in registry })
  }
}

/// Engines by fork and configuration, the last few that were used.
///
/// Each keeps the stacks and memory of the deepest call it ran and the code it has seen, tens of
/// megabytes; explaining a difference tries some forty configurations, and with all of them kept
/// through a file a sweep took 5.6 GB.
package final class FVMEngines {
  private struct Key: Hashable {
    let configuration: FVMHostConfiguration
    let revision: Revision
  }

  private static let most = 4
  /// The one used last at the end.
  private var made: [(key: Key, engine: FVMEngine)] = []

  package init() {}

  subscript(_ configuration: FVMHostConfiguration, _ revision: Revision) -> FVMEngine {
    let key = Key(configuration: configuration, revision: revision)
    if let place = made.firstIndex(where: { $0.key == key }) {
      let found = made.remove(at: place)
      made.append(found)
      return found.engine
    }
    if made.count == Self.most { made.removeFirst() }
    let engine = FVMEngine(configuration, revision: revision)
    made.append((key, engine))
    return engine
  }
}

/// A chain of Filecoin's around a state test: what its beacon and tipsets are no vector says.
private final class StateTestExterns: Externs {
  func chainRandomness(at epoch: ChainEpoch) throws(ExternError) -> [UInt8] {
    [UInt8](repeating: 0x22, count: 32)
  }

  func beaconRandomness(at epoch: ChainEpoch) throws(ExternError) -> [UInt8] {
    [UInt8](repeating: 0x11, count: 32)
  }

  func tipsetCID(at epoch: ChainEpoch) throws(ExternError) -> CID {
    CID(dagCBOR: UInt64(bitPattern: epoch).cborBytes)
  }
}
