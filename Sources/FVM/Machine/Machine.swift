package import Filecoin
package import IPLD

/// The state of one tipset's execution: context, state tree, stores and actors
/// (ref-fvm `machine/default.rs`).
///
/// New blocks stay in memory until `flush` writes those that the state reaches.
package final class Machine {
  package let context: MachineContext
  package let prices: PriceList
  package let manifest: Manifest
  package let stateTree: StateTree
  package let actors: ActorRegistry
  package let externs: any Externs
  private let store: BufferedBlockstore
  /// Small blocks whose links were searched: states and nodes that message after message reads.
  @safe @exclusivity(unchecked) private var scannedBlocks: [CID: Block] = [:]
  private static let mostScannedBlocks = 4096
  private static let largestScannedBlock = 4096

  /// Why a machine could not be made.
  package enum SetupError: Error, Hashable, Sendable, CustomStringConvertible {
    case unsupportedNetworkVersion(NetworkVersion)
    case missingStateRoot(CID)
    case malformedState(String)

    package var description: String {
      switch self {
      case .unsupportedNetworkVersion(let version):
        "network version \(version.rawValue) is not supported"
      case .missingStateRoot(let root): "the store lacks the state root \(root)"
      case .malformedState(let reason): "malformed state: \(reason)"
      }
    }
  }

  /// A machine for the state at `root` in `store`; the manifest is the one that the System actor of
  /// that state points at, and `actors` is asked for the code behind it.
  package init(
    context: MachineContext, root: CID, store base: any Blockstore, externs: any Externs,
    actors: (Manifest) -> ActorRegistry
  ) throws(SetupError) {
    guard let prices = PriceList.at(context.network.version) else {
      throw .unsupportedNetworkVersion(context.network.version)
    }
    self.context = context
    self.prices = prices
    self.externs = externs
    store = BufferedBlockstore(base)
    do {
      guard try base.has(root) else { throw SetupError.missingStateRoot(root) }
      store.put(.emptyArray, [0x80])
      stateTree = try StateTree(root: root, store)
      guard let system = try stateTree.actor(WellKnownActor.system) else {
        throw SetupError.malformedState("there is no System actor")
      }
      let state: SystemState = try store.load(system.state)
      let list: Manifest.EntryList = try store.load(state.builtinActors)
      manifest = try Manifest(list.entries)
    } catch let error as SetupError {
      throw error
    } catch {
      throw .malformedState("\(error)")
    }
    self.actors = actors(manifest)
  }

  /// The blocks of this machine, the unflushed ones included.
  package var blockstore: any Blockstore { store }

  /// A block that the state reaches, so that its absence is fatal.
  func load(_ cid: CID) throws(KernelError) -> [UInt8] {
    do {
      if let data = try store.get(cid) { return data }
    } catch {
      throw .fatal("block \(cid): \(error)")
    }
    throw .fatal("missing reachable state: \(cid)")
  }

  func keep(_ cid: CID, _ data: [UInt8]) { store.put(cid, data) }

  /// A block that `keepScanned` was given.
  func scanned(_ cid: CID) -> Block? { scannedBlocks[cid] }

  /// Remembers a block of the store with its links, in a bounded number.
  func keepScanned(_ cid: CID, _ block: Block) {
    guard block.data.count <= Self.largestScannedBlock, block.scanCost != nil else { return }
    if scannedBlocks.count >= Self.mostScannedBlocks {
      scannedBlocks.removeAll(keepingCapacity: true)
    }
    scannedBlocks[cid] = block
  }

  /// Writes the state tree and the blocks it reaches to the store underneath; returns the root.
  /// `keepingAll` writes the blocks of reverted calls too; else they, and the states between
  /// messages, are gone afterwards.
  package func flush(keepingAll: Bool = false) throws(KernelError) -> CID {
    let root = try stateTree.flush()
    do {
      if keepingAll { try store.flushAll() } else { try store.flush(root) }
      store.discard()
      store.put(.emptyArray, [0x80])
    } catch {
      throw .fatal("flush to the store: \(error)")
    }
    return root
  }
}
