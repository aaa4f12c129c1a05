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

  package init(root: CID, store: any Blockstore) throws {
    self.root = root
    self.store = store
    tree = try StateTree(root: root, store)
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
