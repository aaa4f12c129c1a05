package import Filecoin
package import IPLD

/// State of the Init actor: who has which id (builtin-actors `actors/init/src/state.rs`).
package struct InitState: Hashable, Sendable {
  /// Root of a HAMT (bit width 5) from address bytes to id.
  package var addressMap: CID
  package var nextID: ActorID
  package var networkName: String

  package init(addressMap: CID, nextID: ActorID, networkName: String) {
    self.addressMap = addressMap
    self.nextID = nextID
    self.networkName = networkName
  }
}

extension InitState: CBORCodable {
  package func encode(to encoder: inout CBOREncoder) {
    encoder.appendArray(count: 3)
    encoder.append(addressMap)
    encoder.append(nextID)
    encoder.append(text: networkName)
  }

  package init(from decoder: inout CBORDecoder) throws(CBORError) {
    try decoder.readTuple(3, "Init state")
    addressMap = try decoder.readLink()
    nextID = try decoder.readUnsigned()
    networkName = try decoder.readText()
  }
}

/// State of the System actor: where the manifest is (ref-fvm `system_actor.rs`).
package struct SystemState: Hashable, Sendable, CBORCodable {
  /// The manifest's data block.
  package var builtinActors: CID

  package init(builtinActors: CID) { self.builtinActors = builtinActors }

  package func encode(to encoder: inout CBOREncoder) {
    encoder.appendArray(count: 1)
    encoder.append(builtinActors)
  }

  package init(from decoder: inout CBORDecoder) throws(CBORError) {
    try decoder.readTuple(1, "System state")
    builtinActors = try decoder.readLink()
  }
}
