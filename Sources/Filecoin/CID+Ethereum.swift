package import IPLD
package import Primitives

extension CID {
  /// The digest as Ethereum's hash of a block or message: only of DAG-CBOR under BLAKE2b-256.
  package var ethHash: Hash256? {
    codec == Multicodec.dagCBOR && isBlake2b256 ? digest256 : nil
  }

  /// The CID whose `ethHash` is `hash`.
  package init(ethHash hash: Hash256) {
    self.init(codec: Multicodec.dagCBOR, blake2b256: hash)
  }
}
