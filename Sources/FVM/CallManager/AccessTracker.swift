import Filecoin

/// Which actors and addresses a message has paid for touching.
///
/// Lookup and update are each paid once a message; a frame that reverts takes its payments with it,
/// and the next access pays again (ref-fvm `call_manager/state_access_tracker.rs`).
struct AccessTracker {
  enum Access: UInt8, Comparable {
    case none, read, updated

    static func < (left: Access, right: Access) -> Bool { left.rawValue < right.rawValue }
  }

  private let preloaded: [ActorID]
  private var actors = UndoMap<ActorID, Access>()
  private var addresses = UndoMap<Address, Bool>()
  private var layers: [(actors: Int, addresses: Int)] = []

  /// A tracker in which `preloaded` actors are paid for.
  init(preloaded: [ActorID]) { self.preloaded = preloaded }

  func access(to actor: ActorID) -> Access {
    preloaded.contains(actor) ? .updated : actors[actor] ?? .none
  }

  mutating func recordRead(_ actor: ActorID) {
    if access(to: actor) < .read { actors.set(actor, .read) }
  }

  mutating func recordUpdate(_ actor: ActorID) {
    if access(to: actor) < .updated { actors.set(actor, .updated) }
  }

  /// Whether resolving the address is paid for; ids need no resolving.
  func isResolved(_ address: Address) -> Bool {
    address.actorID != nil || addresses[address] == true
  }

  mutating func recordResolved(_ address: Address) {
    if !isResolved(address) { addresses.set(address, true) }
  }

  mutating func beginTransaction() { layers.append((actors.mark, addresses.mark)) }

  mutating func endTransaction(revert: Bool) {
    guard let layer = layers.popLast() else {
      preconditionFailure("no transaction of accesses to end")
    }
    guard revert else { return }
    actors.rollback(to: layer.actors)
    addresses.rollback(to: layer.addresses)
  }
}
