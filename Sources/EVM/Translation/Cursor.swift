import Primitives

/// The loop's registers.
@safe
struct Cursor {
  var record: RecordPointer
  var window: Window
  var gas: Int64

  /// Passes the `enter` at `record`: false if the heights do not fit or the gas is not there.
  ///
  /// Nothing is changed then.
  @inline(__always)
  mutating func enter(_ base: UnsafeMutablePointer<UInt256>) -> Bool {
    let (minimum, range) = record.heights
    let height = unsafe UInt32(
      truncatingIfNeeded: Int(bitPattern: window.base) &- Int(bitPattern: base))
    let left = gas &- Int64(record.low)
    guard height &- minimum <= range, left >= 0 else { return false }
    gas = left
    record.advance(units: 2)
    return true
  }

  @inline(__always)
  mutating func unary(units: Int = 1, _ body: (UInt256) -> UInt256) {
    window[record.a] = body(window[record.b].limbwise)
    record.advance(units: units)
  }

  @inline(__always)
  mutating func binary(_ body: (UInt256, UInt256) -> UInt256) {
    window[record.a] = body(window[record.b].limbwise, window[record.c].limbwise)
    record.advance(units: 1)
  }

  @inline(__always)
  mutating func binaryConstant(_ body: (UInt256, UInt256) -> UInt256) {
    window[record.a] = body(window[record.b].limbwise, record.constant(at: 1))
    record.advance(units: 5)
  }

  @inline(__always)
  mutating func binaryLimb(_ body: (UInt256, UInt64) -> UInt256) {
    window[record.a] = body(window[record.b].limbwise, record.limb)
    record.advance(units: 2)
  }

  @inline(__always)
  mutating func counted(_ body: (UInt256, UInt64) -> UInt256) {
    window[record.a] = body(
      window[record.b].limbwise, UInt64(truncatingIfNeeded: record.c))
    record.advance(units: 1)
  }

  @inline(__always)
  mutating func compare(_ body: (UInt256, UInt256) -> Bool) {
    binary { UInt256(body($0, $1) ? 1 : 0 as UInt64) }
  }

  @inline(__always)
  mutating func compareConstant(_ body: (UInt256, UInt256) -> Bool) {
    binaryConstant { UInt256(body($0, $1) ? 1 : 0 as UInt64) }
  }

  @inline(__always)
  mutating func compareLimb(_ body: (UInt256, UInt64) -> Bool) {
    binaryLimb { UInt256(body($0, $1) ? 1 : 0 as UInt64) }
  }

  @inline(__always)
  mutating func push(_ word: UInt256) {
    window[record.a] = word
    record.advance(units: 1)
  }

  @inline(__always)
  mutating func push(_ word: UInt64) { push(UInt256(word)) }

  /// Goes to the block of a jump, or past the jump.
  @inline(__always)
  mutating func jump(if condition: Bool, units: Int) {
    let distance = condition ? record.low : 8 &* units
    window.move(record.c)
    record.advance(bytes: distance)
  }

  @inline(__always)
  mutating func jumpIf(_ body: (UInt256, UInt256) -> Bool) {
    jump(if: body(window[record.a].limbwise, window[record.b].limbwise), units: 2)
  }

  @inline(__always)
  mutating func jumpIfConstant(_ body: (UInt256, UInt256) -> Bool) {
    jump(if: body(window[record.a].limbwise, record.constant(at: 2)), units: 6)
  }

  @inline(__always)
  mutating func jumpIfLimb(_ body: (UInt256, UInt64) -> Bool) {
    jump(if: body(window[record.a].limbwise, record.secondLimb), units: 3)
  }

  @inline(__always)
  mutating func jumpIf(_ body: (UInt256) -> Bool) {
    jump(if: body(window[record.a].limbwise), units: 2)
  }
}
