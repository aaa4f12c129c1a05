/// Codes of the multicodec table that Filecoin's state uses.
package enum Multicodec {
  /// Plain bytes, no links.
  package static let raw: UInt64 = 0x55
  /// CBOR without links: actor parameters and event values.
  package static let cbor: UInt64 = 0x51
  /// CBOR with links: every state block.
  package static let dagCBOR: UInt64 = 0x71
  /// Roots of unsealed and sealed sectors: no blocks of the state (ref-fvm `ipld/mod.rs`).
  package static let filCommitmentUnsealed: UInt64 = 0xf101
  package static let filCommitmentSealed: UInt64 = 0xf102

  /// Hash functions.
  package static let identity: UInt64 = 0x00
  package static let sha256: UInt64 = 0x12
  package static let keccak256: UInt64 = 0x1b
  package static let ripemd160: UInt64 = 0x1053
  package static let blake2b256: UInt64 = 0xb220
  package static let blake2b512: UInt64 = 0xb240
  package static let sha256Trunc254Padded: UInt64 = 0x1012
  package static let poseidonBLS12381A2FC1: UInt64 = 0xb401
}
