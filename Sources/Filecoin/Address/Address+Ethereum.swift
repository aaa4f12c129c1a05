package import Primitives

/// How Ethereum's 20-byte addresses and Filecoin's name the same actors
/// (builtin-actors `actors/evm/shared/src/address.rs`, FIP-0054, FIP-0055).
extension Address {
  /// f410: an Ethereum address under the Ethereum address manager.
  package static func ethereum(_ address: EthAddress) -> Address {
    .delegated(namespace: WellKnownActor.ethereumAddressManager, subaddress: address.bytes)
  }

  /// The actor that an Ethereum address means: f0 for a masked id, else f410.
  package init(_ address: EthAddress) {
    self = address.maskedActorID.map(Address.id) ?? .ethereum(address)
  }

  /// The Ethereum address: masked for f0, the subaddress of an f410 that is not itself a masked id.
  /// Other addresses have none until they are resolved to an id.
  package var ethAddress: EthAddress? {
    switch self {
    case .id(let id):
      return EthAddress(maskedActorID: id)
    case .delegated(WellKnownActor.ethereumAddressManager, let subaddress):
      guard let address = EthAddress(subaddress), address.maskedActorID == nil else { return nil }
      return address
    default:
      return nil
    }
  }
}

extension EthAddress {
  /// 0xff, eleven zero bytes and a big-endian actor id.
  package init(maskedActorID id: ActorID) {
    self.init(truncating: UInt256(limbs: id, 0, 0xff00_0000, 0))
  }

  /// The id of a masked address.
  package var maskedActorID: ActorID? {
    word.limb1 == 0 && word.limb2 == 0xff00_0000 ? word.limb0 : nil
  }
}
