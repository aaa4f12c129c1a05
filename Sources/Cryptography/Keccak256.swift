import CKeccak
public import Primitives

/// Keccak-256 with the padding that Ethereum uses (not SHA3-256).
public enum Keccak256 {
  /// The digest of a contiguous run of bytes.
  public static func hash(_ bytes: some Sequence<UInt8>) -> Hash256 {
    let digest: Hash256? = bytes.withContiguousStorageIfAvailable { buffer in
      unsafe hash(UnsafeRawBufferPointer(buffer))
    }
    return digest ?? hash(Array(bytes))
  }

  /// The same for an array, which other modules then hash without looking up what it is.
  public static func hash(_ bytes: [UInt8]) -> Hash256 {
    unsafe bytes.withUnsafeBytes { unsafe hash($0) }
  }

  /// The digest of borrowed memory.
  @unsafe
  public static func hash(_ bytes: UnsafeRawBufferPointer) -> Hash256 {
    unsafe withUnsafeTemporaryAllocation(byteCount: 32, alignment: 8) { output in
      // Safe: the C function reads `count` bytes and writes exactly 32.
      let input = unsafe bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
      let result = unsafe output.baseAddress.unsafelyUnwrapped.assumingMemoryBound(to: UInt8.self)
      unsafe ckeccak_256(input, bytes.count, result)
      return unsafe Hash256(word: UInt256(bigEndianAt: UnsafeRawPointer(result)))
    }
  }
}
