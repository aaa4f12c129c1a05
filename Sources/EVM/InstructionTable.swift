package import Primitives

/// What the loop must know of a code byte before it runs it: 8 bytes, one load.
@frozen
@usableFromInline
struct InstructionEntry {
  /// The static price, in the unit of the gas schedule.
  var gas: Int32
  /// Bytes of stack that must be there: 32 for each item taken.
  var minimum: UInt16
  /// How many bytes above `minimum` still leave room for what is pushed.
  var range: UInt16

  /// No stack height passes: the byte is no instruction. One comparison thus answers for undefined
  /// bytes, underflow and overflow.
  static let undefined = InstructionEntry(gas: 0, minimum: 0xffff, range: 0)
}

/// The 256 entries of one ruleset.
@safe
package final class InstructionTable: @unchecked Sendable {
  // Safe: filled in `init` and only read afterwards; lives as long as the object.
  let entries: UnsafePointer<InstructionEntry>
  private let isDefined: [Bool]

  /// The instructions of a revision at Ethereum's prices.
  package convenience init(_ revision: Revision) {
    self.init { row in row.gas(in: revision) }
  }

  /// The instructions for which `price` answers, at that static price in the unit of the schedule.
  package init(price: (OpcodeRow) -> Int32?) {
    let table = UnsafeMutablePointer<InstructionEntry>.allocate(capacity: 256)
    unsafe table.initialize(repeating: .undefined, count: 256)
    var isDefined = [Bool](repeating: false, count: 256)
    for row in OpcodeTable.rows {
      guard let gas = price(row) else { continue }
      precondition(gas >= 0, "the price of \(row.mnemonic) is negative: \(gas)")
      let highest = StackSpace.limit - max(0, row.pushes - row.pops)
      unsafe table[Int(row.opcode.rawValue)] = InstructionEntry(
        gas: gas, minimum: UInt16(32 * row.pops), range: UInt16(32 * (highest - row.pops)))
      isDefined[Int(row.opcode.rawValue)] = true
    }
    unsafe entries = UnsafePointer(table)
    self.isDefined = isDefined
  }

  deinit { unsafe entries.deallocate() }

  /// Whether the byte is an instruction.
  package func defines(_ opcode: Opcode) -> Bool { isDefined[Int(opcode.rawValue)] }

  /// The static price, in the unit of the schedule; nil for a byte that is no instruction.
  package func gas(of opcode: Opcode) -> Int64? {
    defines(opcode) ? Int64(unsafe entries[Int(opcode.rawValue)].gas) : nil
  }
}
