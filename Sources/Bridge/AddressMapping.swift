package import FVM
package import Filecoin
package import Primitives

/// Ethereum addresses of actors, as the chain's state knows them (lotus `node/impl/eth/utils.go`).
package enum AddressMapping {
  /// What stands for a receiver that never came to exist: the masked form of the id 2^64 − 1.
  package static let missingReceiver = EthAddress(maskedActorID: .max)

  /// The sender of calls that name none.
  package static let defaultCaller = EthAddress.zero

  /// The address of an actor with `id`: its f410 address if it has one, else the masked id.
  package static func ethAddress(of id: ActorID, delegated: Address?) -> EthAddress {
    if case .delegated = delegated, let address = delegated?.ethAddress { return address }
    return EthAddress(maskedActorID: id)
  }

  /// The address of whatever `address` names: its own form for f410, else what the actor behind it
  /// goes by. nil when there is no such actor.
  package static func ethAddress(
    of address: Address, in tree: StateTree
  ) throws(KernelError) -> EthAddress? {
    if case .delegated = address, let form = address.ethAddress { return form }
    guard let id = try tree.lookupID(address), let actor = try tree.actor(id) else { return nil }
    return ethAddress(of: id, delegated: actor.delegatedAddress)
  }

  /// The actor that an Ethereum address names, nil when there is none.
  package static func actor(
    at address: EthAddress, in tree: StateTree
  ) throws(KernelError) -> (id: ActorID, state: ActorState)? {
    guard let id = try tree.lookupID(Address(address)), let state = try tree.actor(id) else {
      return nil
    }
    return (id, state)
  }
}
