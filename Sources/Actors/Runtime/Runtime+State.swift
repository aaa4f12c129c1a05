import FVM
import Filecoin
import IPLD

/// The running actor's own state.
extension Runtime {
  func stateRoot() throws(ActorError) -> CID {
    switch try attempt({ () throws(KernelError) in try kernel.root() }) {
    case .success(let root): return root
    case .failure(let failure) where failure.error.number == .illegalOperation:
      throw .exit(.illegalState, "state cannot be read: \(failure.error.message)")
    case .failure(let failure): throw .panic("self::root: \(failure.error.message)")
    }
  }

  func setStateRoot(_ root: CID) throws(ActorError) {
    switch try attempt({ () throws(KernelError) in try kernel.setRoot(root) }) {
    case .success: return
    case .failure(let failure):
      switch failure.error.number {
      case .illegalOperation:
        throw .exit(.illegalState, "state cannot be written: \(failure.error.message)")
      case .readOnly: throw .exit(.readOnly, "state cannot be written: read-only")
      default: throw .panic("self::set_root: \(failure.error.message)")
      }
    }
  }

  /// The state, for reading.
  func state<State: CBORDecodable>(as type: State.Type = State.self) throws(ActorError) -> State {
    let root = try stateRoot()
    return try onBlocks(.illegalArgument, "failed to get the actor's state") {
      () throws(IPLDError) in
      try store.load(root)
    }
  }

  /// The first state of an actor that has none.
  func create(_ state: some CBOREncodable) throws(ActorError) {
    let root = try stateRoot()
    guard root == .emptyArray else {
      throw .exit(.illegalState, "failed to create state: there is a state \(root)")
    }
    try save(state)
  }

  /// Reads the state, lets `body` change it and writes it back.
  func transaction<State: CBORCodable, Value>(
    _ type: State.Type, _ body: (inout State) throws(ActorError) -> Value
  ) throws(ActorError) -> Value {
    var state: State = try state()
    let value = try body(&state)
    try save(state)
    return value
  }

  private func save(_ state: some CBOREncodable) throws(ActorError) {
    let block = state.cborBytes
    let root = try onStore(.illegalArgument, "failed to write the actor's state") {
      () throws(BlockstoreError) in
      try store.put(dagCBOR: block)
    }
    try setStateRoot(root)
  }
}
