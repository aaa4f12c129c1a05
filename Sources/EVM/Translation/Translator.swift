import Primitives

// Why translate. Two thirds of the instructions that a contract runs only move words about: PUSH,
// DUP, SWAP, POP. Within a basic block it is known beforehand what they move, so a block becomes a
// few three-address records whose operands are named, and the moves are gone. With the block's shape
// known, its stack heights are checked once and its gas is paid once; constants are folded,
// comparisons melt into the jumps that test them, and jumps to constants are resolved.
//
// What must not change is any result. Gas is paid ahead only as far as nothing can tell: up to the
// next instruction that reads the gas, charges by itself, or calls the host ("slow"). If that sum
// is not there, every order of events ends in out-of-gas before anything outside saw it. If the heights
// do not fit, the untranslated loop takes over at the block's first byte and finds the exact end.
//
// Two things are put off until somebody needs them: constants, and sums of a word and a small constant
// (`StackValue.sum`), which mostly are addresses and become part of the load or store. Two things are
// taken back: a record whose only result the next instruction consumes, where one record does both
// (`maker`), and a read of memory whose word a register still holds (`KnownWord`). Each pays only by
// how often real code writes it; shares of executed records are given where they are made.
//
// A block is translated in one pass: `BlockExtent` finds its end and heights, `BlockStack` follows
// the items, `Translator+Instructions` writes the records, and `settle` brings all items home at the
// end, since the next block, and the other loop, expect the stack in its places.

/// Translates bytecode to records under one ruleset.
struct Translator {
  let ruleset: Ruleset
  let code: BorrowedCode
  var writer: RecordWriter
  private var entries: [Int32]
  /// Jumps to blocks not yet written: where the distance goes, where its record begins, to where.
  private var openJumps: [(unit: Int, record: Int, target: Int)] = []

  // The block at work.
  var stack = BlockStack()
  /// Where each register was last written in this block (units), or −1.
  var definitions: [Int32] = []
  /// Where each register was last written or read in this block, or −1.
  var touches: [Int32] = []
  /// Where each register got its present contents: the record in this block, −1 before it.
  var contents: [Int32] = []
  /// Where the block's newest record begins; −1 for none.
  var newest = -1
  /// What is known to lie in memory.
  var knownWords: [KnownWord] = []
  /// The unit that takes the gas of the instructions at work, and how much it is so far.
  private var gasUnit = 0
  private var gasHigh = 0
  private var gas: Int64 = 0
  /// GAS records waiting to know what was paid ahead of them: the unit and the sum at that place.
  private var gasReaders: [(unit: Int, gas: Int64)] = []

  private init(_ code: BorrowedCode, ruleset: Ruleset) {
    self.ruleset = ruleset
    self.code = code
    writer = RecordWriter(capacity: 2 * code.count)
    entries = [Int32](repeating: -1, count: code.count)
  }

  static func translate(_ code: Code, ruleset: Ruleset) -> TranslatedCode {
    var translator = Translator(code.borrowed, ruleset: ruleset)
    return withExtendedLifetime(code) { translator.run() }
  }

  private mutating func run() -> TranslatedCode {
    unsafe code.view.withUnsafeBytes { bytes in
      let bytes = unsafe bytes.bindMemory(to: UInt8.self)
      var position = 0
      while position < bytes.count {
        position = unsafe enterRun(at: position, bytes)
        let extent = unsafe BlockExtent(
          of: bytes, from: position, instructions: ruleset.instructions)
        unsafe translate(extent, bytes)
        position = extent.end
        // What no block falls into and no jump reaches is never run.
        while !extent.fallsThrough, position < bytes.count,
          !code.isJumpDestination(UInt256(UInt64(position)))
        {
          position += 1
        }
      }
    }
    // Running off the end is STOP.
    begin(at: code.count, depth: 0, growth: 0)
    writer.append(.stop)
    endGas()
    closeJumps()
    return TranslatedCode(records: writer.units, entries: entries)
  }

  // MARK: Blocks

  /// Lets a run of JUMPDESTs share the block of its last one, whose place it answers.
  ///
  /// Any of them may be jumped to, so each has an entry; what the entries before the last do is to
  /// pay for the rest of the run. A loop over 1000 of them took 1.5 times evmone's time when each was
  /// a block.
  private mutating func enterRun(at start: Int, _ bytes: UnsafeBufferPointer<UInt8>) -> Int {
    guard unsafe bytes[start] == Opcode.jumpdest.rawValue else { return start }
    let end = min(bytes.count, start + BlockExtent.length)
    var last = start
    while unsafe last + 1 < end && bytes[last + 1] == Opcode.jumpdest.rawValue { last += 1 }
    guard last > start, let price = ruleset.instructions.gas(of: .jumpdest) else { return start }
    // Each is an `enter` and a jump, two units both, to where the last one's block will begin.
    let target = writer.position + 4 * (last - start)
    for position in start..<last {
      entries[position] = Int32(truncatingIfNeeded: writer.position)
      writer.append(.enter, b: 32 * StackSpace.limit)
      // Safe: at most 4096 times a 32-bit price, see `endGas`.
      writer.append(low: Int(price) * (last - position), high: position)
      writer.append(.jump)
      writer.append(low: 8 * (target - writer.position + 1), high: 0)
    }
    return last
  }

  private mutating func translate(_ extent: BlockExtent, _ bytes: UnsafeBufferPointer<UInt8>) {
    if code.isJumpDestination(UInt256(UInt64(extent.start))) {
      entries[extent.start] = Int32(truncatingIfNeeded: writer.position)
    }
    begin(at: extent.start, depth: extent.depth, growth: extent.growth)
    var position = extent.start
    while position < extent.end {
      let opcode = unsafe Opcode(byte: bytes[position])
      let next = position + 1 + StackShape.of(opcode).immediates
      guard let price = ruleset.instructions.gas(of: opcode) else {
        write(.undefined)
        endGas()
        return
      }
      gas += price
      if translate(opcode, at: position) {
        endGas()
        return
      }
      position = next
    }
    settle()
    write(.fallThrough, offset: blockDelta)
    endGas()
  }

  private mutating func begin(at position: Int, depth: Int, growth: Int) {
    stack.reset(depth: depth, growth: growth)
    definitions.removeAll(keepingCapacity: true)
    definitions.append(contentsOf: repeatElement(-1, count: depth + growth + 16))
    touches.removeAll(keepingCapacity: true)
    touches.append(contentsOf: repeatElement(-1, count: depth + growth + 16))
    contents.removeAll(keepingCapacity: true)
    contents.append(contentsOf: repeatElement(-1, count: depth + growth + 16))
    knownWords.removeAll(keepingCapacity: true)
    newest = -1
    let highest = StackSpace.limit - growth
    let fits = highest >= depth
    writer.append(
      .enter, a: fits ? 32 * depth : 0xffff, b: fits ? 32 * (highest - depth) : 0)
    startGas(unit: writer.position, high: position)
    writer.append(limb: 0)
  }

  /// How far the block moves the stack's first free word, in bytes.
  var blockDelta: Int { 32 * (stack.height - stack.window) }

  // MARK: Gas

  private mutating func startGas(unit: Int, high: Int) {
    gasUnit = unit
    gasHigh = high
    gas = 0
  }

  /// Writes the sum of the instructions since `startGas` where they are paid.
  private mutating func endGas() {
    // Safe: a block is at most 4096 instructions of 32-bit prices; more than 2^31 is never there.
    writer.setPair(low: Int(min(gas, Int64(Int32.max))), high: gasHigh, at: gasUnit)
    for reader in gasReaders {
      writer.setLimb(UInt64(truncatingIfNeeded: gas - reader.gas), at: reader.unit)
    }
    gasReaders.removeAll(keepingCapacity: true)
  }

  /// The unit for the gas of what follows a slow instruction.
  mutating func appendGasUnit() {
    endGas()
    startGas(unit: writer.position, high: 0)
    writer.append(limb: 0)
  }

  /// The unit that says how much gas was paid ahead of what follows.
  mutating func appendGasReader() {
    gasReaders.append((writer.position, gas))
    writer.append(limb: 0)
  }

  // MARK: Jumps

  /// The unit that holds the distance from the record at `record` to the block of `target`.
  mutating func appendDistance(from record: Int, to target: Int) {
    let entry = Int(entries[target])
    if entry < 0 { openJumps.append((writer.position, record, target)) }
    writer.append(low: 8 * (entry - record), high: 0)
  }

  private mutating func closeJumps() {
    for jump in openJumps {
      writer.setPair(low: 8 * (Int(entries[jump.target]) - jump.record), high: 0, at: jump.unit)
    }
  }
}
