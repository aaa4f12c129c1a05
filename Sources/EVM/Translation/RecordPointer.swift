import Primitives

// A record is one or more units of 8 bytes. The first:
//
//     byte  0  operation
//           1  detail: the opcode that a slow instruction performs
//         2-3  a   what is written
//         4-5  b   operands
//         6-7  c
//
// a, b and c are signed byte offsets from the window: the stack's first free word as it was when the
// block was entered. Where a record names more registers, its second unit holds d, e and f likewise. Words of the stack lie below, what the block pushes lies at and above it, and
// above that what lies in no word of the stack for now. Constants follow as one limb or four.
//
// The first record of a block is its `enter`: a and b hold the lowest height it needs and the span
// above it that leaves room (as `InstructionEntry`), the second unit the gas of the block up to its
// first slow instruction and the position of its first byte in the bytecode.
// A jump's second unit is the distance in bytes from the record to the `enter` it goes to.

/// The loop's place in translated code.
///
/// Safe where it is used: the translator lays records out as read here, ends every path with a
/// record that leaves, and the code outlives the frame.
@safe
struct RecordPointer {
  private(set) var address: UnsafeRawPointer

  @inline(__always)
  init(_ address: UnsafeRawPointer) { unsafe self.address = address }

  @inline(__always)
  var operation: Operation {
    // Safe: the translator writes no other bytes than the raw values.
    unsafe unsafeBitCast(address.load(as: UInt8.self), to: Operation.self)
  }

  @inline(__always)
  var detail: Opcode { unsafe Opcode(byte: address.load(fromByteOffset: 1, as: UInt8.self)) }

  @inline(__always)
  var a: Int { unsafe Int(address.load(fromByteOffset: 2, as: Int16.self)) }
  @inline(__always)
  var b: Int { unsafe Int(address.load(fromByteOffset: 4, as: Int16.self)) }
  @inline(__always)
  var c: Int { unsafe Int(address.load(fromByteOffset: 6, as: Int16.self)) }

  // Fields of a second unit that names registers.
  @inline(__always)
  var d: Int { unsafe Int(address.load(fromByteOffset: 8, as: Int16.self)) }
  @inline(__always)
  var e: Int { unsafe Int(address.load(fromByteOffset: 10, as: Int16.self)) }
  @inline(__always)
  var f: Int { unsafe Int(address.load(fromByteOffset: 12, as: Int16.self)) }

  /// The lowest height and the span of an `enter`, in bytes of stack.
  @inline(__always)
  var heights: (minimum: UInt32, range: UInt32) {
    unsafe (
      UInt32(address.load(fromByteOffset: 2, as: UInt16.self)),
      UInt32(address.load(fromByteOffset: 4, as: UInt16.self))
    )
  }

  /// The second unit.
  @inline(__always)
  var limb: UInt64 { unsafe address.load(fromByteOffset: 8, as: UInt64.self) }

  /// The third unit.
  @inline(__always)
  var secondLimb: UInt64 { unsafe address.load(fromByteOffset: 16, as: UInt64.self) }

  /// The second unit's halves.
  @inline(__always)
  var low: Int { unsafe Int(address.load(fromByteOffset: 8, as: Int32.self)) }
  @inline(__always)
  var high: Int { unsafe Int(address.load(fromByteOffset: 12, as: Int32.self)) }

  /// The four limbs from unit `index` on.
  @inline(__always)
  func constant(at index: Int) -> UInt256 {
    let start = unsafe address + 8 &* index
    return unsafe UInt256(
      limbs: start.load(as: UInt64.self), start.load(fromByteOffset: 8, as: UInt64.self),
      start.load(fromByteOffset: 16, as: UInt64.self),
      start.load(fromByteOffset: 24, as: UInt64.self))
  }

  @inline(__always)
  mutating func advance(units: Int) { unsafe address += 8 &* units }

  @inline(__always)
  mutating func advance(bytes: Int) { unsafe address += bytes }
}

/// The words that a block's records name: the stack around its height at the block's start.
///
/// Safe where it is used: `enter` has checked the height for every word of the block, and the stack's
/// memory goes on above its limit for the words that are not of the stack.
@safe
struct Window {
  private(set) var base: UnsafeMutableRawPointer

  @inline(__always)
  init(_ top: StackTop) { unsafe base = UnsafeMutableRawPointer(top.free) }

  @inline(__always)
  subscript(offset: Int) -> UInt256 {
    get { unsafe (base + offset).load(as: UInt256.self) }
    nonmutating set { unsafe (base + offset).storeBytes(of: newValue, as: UInt256.self) }
  }

  /// Limb `index` of a word, 0 beyond the last.
  @inline(__always)
  func limb(_ index: Int, of offset: Int) -> UInt64 {
    index > 3 ? 0 : unsafe (base + offset + 8 &* index).load(as: UInt64.self)
  }

  /// The stack as slow instructions take it, with its first free word at `offset`.
  @inline(__always)
  func top(_ offset: Int) -> StackTop {
    unsafe StackTop((base + offset).assumingMemoryBound(to: UInt256.self))
  }

  /// Takes the height at a block's end for the next block's window.
  @inline(__always)
  mutating func move(_ offset: Int) { unsafe base += offset }
}
