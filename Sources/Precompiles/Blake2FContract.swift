import Cryptography
import Primitives

/// 0x09: the compression function of BLAKE2b with a given number of rounds (EIP-152).
///
/// Input, 213 bytes: rounds (4, big-endian) ‖ h (8 × 8) ‖ m (16 × 8) ‖ t (2 × 8), all little-endian
/// ‖ final flag (1); output: the new h. Any other length, or a flag above 1, fails.
enum Blake2FContract {
  static let history = [PrecompileVersion(.istanbul, eip: 152, .computed(gas), run: run)]

  private static let length = 213

  /// One gas a round.
  @Sendable
  static func gas(_ input: Span<UInt8>) -> UInt64 {
    input.count == length ? UInt64(rounds(input)) : 0
  }

  @Sendable
  static func run(_ input: Span<UInt8>) -> [UInt8]? {
    guard input.count == length, input[212] < 2 else { return nil }
    let state = (0..<8).map { limb(input, at: 4 + 8 * $0) }
    let block = (0..<16).map { limb(input, at: 68 + 8 * $0) }
    let result = Blake2F.compress(
      rounds: rounds(input), h: state, m: block, t: (limb(input, at: 196), limb(input, at: 204)),
      final: input[212] == 1)
    return result.flatMap { limb in (0..<8).map { UInt8(truncatingIfNeeded: limb >> (8 * $0)) } }
  }

  private static func rounds(_ input: Span<UInt8>) -> UInt32 {
    UInt32(input[0]) << 24 | UInt32(input[1]) << 16 | UInt32(input[2]) << 8 | UInt32(input[3])
  }

  private static func limb(_ input: Span<UInt8>, at offset: Int) -> UInt64 {
    (0..<8).reduce(0) { $0 | UInt64(input[offset + $1]) << UInt64(8 * $1) }
  }
}
