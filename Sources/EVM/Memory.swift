#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif
import Primitives

// A frame's memory is one block whose bytes beyond `size` are always zero: growing within the block
// is then only a new size, and the block is wiped once, when the frame ends. A new block comes zeroed
// from the allocator, so large memories cost pages only as they are touched.
//
// `size` is what MSIZE answers, a multiple of 32. Who pays for growth and where it ends is in
// `Frame+Memory`; here every region was already made to fit.

/// The memory of one frame.
@safe
struct Memory {
  // Safe: owned by the frame until the pool takes it back; `capacity` bytes, zero from `size` on.
  private(set) var base: UnsafeMutableRawPointer
  /// Bytes in use, a multiple of 32.
  private(set) var size: UInt64 = 0
  private(set) var capacity: Int
  /// What `size` has cost, in the unit of the schedule.
  var cost: Int64 = 0

  /// A block of its own; allocation failure gives nil.
  init?(capacity: Int) {
    guard let block = unsafe calloc(1, capacity) else { return nil }
    unsafe base = block
    self.capacity = capacity
  }

  func deallocate() { unsafe free(base) }

  /// Forgets the contents; the block stays.
  mutating func wipe() {
    unsafe memset(base, 0, Int(size))
    size = 0
    cost = 0
  }

  /// Makes `newSize` bytes usable, a multiple of 32 not below `size`; false if there is no memory.
  @inline(__always)
  mutating func grow(to newSize: UInt64) -> Bool {
    if newSize > UInt64(truncatingIfNeeded: capacity), !move(toHold: newSize) { return false }
    size = newSize
    return true
  }

  @inline(never)
  private mutating func move(toHold newSize: UInt64) -> Bool {
    let wanted = max(Int(newSize), 2 * capacity)
    guard let block = unsafe calloc(1, wanted) else { return false }
    unsafe memcpy(block, base, Int(size))
    unsafe free(base)
    unsafe base = block
    capacity = wanted
    return true
  }

  /// Whether 32 bytes at `offset` are in use.
  @inline(__always)
  func holdsWord(at offset: UInt256) -> Bool {
    // Safe: with at least 32 bytes in use `size - 31` does not wrap; with none nothing is below 0.
    offset.fitsUInt64 && offset.limb0 < (size &- 31) && size != 0
  }

  /// The same for an offset of one limb.
  @inline(__always)
  func holdsWord(at offset: UInt64) -> Bool { offset < (size &- 31) && size != 0 }

  /// Whether the byte at `offset` is in use.
  @inline(__always)
  func holdsByte(at offset: UInt256) -> Bool { offset.fitsUInt64 && offset.limb0 < size }

  /// 32 big-endian bytes in use.
  @inline(__always)
  func loadWord(at offset: UInt64) -> UInt256 {
    unsafe UInt256(bigEndianAt: base + Int(truncatingIfNeeded: offset))
  }

  /// Writes 32 big-endian bytes in use.
  @inline(__always)
  func storeWord(_ word: UInt256, at offset: UInt64) {
    unsafe word.storeBigEndian(to: base + Int(truncatingIfNeeded: offset))
  }

  /// Writes a byte in use.
  @inline(__always)
  func storeByte(_ byte: UInt8, at offset: UInt64) {
    unsafe base.storeBytes(of: byte, toByteOffset: Int(truncatingIfNeeded: offset), as: UInt8.self)
  }

  /// Bytes in use, lent until the memory grows or is used anew.
  @inline(__always)
  func view(_ region: Region) -> ByteView {
    region.count == 0
      ? ByteView()
      : unsafe ByteView(UnsafeRawBufferPointer(start: base + region.offset, count: region.count))
  }

  /// Fills a region in use with `source` from `start` on, and with zeros past its end.
  @inline(__always)
  func copy(_ source: ByteView, from start: UInt256, to region: Region) {
    let begin = start.clampedToUInt64
    let size = UInt64(truncatingIfNeeded: source.count)
    let count = begin < size ? min(region.count, Int(truncatingIfNeeded: size &- begin)) : 0
    let target = unsafe base + region.offset
    if count > 0 {
      unsafe source.withUnsafeBytes { bytes in
        let address = unsafe bytes.baseAddress.unsafelyUnwrapped + Int(truncatingIfNeeded: begin)
        unsafe target.copyMemory(from: address, byteCount: count)
      }
    }
    if count < region.count { unsafe memset(target + count, 0, region.count &- count) }
  }

  /// Writes the first bytes of `source`, as many as fit the region; the rest stays.
  func write(_ source: ByteView, to region: Region) {
    let count = min(region.count, source.count)
    guard count > 0 else { return }
    unsafe source.withUnsafeBytes { bytes in
      guard let address = bytes.baseAddress else { return }
      unsafe memcpy(base + region.offset, address, count)
    }
  }

  /// MCOPY: the regions may overlap.
  func move(from source: Region, to target: Region) {
    guard source.count > 0 else { return }
    unsafe memmove(base + target.offset, base + source.offset, source.count)
  }
}

/// A part of memory in use; an empty one is at 0.
struct Region {
  var offset: Int
  var count: Int

  static let empty = Region(offset: 0, count: 0)
}
