import Bridge
package import FVM
package import Filecoin
package import IPLD
package import Primitives

/// One state of the chain, for reading.
package struct StateView {
  package let root: CID
  package let tree: StateTree
  let store: any Blockstore
  private let bundle = StateBundle()

  package init(root: CID, store: any Blockstore) throws {
    self.root = root
    self.store = store
    tree = try StateTree(root: root, store)
  }

  /// The name of a code: in the manifest of network version 28, else in the one that the state's own
  /// System actor points at; nil for a code that neither names.
  func codeName(_ code: CID) throws -> String? {
    let manifest = try ActorBundle.manifest()
    guard manifest.type(of: code) == 0 else { return manifest.name(of: code) }
    return bundle.entries(of: self).last { $0.code == code }?.name
  }

  /// The actor behind an address of any kind.
  package func actor(_ address: Address) throws -> (id: ActorID, state: ActorState)? {
    guard let id = try tree.lookupID(address), let state = try tree.actor(id) else { return nil }
    return (id, state)
  }

  /// The Ethereum address that an actor goes by.
  package func ethAddress(of address: Address) throws -> EthAddress? {
    try AddressMapping.ethAddress(of: address, in: tree)
  }
}

/// The manifest of a state, read when an actor's code is none of network version 28's.
private final class StateBundle {
  private var known: [Manifest.Entry]?

  /// Names and codes; none where the System actor or its list cannot be read.
  func entries(of view: StateView) -> [Manifest.Entry] {
    if let known { return known }
    let entries: [Manifest.Entry]
    do {
      guard let system = try view.tree.actor(WellKnownActor.system) else { return [] }
      let state: SystemState = try view.store.load(system.state)
      let list: Manifest.EntryList = try view.store.load(state.builtinActors)
      entries = list.entries
    } catch {
      // Without a manifest the codes have no names, which is what is then said of them.
      entries = []
    }
    known = entries
    return entries
  }
}
