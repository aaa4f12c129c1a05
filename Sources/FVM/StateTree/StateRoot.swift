package import IPLD

/// The root block of a state tree: version, actors, info (ref-fvm `shared/src/state`).
package struct StateRoot: Hashable, Sendable {
  /// The only version the machine reads and writes.
  package static let supportedVersion: UInt64 = 5

  package var version: UInt64
  /// Root of the HAMT of actors.
  package var actors: CID
  /// An empty array so far.
  package var info: CID

  package init(version: UInt64 = supportedVersion, actors: CID, info: CID = .emptyArray) {
    self.version = version
    self.actors = actors
    self.info = info
  }
}

extension StateRoot: CBORCodable {
  package func encode(to encoder: inout CBOREncoder) {
    encoder.appendArray(count: 3)
    encoder.append(version)
    encoder.append(actors)
    encoder.append(info)
  }

  package init(from decoder: inout CBORDecoder) throws(CBORError) {
    try decoder.readTuple(3, "state root")
    version = try decoder.readUnsigned()
    actors = try decoder.readLink()
    info = try decoder.readLink()
  }
}
