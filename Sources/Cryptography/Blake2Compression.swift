import CBlake2b

/// BLAKE2b's compression function F (RFC 7693 §3.2), shared by the hash and by Blake2F.
enum Blake2Compression {
  typealias State = InlineArray<8, UInt64>
  typealias Block = InlineArray<16, UInt64>

  /// Initialisation vector: the fractional parts of the square roots of the first eight primes.
  static var initialState: State {
    [
      0x6a09_e667_f3bc_c908, 0xbb67_ae85_84ca_a73b, 0x3c6e_f372_fe94_f82b, 0xa54f_f53a_5f1d_36f1,
      0x510e_527f_ade6_82d1, 0x9b05_688c_2b3e_6c1f, 0x1f83_d9ab_fb41_bd6b, 0x5be0_cd19_137e_2179,
    ]
  }

  /// Mixes `block` into `state`. `offset` counts the bytes hashed so far, low word first; `final`
  /// marks the last block.
  static func compress(
    _ state: inout State, _ block: Block, offset: (UInt64, UInt64), final: Bool, rounds: UInt32
  ) {
    let offset: InlineArray<2, UInt64> = [offset.0, offset.1]
    // Safe: the C function reads and writes the 8 words, reads the 16 and the 2, and keeps nothing.
    var words = state.mutableSpan
    unsafe words.withUnsafeMutableBufferPointer { state in
      unsafe block.span.withUnsafeBufferPointer { block in
        unsafe offset.span.withUnsafeBufferPointer { offset in
          unsafe cblake2b_compress(
            state.baseAddress, block.baseAddress, offset.baseAddress, final ? .max : 0, rounds)
        }
      }
    }
  }
}
