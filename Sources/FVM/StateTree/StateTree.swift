package import Filecoin
package import IPLD

/// The actors of a state: a HAMT of records with layers of undo above it
/// (ref-fvm `state_tree.rs`).
///
/// Records are decoded once and kept; changes reach the HAMT at `flush`.
package final class StateTree {
  private struct Entry {
    /// nil for an actor that does not exist.
    var actor: ActorState?
    var isDirty: Bool
  }

  private let store: any Blockstore
  private let actors: HAMT<ActorState>
  private let info: CID
  // Each use of these ends before another begins.
  @safe @exclusivity(unchecked) private var entries = UndoMap<ActorID, Entry>()
  @safe @exclusivity(unchecked) private var ids = UndoMap<Address, ActorID>()
  private var layers: [(entries: Int, ids: Int)] = []
  /// Actors that may have changed since the last flush.
  private var touched: Set<ActorID> = []

  /// The Init actor's state last read, by its CID.
  private var initState: (head: CID, state: InitState)?
  /// The address map last read or written, by its CID.
  private var addressMap: (root: CID, map: HAMT<ActorID>)?

  /// An empty tree.
  package init(_ store: any Blockstore) throws(BlockstoreError) {
    self.store = store
    actors = HAMT(store)
    info = .emptyArray
    try store.put(.emptyArray, [0x80])
  }

  /// The tree whose root block is `root`.
  package init(root: CID, _ store: any Blockstore) throws(KernelError) {
    self.store = store
    do {
      let block: StateRoot = try store.load(root)
      guard block.version == StateRoot.supportedVersion else {
        throw KernelError.fatal("state tree version \(block.version) is not supported, only 5 is")
      }
      actors = try HAMT(load: block.actors, store)
      info = block.info
    } catch let error as KernelError {
      throw error
    } catch {
      throw .fatal("state tree \(root): \(error)")
    }
  }

  // MARK: Actors

  /// The record of an actor, nil when there is none.
  package func actor(_ id: ActorID) throws(KernelError) -> ActorState? {
    if let entry = entries[id] { return entry.actor }
    let actor: ActorState?
    do {
      actor = try actors.get(Address.id(id).bytes)
    } catch {
      throw .fatal("record of actor \(id): \(error)")
    }
    entries.set(id, Entry(actor: actor, isDirty: false))
    return actor
  }

  package func setActor(_ id: ActorID, _ state: ActorState) {
    touched.insert(id)
    entries.set(id, Entry(actor: state, isDirty: true))
  }

  package func deleteActor(_ id: ActorID) {
    touched.insert(id)
    entries.set(id, Entry(actor: nil, isDirty: true))
  }

  // MARK: Addresses

  /// The id of an address by the Init actor's map; ids pass unchecked.
  package func lookupID(_ address: Address) throws(KernelError) -> ActorID? {
    if let id = address.actorID { return id }
    if let id = ids[address] { return id }
    let state = try loadInitState().state
    let id: ActorID?
    do {
      id = try loadAddressMap(state.addressMap).get(address.bytes)
    } catch {
      throw .fatal("Init's address map: \(error)")
    }
    if let id { ids.set(address, id) }
    return id
  }

  /// Assigns the next id to an address.
  package func registerNewAddress(_ address: Address) throws(KernelError) -> ActorID {
    var (state, actor) = try loadInitState()
    let id = state.nextID
    do {
      let map = try loadAddressMap(state.addressMap)
      addressMap = nil
      try map.set(address.bytes, id)
      state.nextID += 1
      state.addressMap = try map.flush()
      addressMap = (state.addressMap, map)
      actor.state = try store.put(state)
    } catch {
      throw .fatal("Init's address map: \(error)")
    }
    initState = (actor.state, state)
    setActor(WellKnownActor.initialization, actor)
    ids.set(address, id)
    return id
  }

  private func loadInitState() throws(KernelError) -> (state: InitState, actor: ActorState) {
    guard let actor = try actor(WellKnownActor.initialization) else {
      throw .fatal("the state has no Init actor")
    }
    if let initState, initState.head == actor.state { return (initState.state, actor) }
    do {
      let state: InitState = try store.load(actor.state)
      initState = (actor.state, state)
      return (state, actor)
    } catch {
      throw .fatal("Init's state: \(error)")
    }
  }

  private func loadAddressMap(_ root: CID) throws(IPLDError) -> HAMT<ActorID> {
    if let addressMap, addressMap.root == root { return addressMap.map }
    let map = try HAMT<ActorID>(load: root, store)
    addressMap = (root, map)
    return map
  }

  // MARK: Transactions

  package func beginTransaction() { layers.append((entries.mark, ids.mark)) }

  /// Ends the innermost transaction and undoes its changes if asked.
  package func endTransaction(revert: Bool) {
    guard let layer = layers.popLast() else {
      preconditionFailure("no transaction of the state tree to end")
    }
    if revert {
      entries.rollback(to: layer.entries)
      ids.rollback(to: layer.ids)
    }
    if layers.isEmpty {
      entries.discardHistory()
      ids.discardHistory()
    }
  }

  /// Writes the tree and returns its root. Not within a transaction.
  package func flush() throws(KernelError) -> CID {
    guard layers.isEmpty else { throw .fatal("cannot flush while inside of a transaction") }
    do {
      for id in touched.sorted() {
        guard let entry = entries[id], entry.isDirty else { continue }
        let key = Address.id(id).bytes
        if let actor = entry.actor {
          try actors.set(key, actor)
        } else {
          try actors.remove(key)
        }
        entries.settle(id, Entry(actor: entry.actor, isDirty: false))
      }
      touched.removeAll(keepingCapacity: true)
      entries.discardHistory()
      ids.discardHistory()
      return try store.put(StateRoot(actors: try actors.flush(), info: info))
    } catch {
      throw .fatal("flush of the state tree: \(error)")
    }
  }

  /// Passes every actor to `body`, changes included, in no particular order. Not within a transaction.
  package func forEachActor(
    _ body: (ActorID, ActorState) throws(KernelError) -> Void
  ) throws(KernelError) {
    _ = try flush()
    var failure: KernelError?
    do {
      try actors.forEach { key, actor in
        guard failure == nil else { return }
        do throws(KernelError) {
          guard let address = try? Address(bytes: key.bytes), let id = address.actorID else {
            throw KernelError.fatal("state tree key \(key.bytes) is no id")
          }
          try body(id, actor)
        } catch {
          failure = error
        }
      }
    } catch {
      throw .fatal("state tree: \(error)")
    }
    if let failure { throw failure }
  }
}
