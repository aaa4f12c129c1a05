package import IPLD
package import Primitives

extension CID {
  /// The digest as Ethereum's hash of a block or message: only of DAG-CBOR under BLAKE2b-256.
  package var ethHash: Hash256? {
    codec == Multicodec.dagCBOR && isBlake2b256 ? Hash256(digest) : nil
  }

  /// The CID whose `ethHash` is `hash`.
  package init(ethHash hash: Hash256) {
    self.init(
      codec: Multicodec.dagCBOR,
      multihash: Multihash(code: Multicodec.blake2b256, digest: hash.bytes))
  }
}
