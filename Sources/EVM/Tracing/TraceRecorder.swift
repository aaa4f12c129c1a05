import Primitives

// A tracer wants an instruction with its whole price before its effect, but the price of many is known
// only in the midst of running. So a step is recorded as it stands before the instruction, and reported
// as soon as its price is: when the next one begins, when the frame ends, or, for calls and creates,
// just before the callee starts. Between the two nothing else is reported, so one record is enough for
// all frames.

/// Turns what the traced loop does into a tracer's events.
final class TraceRecorder {
  private let tracer: any Tracer
  private let unitsPerGas: Int64
  private var current = TraceStep()
  /// The counter before the current step, in the unit of the schedule.
  private var unitsBefore: Int64 = 0
  /// Whether the current step was recorded and not yet reported.
  private var isPending = false
  private var memoryOverflowed = false
  /// Whether the current step was the first to access the account it names.
  private var foundCold = false
  /// The SELFDESTRUCT that ends the running frame.
  private var destruction: (address: EthAddress, beneficiary: EthAddress, balance: UInt256)?
  /// The refunds of the frames around the running one.
  private var outerRefund: Int64 = 0

  init(_ tracer: any Tracer, unitsPerGas: Int64) {
    self.tracer = tracer
    self.unitsPerGas = unitsPerGas
  }

  /// Records a step; the one before it is over.
  func begin(_ pc: Int, _ opcode: Opcode, _ top: StackTop, _ frame: borrowing Frame) {
    if isPending, current.opcode == .sload { current.storedValue = top[0] }
    report(units: frame.gas, refund: frame.refund)
    isPending = true
    memoryOverflowed = false
    foundCold = false
    current.storedValue = nil
    current.contract = frame.message.recipient
    unitsBefore = frame.gas
    current.pc = pc
    current.opcode = opcode
    current.gas = frame.gas / unitsPerGas
    current.memorySize = Int(frame.memory.size)
    current.depth = frame.message.depth + 1
    current.stack.removeAll(keepingCapacity: true)
    let height = unsafe top.free - frame.stack.base
    unsafe current.stack.append(
      contentsOf: UnsafeBufferPointer(start: frame.stack.base, count: height))
    if tracer.wantsMemory {
      current.memory = frame.memory.view(Region(offset: 0, count: current.memorySize)).bytes
    }
    if tracer.wantsReturnData { current.returnData = frame.returnData.bytes }
  }

  /// Reports the current step if it was not yet; `units` is what it left.
  private func report(units: Int64, refund: Int64) {
    guard isPending else { return }
    isPending = false
    price(units, refund)
    tracer.step(current)
  }

  private func price(_ units: Int64, _ refund: Int64) {
    let (cost, overflow) = unitsBefore.subtractingReportingOverflow(units)
    current.gasCost = overflow ? .max : cost / unitsPerGas
    current.refund = outerRefund + refund
  }

  func noteMemoryOverflow() { memoryOverflowed = true }

  func noteColdAccount() { foundCold = true }

  /// A call or create begins, its instruction priced; `gasAfterStep` is what the caller then has.
  func beginCall(_ callee: CallMessage, callerRefund: Int64, gasAfterStep: Int64) {
    report(units: gasAfterStep, refund: callerRefund)
    outerRefund += callerRefund
    tracer.enter(callee)
  }

  func endCall(_ callee: CallMessage, _ result: CallResult, callerRefund: Int64) {
    outerRefund -= callerRefund
    tracer.exit(callee, result)
  }

  /// Told to the tracer behind the instruction's own line, which is written when the frame ends.
  func selfDestruct(_ address: EthAddress, beneficiary: EthAddress, balance: UInt256) {
    destruction = (address, beneficiary, balance)
  }

  /// The frame ends: its last step is reported, as a fault if it was one.
  func endFrame(_ reason: HaltReason, _ frame: borrowing Frame) {
    defer { destruction = nil }
    switch reason {
    case .stop, .return, .selfDestruct:
      report(units: frame.gas, refund: frame.refund)
      if reason == .selfDestruct, let destruction {
        tracer.selfDestruct(
          destruction.address, beneficiary: destruction.beneficiary,
          balance: destruction.balance)
      }
    case _ where !isPending:
      tracer.fault(current, reason, detail: .none, wasReported: true)
    case _ where frame.ruleset.rules.metersThroughHost:
      fail(reason, units: frame.gas, refund: frame.refund)
    default:
      fail(reason, frame)
    }
  }

  /// A failure at Ethereum's prices, which are written as go-ethereum adds them up.
  private func fail(_ reason: HaltReason, _ frame: borrowing Frame) {
    isPending = false
    let consumed = unitsBefore.subtractingReportingOverflow(frame.gas)
    let price = frame.faultPrice(
      current, consumed: consumed.overflow ? .max : consumed.partialValue, foundCold: foundCold)
    current.gasCost = Int64(bitPattern: price.cost)
    current.refund = outerRefund + frame.refund
    if let detail = price.detail {
      tracer.fault(current, reason, detail: detail, wasReported: false)
    } else if TraceRecorder.isInEffect(reason) {
      tracer.step(current)
      popOperands(reason)
      current.memorySize = max(current.memorySize, Int(clamping: price.memorySize))
      if tracer.wantsMemory {
        let missing = current.memorySize - current.memory.count
        current.memory += [UInt8](repeating: 0, count: max(0, missing))
      }
      tracer.fault(current, reason, detail: .none, wasReported: true)
    } else {
      current.gasCost = consumed.overflow ? .max : consumed.partialValue
      tracer.fault(current, reason, detail: .none, wasReported: false)
    }
  }

  /// A failure where the host meters: what was taken is the price.
  private func fail(_ reason: HaltReason, units: Int64, refund: Int64) {
    if TraceRecorder.isInEffect(reason) {
      report(units: units, refund: refund)
      popOperands(reason)
      tracer.fault(current, reason, detail: .none, wasReported: true)
      return
    }
    price(units, refund)
    isPending = false
    tracer.fault(current, reason, detail: detail(reason), wasReported: false)
  }

  /// Whether an instruction fails of this once it is paid.
  private static func isInEffect(_ reason: HaltReason) -> Bool {
    switch reason {
    case .revert, .badJumpDestination, .returnDataOutOfBounds, .staticModeViolation,
      .undefinedInstruction, .invalidInstruction:
      true
    default: false
    }
  }

  /// The second report of a step shows the stack without its operands.
  private func popOperands(_ reason: HaltReason) {
    guard reason != .staticModeViolation, let row = OpcodeTable[current.opcode] else { return }
    current.stack.removeLast(min(row.pops, current.stack.count))
  }

  private func detail(_ reason: HaltReason) -> FaultDetail {
    let height = current.stack.count
    switch reason {
    case .outOfGas where memoryOverflowed: return .memoryOverflow
    case .stackUnderflow:
      return .stackUnderflow(height: height, needed: OpcodeTable[current.opcode]?.pops ?? 0)
    case .stackOverflow:
      let row = OpcodeTable[current.opcode]
      return .stackOverflow(
        height: height, limit: StackSpace.limit - (row.map { $0.pushes - $0.pops } ?? 0))
    default: return .none
    }
  }
}

extension Frame {
  /// Records the instruction at `pc`; `gas` is up to date.
  @inline(never)
  func recordStep(_ pc: Int, _ opcode: Opcode, _ top: StackTop) {
    trace?.begin(pc, opcode, top, self)
  }

  /// Records that the frame ended.
  @inline(never)
  func recordEnd(_ reason: HaltReason) { trace?.endFrame(reason, self) }
}
