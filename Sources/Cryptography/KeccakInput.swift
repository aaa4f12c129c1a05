public import Primitives

/// A short input of Keccak-256, put together without an array: at most 135 bytes, which is what one
/// permutation absorbs.
public struct KeccakInput {
  /// Bytes that one permutation absorbs beside the padding.
  public static let limit = 135

  private var bytes = InlineArray<136, UInt8>(repeating: 0)
  public private(set) var count = 0

  public init() {}

  /// Adds a byte.
  public mutating func append(_ byte: UInt8) {
    precondition(count < KeccakInput.limit, "the input is longer than a block")
    bytes[count] = byte
    count += 1
  }

  /// Adds the last `size` of the word's 32 big-endian bytes.
  public mutating func append(_ word: UInt256, bytes size: Int = 32) {
    precondition(
      (0...32).contains(size) && count + size <= KeccakInput.limit,
      "the input is longer than a block")
    let start = count
    unsafe withUnsafeTemporaryAllocation(byteCount: 32, alignment: 8) { buffer in
      // Safe: 32 bytes are written to a buffer of 32, and `size` of them to a place that was just
      // checked to be there.
      let digits = unsafe buffer.baseAddress.unsafelyUnwrapped
      unsafe word.storeBigEndian(to: digits)
      unsafe withUnsafeMutableBytes(of: &bytes) { target in
        let place = unsafe target.baseAddress.unsafelyUnwrapped + start
        unsafe place.copyMemory(from: digits + (32 - size), byteCount: size)
      }
    }
    count += size
  }

  /// The digest of what was added.
  public var hash: Hash256 {
    unsafe withUnsafeBytes(of: bytes) { buffer in
      unsafe Keccak256.hash(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
    }
  }
}
