import Cryptography
import Primitives

/// 0x100: an ECDSA signature on the curve P-256 (EIP-7951).
///
/// Input, 160 bytes: digest ‖ r ‖ s ‖ x ‖ y; output: the word 1 when the signature is valid, else
/// nothing. It never fails.
enum P256VerifyContract {
  static let history = [PrecompileVersion(.osaka, eip: 7951, .flat(6900), run: run)]

  @Sendable
  static func run(_ input: Span<UInt8>) throws(PrecompileError) -> [UInt8]? {
    throw .unsupported(name: "P256VERIFY")
  }
}
