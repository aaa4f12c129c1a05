import Primitives

/// One activation: what the loop does not hold in registers.
///
/// Instructions that are not pure are its methods (`Instructions/`). Before one of them runs, the
/// loop writes its gas counter to `gas`, and reads it back afterwards; within a method `gas` is true.
struct Frame: ~Copyable {
  let message: CallMessage
  let code: BorrowedCode
  let ruleset: Ruleset
  let host: any Host
  let stack: StackSpace
  /// Where hashes of short inputs are remembered.
  let hashes: KeccakMemo
  var memory: Memory
  /// What is left, in the unit of the schedule; below 0 once it has run out.
  var gas: Int64
  /// The change of the refund counter by this frame and its successful calls.
  var refund: Int64 = 0
  /// What the last call or create returned (EIP-211).
  var returnData = CallOutput.none
  /// What RETURN or REVERT hands back.
  var output = Region.empty
  /// Bytes of code until it counts as hot, as the loop keeps it (`Interpreter.loop`).
  var patience = Frame.endlessPatience
  /// Present when the frame is traced.
  let trace: TraceRecorder?

  /// Never used up, and far enough from overflow for the distances of jumps.
  static var endlessPatience: Int64 { .max / 2 }

  init(
    _ message: CallMessage, code: BorrowedCode, ruleset: Ruleset, host: any Host, stack: StackSpace,
    hashes: KeccakMemo,
    memory: Memory, trace: TraceRecorder?
  ) {
    self.message = message
    self.code = code
    self.ruleset = ruleset
    self.host = host
    self.stack = stack
    self.hashes = hashes
    self.memory = memory
    self.trace = trace
    gas = message.gas
  }

  /// Takes gas, or ends the frame.
  @inline(__always)
  mutating func charge(_ amount: Int64) throws(HaltReason) {
    // Safe: amounts are products of prices and sizes below 2^32, far from overflow.
    gas &-= amount
    if gas < 0 { throw .outOfGas }
  }

  /// Fails in a static call (EIP-214).
  @inline(__always)
  func requireWritable() throws(HaltReason) {
    if message.isStatic { throw .staticModeViolation }
  }

  /// What GAS answers when the loop's counter is `units`.
  @inline(__always)
  func wholeGas(_ units: Int64) -> UInt64 {
    let unitsPerGas = ruleset.gasSchedule.unitsPerGas
    return UInt64(truncatingIfNeeded: unitsPerGas == 1 ? units : units / unitsPerGas)
  }

  /// Why an opcode may not run at this stack height, given in bytes.
  func refusal(_ opcode: Opcode, height: Int) -> HaltReason {
    guard let row = OpcodeTable[opcode], ruleset.instructions.defines(opcode) else {
      return .undefinedInstruction
    }
    return height < 32 * row.pops ? .stackUnderflow : .stackOverflow
  }
}
