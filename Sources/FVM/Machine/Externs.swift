package import Filecoin
package import IPLD

/// What the machine asks of the node around it.
package protocol Externs: AnyObject {
  /// The 32-byte digest of the ticket chain at an epoch; throws when the chain has none.
  func chainRandomness(at epoch: ChainEpoch) throws(ExternError) -> [UInt8]

  /// The 32-byte digest of the beacon at an epoch; throws when there is none.
  func beaconRandomness(at epoch: ChainEpoch) throws(ExternError) -> [UInt8]

  /// The CID of the key of the tipset at an epoch before the current one; for a null round, of the
  /// last tipset before it.
  func tipsetCID(at epoch: ChainEpoch) throws(ExternError) -> CID
}

/// A question the node could not answer.
package struct ExternError: Error, Hashable, Sendable, CustomStringConvertible {
  package let description: String

  package init(_ description: String) { self.description = description }
}
