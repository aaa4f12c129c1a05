import Primitives

/// Appends records (their layout is at `RecordPointer`).
struct RecordWriter {
  private(set) var units: [UInt64] = []

  /// Where the next record begins, in units.
  var position: Int { units.count }

  init(capacity: Int) { units.reserveCapacity(capacity) }

  /// A record's first unit; the fields are byte offsets that fit 16 bits.
  @inline(__always)
  mutating func append(
    _ operation: Operation, a: Int = 0, b: Int = 0, c: Int = 0, detail: UInt8 = 0
  ) {
    units.append(
      UInt64(operation.rawValue) | UInt64(detail) << 8 | RecordWriter.field(a) << 16
        | RecordWriter.field(b) << 32 | RecordWriter.field(c) << 48)
  }

  private static func field(_ value: Int) -> UInt64 { UInt64(UInt16(truncatingIfNeeded: value)) }

  mutating func append(limb: UInt64) { units.append(limb) }

  mutating func append(constant: UInt256) {
    units.append(constant.limb0)
    units.append(constant.limb1)
    units.append(constant.limb2)
    units.append(constant.limb3)
  }

  /// A unit of two halves; `high` in the upper one.
  mutating func append(low: Int, high: Int) { units.append(RecordWriter.pair(low, high)) }

  mutating func setLimb(_ limb: UInt64, at position: Int) { units[position] = limb }

  mutating func setPair(low: Int, high: Int, at position: Int) {
    units[position] = RecordWriter.pair(low, high)
  }

  private static func pair(_ low: Int, _ high: Int) -> UInt64 {
    UInt64(UInt32(truncatingIfNeeded: low)) | UInt64(UInt32(truncatingIfNeeded: high)) << 32
  }

  /// What the record at `position` does.
  func operation(at position: Int) -> Operation {
    Operation(rawValue: UInt8(truncatingIfNeeded: units[position])) ?? .undefined
  }

  mutating func setOperation(_ operation: Operation, at position: Int) {
    units[position] = units[position] & ~0xff | UInt64(operation.rawValue)
  }

  /// Where the record at `position` writes, as a byte offset.
  mutating func setTarget(_ a: Int, at position: Int) {
    units[position] = units[position] & ~0xffff_0000 | RecordWriter.field(a) << 16
  }

  /// Gives the record at `position` a number in its field c.
  mutating func setCount(_ value: Int, at position: Int) {
    units[position] = units[position] & 0xffff_ffff_ffff | RecordWriter.field(value) << 48
  }

  /// The fields a, b and c of the record at `position`.
  func fields(at position: Int) -> (a: Int, b: Int, c: Int) {
    let unit = units[position]
    return (
      Int(Int16(truncatingIfNeeded: unit >> 16)), Int(Int16(truncatingIfNeeded: unit >> 32)),
      Int(Int16(truncatingIfNeeded: unit >> 48))
    )
  }

  /// A second unit that names registers.
  mutating func append(d: Int, e: Int = 0, f: Int = 0) {
    units.append(
      RecordWriter.field(d) | RecordWriter.field(e) << 16 | RecordWriter.field(f) << 32)
  }

  /// Gives the second unit at `position` two more fields.
  mutating func set(e: Int, f: Int, at position: Int) {
    units[position] |= RecordWriter.field(e) << 16 | RecordWriter.field(f) << 32
  }

  /// The unit at `position`.
  func limb(at position: Int) -> UInt64 { units[position] }

  /// The fields b and c of the record at `position`.
  func sources(at position: Int) -> [Int] {
    [32, 48].map { Int(Int16(truncatingIfNeeded: units[position] >> $0)) }
  }

  /// The four limbs from `position` on.
  func constant(at position: Int) -> UInt256 {
    UInt256(
      limbs: units[position], units[position + 1], units[position + 2], units[position + 3])
  }

  /// Drops the records from `position` on.
  mutating func removeAll(from position: Int) { units.removeSubrange(position...) }
}
