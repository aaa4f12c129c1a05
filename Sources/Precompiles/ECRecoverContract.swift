import Cryptography
import Primitives

/// 0x01: the address whose key signed a digest (Yellow Paper, appendix E).
///
/// Input: digest ‖ v ‖ r ‖ s, a word each; output: the address as a word. Malformed signatures give
/// no output and do not fail.
enum ECRecoverContract {
  static let history = [PrecompileVersion(.frontier, eip: nil, .flat(3000), run: run)]

  @Sendable
  static func run(_ input: Span<UInt8>) throws(PrecompileError) -> [UInt8]? {
    throw .unsupported(name: "ECREC")
  }
}
