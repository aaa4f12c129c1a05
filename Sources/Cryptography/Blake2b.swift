public import Primitives

/// BLAKE2b without key, salt or personalisation (RFC 7693): what Filecoin hashes with.
///
/// Sizes in use: 4 (checksum of an address), 20 (address of a key), 32 (CIDs, message digests), 64.
public enum Blake2b {
  /// The digest of `size` bytes; `size` is 1 to 64.
  public static func hash(_ bytes: some Sequence<UInt8>, size: Int) -> [UInt8] {
    precondition((1...64).contains(size), "BLAKE2b has digests of 1 to 64 bytes, not \(size)")
    return unsafe withBytes(of: bytes) { unsafe digest(UnsafeRawBufferPointer($0), size: size) }
  }

  /// The 32-byte digest as one value.
  public static func hash256(_ bytes: some Sequence<UInt8>) -> Hash256 {
    hash256(
      state: unsafe withBytes(of: bytes) { unsafe absorb(UnsafeRawBufferPointer($0), size: 32) })
  }

  private static func hash256(state: Blake2Compression.State) -> Hash256 {
    Hash256(
      word: UInt256(
        limbs: state[3].byteSwapped, state[2].byteSwapped, state[1].byteSwapped,
        state[0].byteSwapped))
  }

  /// The same for an array, which other modules then hash without looking up what it is.
  public static func hash256(_ bytes: [UInt8]) -> Hash256 {
    hash256(state: unsafe bytes.withUnsafeBytes { unsafe absorb($0, size: 32) })
  }

  private static func digest(_ bytes: UnsafeRawBufferPointer, size: Int) -> [UInt8] {
    let state = unsafe absorb(bytes, size: size)
    return (0..<size).map { UInt8(truncatingIfNeeded: state[$0 / 8] >> UInt64(8 * ($0 % 8))) }
  }

  private static func absorb(
    _ bytes: UnsafeRawBufferPointer, size: Int
  ) -> Blake2Compression.State {
    var state = Blake2Compression.initialState
    // Parameter block: digest length, no key, fan-out and depth 1.
    state[0] ^= 0x0101_0000 ^ UInt64(size)
    var start = 0
    while bytes.count - start > 128 {
      var block = Blake2Compression.Block(repeating: 0)
      for index in 0..<16 {
        // Safe: at least 128 bytes are left from `start`.
        block[index] = UInt64(
          littleEndian: unsafe bytes.loadUnaligned(
            fromByteOffset: start + 8 * index, as: UInt64.self))
      }
      start += 128
      Blake2Compression.compress(
        &state, block, offset: (UInt64(start), 0), final: false, rounds: 12)
    }
    var block = Blake2Compression.Block(repeating: 0)
    for index in start..<bytes.count {
      let place = index - start
      block[place / 8] |= UInt64(unsafe bytes[index]) << UInt64(8 * (place % 8))
    }
    Blake2Compression.compress(
      &state, block, offset: (UInt64(bytes.count), 0), final: true, rounds: 12)
    return state
  }
}
