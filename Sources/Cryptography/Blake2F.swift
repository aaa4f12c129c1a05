/// The BLAKE2b compression function with a free number of rounds, as precompile 0x09 offers it.
public enum Blake2F {
  /// The state after one compression (EIP-152).
  ///
  /// `h` has 8 words, `m` 16, `t` is the byte offset, low word first; `final` marks the last block.
  public static func compress(
    rounds: UInt32, h: [UInt64], m: [UInt64], t: (UInt64, UInt64), final: Bool
  ) -> [UInt64] {
    precondition(h.count == 8 && m.count == 16, "BLAKE2b has 8 state and 16 message words")
    var state = Blake2Compression.State { h[$0] }
    let block = Blake2Compression.Block { m[$0] }
    Blake2Compression.compress(&state, block, offset: t, final: final, rounds: rounds)
    return (0..<8).map { state[$0] }
  }
}
