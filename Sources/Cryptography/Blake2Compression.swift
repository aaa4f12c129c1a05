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
    var v = Block(repeating: 0)
    let vector = initialState
    for index in 0..<8 {
      v[index] = state[index]
      v[index + 8] = vector[index]
    }
    v[12] ^= offset.0
    v[13] ^= offset.1
    if final { v[14] = ~v[14] }
    var schedule = 0
    for _ in 0..<rounds {
      round(schedule, &v, block)
      schedule = schedule == 9 ? 0 : schedule + 1
    }
    for index in 0..<8 { state[index] ^= v[index] ^ v[index + 8] }
  }

  /// One round with the message schedule SIGMA (RFC 7693 §2.7), row `schedule` of ten.
  @inline(__always)
  private static func round(_ schedule: Int, _ v: inout Block, _ m: borrowing Block) {
    switch schedule {
    case 0: mix(&v, m, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15)
    case 1: mix(&v, m, 14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3)
    case 2: mix(&v, m, 11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4)
    case 3: mix(&v, m, 7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8)
    case 4: mix(&v, m, 9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13)
    case 5: mix(&v, m, 2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9)
    case 6: mix(&v, m, 12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11)
    case 7: mix(&v, m, 13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10)
    case 8: mix(&v, m, 6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5)
    default: mix(&v, m, 10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0)
    }
  }

  @inline(__always)
  private static func mix(
    _ v: inout Block, _ m: borrowing Block,
    _ s0: Int, _ s1: Int, _ s2: Int, _ s3: Int, _ s4: Int, _ s5: Int, _ s6: Int, _ s7: Int,
    _ s8: Int, _ s9: Int, _ s10: Int, _ s11: Int, _ s12: Int, _ s13: Int, _ s14: Int, _ s15: Int
  ) {
    mix(&v, 0, 4, 8, 12, m[s0], m[s1])
    mix(&v, 1, 5, 9, 13, m[s2], m[s3])
    mix(&v, 2, 6, 10, 14, m[s4], m[s5])
    mix(&v, 3, 7, 11, 15, m[s6], m[s7])
    mix(&v, 0, 5, 10, 15, m[s8], m[s9])
    mix(&v, 1, 6, 11, 12, m[s10], m[s11])
    mix(&v, 2, 7, 8, 13, m[s12], m[s13])
    mix(&v, 3, 4, 9, 14, m[s14], m[s15])
  }

  /// The mixing function G (RFC 7693 §3.1). Additions wrap by definition.
  @inline(__always)
  private static func mix(
    _ v: inout Block, _ ia: Int, _ ib: Int, _ ic: Int, _ id: Int, _ x: UInt64, _ y: UInt64
  ) {
    var (a, b, c, d) = (v[ia], v[ib], v[ic], v[id])
    a = a &+ b &+ x
    d = rotateRight(d ^ a, 32)
    c = c &+ d
    b = rotateRight(b ^ c, 24)
    a = a &+ b &+ y
    d = rotateRight(d ^ a, 16)
    c = c &+ d
    b = rotateRight(b ^ c, 63)
    (v[ia], v[ib], v[ic], v[id]) = (a, b, c, d)
  }

  @inline(__always)
  private static func rotateRight(_ value: UInt64, _ count: UInt64) -> UInt64 {
    value &>> count | value &<< (64 &- count)
  }
}
