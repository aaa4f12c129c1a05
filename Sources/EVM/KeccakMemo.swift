import Cryptography
import Primitives

/// Hashes of 32 and 64 bytes that were asked for before.
///
/// Solidity finds a mapping's slot by hashing 64 bytes, key and position, and an array's by hashing
/// 32; a contract hashes the same few again and again, and Keccak-256 costs as much as a hundred
/// instructions. A table with one place for each index: what comes later replaces what was there.
@safe
struct KeccakMemo {
  private struct Entry {
    /// The input's bytes as they lie in memory; the second half is zero for 32 bytes.
    var first = UInt256.zero
    var second = UInt256.zero
    var hash = UInt256.zero
    /// Bytes of the input; 0 for an empty place.
    var count = 0
  }

  private static let places = 256

  // Safe: owned by the interpreter, which outlives its frames and frees it once.
  private let entries: UnsafeMutablePointer<Entry>

  init() {
    unsafe entries = .allocate(capacity: KeccakMemo.places)
    unsafe entries.initialize(repeating: Entry(), count: KeccakMemo.places)
  }

  func deallocate() { unsafe entries.deallocate() }

  /// The Keccak-256 of the bytes.
  func hash(_ bytes: ByteView) -> UInt256 {
    unsafe bytes.withUnsafeBytes { bytes in
      let count = bytes.count
      guard count == 32 || count == 64, let start = bytes.baseAddress else {
        return unsafe Keccak256.hash(bytes).word
      }
      let first = unsafe start.loadUnaligned(as: UInt256.self)
      let second = count == 64 ? unsafe (start + 32).loadUnaligned(as: UInt256.self) : .zero
      let entry = unsafe entries + KeccakMemo.place(of: first, second)
      if unsafe entry.pointee.count == count, unsafe entry.pointee.first == first,
        unsafe entry.pointee.second == second
      {
        return unsafe entry.pointee.hash
      }
      let hash = unsafe Keccak256.hash(bytes).word
      unsafe entry.pointee = Entry(first: first, second: second, hash: hash, count: count)
      return hash
    }
  }

  /// Any spread will do: a collision costs one hash.
  private static func place(of first: UInt256, _ second: UInt256) -> Int {
    let left = first.limb0 ^ first.limb1 &* 3 ^ first.limb2 &* 5 ^ first.limb3 &* 7
    let right = second.limb0 ^ second.limb1 &* 3 ^ second.limb2 &* 5 ^ second.limb3 &* 7
    let mixed = (left ^ (right << 32 | right >> 32)) &* 0x9e37_79b9_7f4a_7c15
    return Int(truncatingIfNeeded: mixed >> 56)
  }
}
