import IPLD

/// What blocks of contracts hold, decoded and bounded: states, and nodes of storage.
///
/// It saves decoding alone: every block is read from the kernel all the same, which charges for it.
final class ContractCache {
  let nodes = ContractStorageNodes()
  private var states: [CID: EVMState] = [:]
  private static let mostStates = 1024

  /// The state in the block `cid`, if it was read or written lately.
  func state(_ cid: CID) -> EVMState? { states[cid] }

  func keep(_ state: EVMState, _ cid: CID) {
    if states.count >= Self.mostStates { states.removeAll(keepingCapacity: true) }
    states[cid] = state
  }
}
