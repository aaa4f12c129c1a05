import Cryptography
import Primitives

/// 0x01: the address whose key signed a digest (Yellow Paper, appendix E).
///
/// Input: digest ‖ v ‖ r ‖ s, a word each; output: the address as a word. Malformed signatures give
/// no output and do not fail.
enum ECRecoverContract {
  static let history = [PrecompileVersion(.frontier, eip: nil, .flat(3000), run: run)]

  @Sendable
  static func run(_ input: Span<UInt8>) -> [UInt8]? {
    let parity = input.word(at: 32) - 27
    guard parity.fitsUInt64, parity.limb0 < 2,
      let address = Secp256k1.recoverAddress(
        digest: Hash256(word: input.word(at: 0)), r: input.word(at: 64), s: input.word(at: 96),
        recoveryID: UInt8(parity.limb0))
    else { return [] }
    return address.word.bigEndianBytes
  }
}
