import Primitives

// The stack is 1024 words of plain memory that grows upwards. The loop holds one pointer, the first
// free word, in a register; an instruction reads its operands below it and writes its result in
// place, so that ADD is four loads, four additions and four stores and nothing is moved.
//
// Operands are read limb by limb (`UInt256.limbwise`): they were mostly just written so.
//
// Nobody below checks a bound: before an instruction runs, the loop has compared the height with the
// instruction's row (`InstructionEntry`), which covers every word the body may touch.

/// The memory of one frame's stack.
@safe
struct StackSpace {
  /// Items a stack holds (Yellow Paper §9.1).
  static let limit = 1024

  /// Words beyond the limit for what translated code keeps in no item of the stack.
  private static let spare = 1024

  // Safe: owned by the frame pool, freed once; `limit + spare` words, each written before it is read.
  let base: UnsafeMutablePointer<UInt256>

  init() {
    let memory = UnsafeMutableRawPointer.allocate(
      byteCount: (StackSpace.limit + StackSpace.spare) * 32, alignment: 64)
    let words = unsafe memory.bindMemory(
      to: UInt256.self, capacity: StackSpace.limit + StackSpace.spare)
    unsafe base = words
  }

  func deallocate() { unsafe base.deallocate() }
}

/// A view of the stack from its top: item 0 is the top.
///
/// Safe where it is used: the loop has checked against the instruction's row that the items exist or
/// that there is room for what is pushed, and the space outlives the frame.
@safe
struct StackTop {
  /// The first free word.
  var free: UnsafeMutablePointer<UInt256>

  @inline(__always)
  init(_ free: UnsafeMutablePointer<UInt256>) { unsafe self.free = free }

  /// The item `depth` below the top.
  @inline(__always)
  subscript(depth: Int) -> UInt256 {
    get { unsafe free[-1 - depth] }
    nonmutating set { unsafe free[-1 - depth] = newValue }
  }

  @inline(__always)
  mutating func drop(_ count: Int) { unsafe free -= count }

  @inline(__always)
  mutating func push(_ word: UInt256) {
    unsafe free.pointee = word
    unsafe free += 1
  }

  @inline(__always)
  mutating func push(_ word: UInt64) { push(UInt256(word)) }

  /// Replaces the top item.
  @inline(__always)
  func unary(_ body: (UInt256) -> UInt256) { self[0] = body(self[0].limbwise) }

  /// Replaces the two top items by one; the first argument is the top.
  @inline(__always)
  mutating func binary(_ body: (UInt256, UInt256) -> UInt256) {
    self[1] = body(self[0].limbwise, self[1].limbwise)
    drop(1)
  }

  /// Replaces the two top items by 1 or 0.
  @inline(__always)
  mutating func compare(_ body: (UInt256, UInt256) -> Bool) {
    self[1] = UInt256(body(self[0].limbwise, self[1].limbwise) ? 1 : 0 as UInt64)
    drop(1)
  }

  /// Replaces the three top items by one.
  @inline(__always)
  mutating func ternary(_ body: (UInt256, UInt256, UInt256) -> UInt256) {
    self[2] = body(self[0].limbwise, self[1].limbwise, self[2].limbwise)
    drop(2)
  }

  @inline(__always)
  mutating func duplicate(_ depth: Int) { push(self[depth - 1].limbwise) }

  @inline(__always)
  func exchange(_ depth: Int) {
    let top = self[0].limbwise
    self[0] = self[depth].limbwise
    self[depth] = top
  }
}
