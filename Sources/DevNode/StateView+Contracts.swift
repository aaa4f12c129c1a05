import Actors
package import FVM
package import Filecoin
package import IPLD
package import Primitives

/// What a contract keeps, for reading.
package struct ContractView: Hashable, Sendable {
  package var bytecode: CID
  package var bytecodeHash: Hash256
  package var bytecodeSize: Int
  /// Root of the storage's KAMT.
  package var storageRoot: CID
  package var nonce: UInt64
  /// Whether it has not destroyed itself.
  package var isAlive: Bool
}

extension StateView {
  /// The name of an actor's code in the manifest, `unknown` where none names it.
  package func kind(of actor: ActorState) throws -> String {
    try codeName(actor.code) ?? "unknown"
  }

  /// A contract's state; nil for other actors. Throws where a contract's state is of another form than
  /// network version 28's, or its blocks are not there.
  package func contract(_ actor: ActorState) throws -> ContractView? {
    guard try codeName(actor.code) == "evm" else { return nil }
    let state: EVMState = try store.load(actor.state)
    return ContractView(
      bytecode: state.bytecode, bytecodeHash: state.bytecodeHash,
      bytecodeSize: try block(state.bytecode).count, storageRoot: state.contractState,
      nonce: state.nonce, isAlive: state.tombstone == nil)
  }

  /// A contract's code; empty for other actors and for contracts that destroyed themselves.
  package func code(of address: Address) throws -> [UInt8] {
    guard let contract = try aliveContract(address) else { return [] }
    return try block(contract.bytecode)
  }

  /// A slot of a contract's storage; zero for other actors.
  package func storage(of address: Address, slot: UInt256) throws -> UInt256 {
    guard let contract = try aliveContract(address) else { return .zero }
    return try KAMT<UInt256>(load: contract.storageRoot, store).get(slot) ?? .zero
  }

  /// The nonce in Ethereum's view: a contract's own, else the actor's.
  package func nonce(of address: Address) throws -> UInt64 {
    guard let actor = try actor(address)?.state else { return 0 }
    return try contract(actor)?.nonce ?? actor.nonce
  }

  private func aliveContract(_ address: Address) throws -> ContractView? {
    guard let actor = try actor(address)?.state, let contract = try contract(actor),
      contract.isAlive
    else { return nil }
    return contract
  }

  private func block(_ cid: CID) throws -> [UInt8] {
    guard let block = try store.get(cid) else { throw IPLDError.missingBlock(cid) }
    return block
  }
}
