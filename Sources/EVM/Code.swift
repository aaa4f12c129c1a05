import Primitives

/// Bytecode made ready to run: analysed once, run often.
///
/// The bytes are followed by zeros, which are STOPs, so that the loop needs no test for the end and a
/// truncated PUSH reads zeros as it must. A bitmap marks the JUMPDESTs that are instructions and not
/// data of a PUSH (Yellow Paper §9.4.3).
@safe
package final class Code: @unchecked Sendable {
  // Safe: filled in `init` and only read afterwards; `count + padding` bytes that live as long as
  // the object.
  let base: UnsafePointer<UInt8>
  // Safe: as `base`; one bit for each byte of code, 64 to a word.
  let jumpDestinations: UnsafePointer<UInt64>
  /// Bytes of code.
  package let count: Int

  /// Enough for a PUSH32 at the last byte, read in steps of 8.
  private static let padding = 48

  package convenience init(_ code: [UInt8]) {
    unsafe self.init(count: code.count) { target in unsafe target.copyBytes(from: code) }
  }

  package convenience init(_ code: ByteView) {
    unsafe self.init(count: code.count) { target in
      unsafe code.withUnsafeBytes { source in unsafe target.copyMemory(from: source) }
    }
  }

  private init(count: Int, fill: (UnsafeMutableRawBufferPointer) -> Void) {
    let size = count + Code.padding
    let bytes = UnsafeMutablePointer<UInt8>.allocate(capacity: size)
    unsafe fill(UnsafeMutableRawBufferPointer(start: bytes, count: count))
    unsafe (bytes + count).initialize(repeating: 0, count: Code.padding)

    let words = count / 64 + 1
    let map = UnsafeMutablePointer<UInt64>.allocate(capacity: words)
    unsafe map.initialize(repeating: 0, count: words)
    var position = 0
    while position < count {
      let byte = unsafe bytes[position]
      if byte == Opcode.jumpdest.rawValue {
        unsafe map[position >> 6] |= 1 << UInt64(position & 63)
        position += 1
      } else {
        position += 1 + Opcode(byte: byte).immediates
      }
    }

    unsafe base = UnsafePointer(bytes)
    unsafe jumpDestinations = UnsafePointer(map)
    self.count = count
  }

  deinit {
    unsafe base.deallocate()
    unsafe jumpDestinations.deallocate()
  }

  /// A copy of the code without its padding.
  package var bytes: [UInt8] { withExtendedLifetime(self) { view.bytes } }

  /// The code without its padding, lent as long as the object lives.
  package var view: ByteView {
    unsafe ByteView(UnsafeRawBufferPointer(start: base, count: count))
  }

  /// What the loop uses of it, lent as long as the object lives.
  var borrowed: BorrowedCode {
    unsafe BorrowedCode(base: base, jumpDestinations: jumpDestinations, count: count)
  }
}

/// A code's pointers without its reference: a frame lives within a call that holds the code.
@safe
struct BorrowedCode {
  // Safe: see `Code`, which outlives this.
  fileprivate let base: UnsafePointer<UInt8>
  fileprivate let jumpDestinations: UnsafePointer<UInt64>
  let count: Int

  var view: ByteView {
    unsafe ByteView(UnsafeRawBufferPointer(start: base, count: count))
  }

  /// Whether a jump may land at `position`.
  @inline(__always)
  func isJumpDestination(_ position: UInt256) -> Bool {
    guard position.fitsUInt64, position.limb0 < UInt64(truncatingIfNeeded: count) else {
      return false
    }
    let index = Int(truncatingIfNeeded: position.limb0)
    return unsafe jumpDestinations[index &>> 6] &>> UInt64(truncatingIfNeeded: index & 63) & 1 == 1
  }
}

extension BorrowedCode {
  /// The `count` bytes of a PUSH's immediate at `position`, zeros beyond the end of the code.
  func immediate(at position: Int, count: Int) -> UInt256 {
    // Code is padded with more bytes than an immediate has.
    var place = CodePointer(self, at: position)
    return place.takeWord(count)
  }
}

/// The loop's place in the code: the address of the byte to read next.
///
/// Safe where it is used: it starts in the code, jumps only to marked destinations, and an
/// instruction's bytes, padding included, are always there.
@safe
struct CodePointer {
  private var address: UnsafePointer<UInt8>

  /// The place `position` bytes from the start.
  @inline(__always)
  init(_ code: BorrowedCode, at position: Int = 0) { unsafe address = code.base + position }

  @inline(__always)
  var opcode: Opcode { unsafe Opcode(byte: address.pointee) }

  /// Bytes from the start of `code`.
  @inline(__always)
  func offset(in code: BorrowedCode) -> Int { unsafe address - code.base }

  /// Bytes from `other` to here, negative when it lies further on.
  @inline(__always)
  func distance(from other: CodePointer) -> Int64 {
    unsafe Int64(truncatingIfNeeded: address - other.address)
  }

  @inline(__always)
  mutating func advance(_ count: Int = 1) { unsafe address += count }

  /// Goes to a position that `Code.isJumpDestination` has approved.
  @inline(__always)
  mutating func jump(to position: UInt256, in code: BorrowedCode) {
    unsafe address = code.base + Int(truncatingIfNeeded: position.limb0)
  }

  /// The next `count` bytes, big-endian, as a word; moves past them.
  @inline(__always)
  mutating func takeWord(_ count: Int) -> UInt256 {
    let word = UInt256(
      limbs: limb(endingAt: count), limb(endingAt: count - 8), limb(endingAt: count - 16),
      limb(endingAt: count - 24))
    advance(count)
    return word
  }

  /// The up to 8 bytes before `end` as a number; code is padded, so 8 may always be read.
  @inline(__always)
  private func limb(endingAt end: Int) -> UInt64 {
    if end <= 0 { return 0 }
    let source = unsafe UnsafeRawPointer(address) + max(0, end - 8)
    let eight = unsafe UInt64(bigEndian: source.loadUnaligned(as: UInt64.self))
    return end >= 8 ? eight : eight &>> UInt64(64 - 8 * end)
  }
}
