import Cryptography
import Primitives

/// 0x100: an ECDSA signature on the curve P-256 (EIP-7951).
///
/// Input, 160 bytes: digest ‖ r ‖ s ‖ x ‖ y; output: the word 1 when the signature is valid, else
/// nothing. It never fails.
enum P256VerifyContract {
  static let history = [PrecompileVersion(.osaka, eip: 7951, .flat(6900), run: run)]

  @Sendable
  static func run(_ input: Span<UInt8>) -> [UInt8]? {
    guard input.count == 160,
      Secp256r1.verify(
        digest: Hash256(word: input.word(at: 0)), r: input.word(at: 32), s: input.word(at: 64),
        x: input.word(at: 96), y: input.word(at: 128))
    else { return [] }
    return UInt256.one.bigEndianBytes
  }
}
