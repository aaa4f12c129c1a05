package import IPLD
package import Primitives

/// The blocks of one tipset, in the order of their tickets (lotus `chain/types/tipset_key.go`).
package struct TipsetKey: Hashable, Sendable {
  package var blocks: [CID]

  package init(_ blocks: [CID]) { self.blocks = blocks }

  /// The key as a block: a byte string of the CIDs one after the other.
  package var block: [UInt8] { ByteString(blocks.flatMap(\.bytes)).cborBytes }

  /// The key's own name, by which contracts and Ethereum's view know the tipset.
  package var cid: CID { CID(dagCBOR: block) }

  /// The tipset's hash in Ethereum's view: the digest of the key's CID.
  package var hash: Hash256 { Hash256(cid.digest) ?? .zero }
}

/// The messages of one block: roots of arrays of the CIDs of BLS-signed messages, and of all others
/// (lotus `MsgMeta`).
package struct MessageMeta: Hashable, Sendable, CBORCodable {
  package var blsMessages: CID
  package var otherMessages: CID

  package init(blsMessages: CID, otherMessages: CID) {
    self.blsMessages = blsMessages
    self.otherMessages = otherMessages
  }

  package func encode(to encoder: inout CBOREncoder) {
    encoder.appendArray(count: 2)
    encoder.append(blsMessages)
    encoder.append(otherMessages)
  }

  package init(from decoder: inout CBORDecoder) throws(CBORError) {
    try decoder.readTuple(2, "message meta")
    blsMessages = try decoder.readLink()
    otherMessages = try decoder.readLink()
  }
}
