import Primitives

/// Bytecode translated to records under one ruleset.
@safe
final class TranslatedCode {
  // Safe: filled in `init` and only read afterwards; live as long as the object.
  private let records: UnsafeMutablePointer<UInt64>
  private let entries: UnsafeMutablePointer<Int32>
  private let positions: Int
  private let units: Int

  /// `entries` holds for each position of the bytecode where its block begins, in units, or −1.
  init(records source: [UInt64], entries blocks: [Int32]) {
    units = source.count
    unsafe records = .allocate(capacity: source.count)
    unsafe records.initialize(from: source, count: source.count)
    positions = blocks.count
    unsafe entries = .allocate(capacity: blocks.count)
    unsafe entries.initialize(from: blocks, count: blocks.count)
  }

  deinit {
    unsafe records.deallocate()
    unsafe entries.deallocate()
  }

  /// What it holds, in bytes.
  var size: Int { 8 * units + 4 * positions }

  var borrowed: BorrowedTranslation {
    unsafe BorrowedTranslation(records: records, entries: entries, count: UInt64(positions))
  }
}

/// A translation's pointers without its reference, as `BorrowedCode`.
@safe
struct BorrowedTranslation {
  fileprivate let records: UnsafePointer<UInt64>
  fileprivate let entries: UnsafePointer<Int32>
  fileprivate let count: UInt64

  fileprivate init(
    records: UnsafeMutablePointer<UInt64>, entries: UnsafeMutablePointer<Int32>, count: UInt64
  ) {
    unsafe self.records = UnsafePointer(records)
    unsafe self.entries = UnsafePointer(entries)
    self.count = count
  }

  /// The `enter` of the block at a position of the bytecode where a jump may land; nil elsewhere.
  @inline(__always)
  func block(at position: UInt256) -> RecordPointer? {
    guard position.fitsUInt64, position.limb0 < count else { return nil }
    return block(at: Int(truncatingIfNeeded: position.limb0))
  }

  /// The same for a position within the code.
  @inline(__always)
  func block(at position: Int) -> RecordPointer? {
    let unit = unsafe entries[position]
    return unit < 0 ? nil : unsafe RecordPointer(records + Int(unit))
  }

  /// The code's first block.
  var start: RecordPointer { unsafe RecordPointer(records) }
}
