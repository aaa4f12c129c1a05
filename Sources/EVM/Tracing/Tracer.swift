package import Primitives

/// An instruction about to run, as a tracer sees it.
package struct TraceStep {
  /// Offset in the code; past its end for the STOP that ends every code.
  package internal(set) var pc = 0
  package internal(set) var opcode = Opcode.stop
  /// Gas before the instruction.
  package internal(set) var gas: Int64 = 0
  /// The whole price: static, dynamic, and for a call what is handed to the callee. Of a failing
  /// instruction a bit pattern, which may not fit 63 bits.
  package internal(set) var gasCost: Int64 = 0
  /// Bytes of memory before the instruction.
  package internal(set) var memorySize = 0
  /// The stack before the instruction, bottom first.
  package internal(set) var stack: [UInt256] = []
  /// Memory before the instruction; empty unless the tracer wants it.
  package internal(set) var memory: [UInt8] = []
  /// Return data before the instruction; empty unless the tracer wants it.
  package internal(set) var returnData: [UInt8] = []
  /// 1 for the outermost frame.
  package internal(set) var depth = 1
  /// The account whose storage the instruction sees.
  package internal(set) var contract = EthAddress.zero
  /// What SLOAD found; nil if it failed and for other instructions.
  package internal(set) var storedValue: UInt256?
  /// The refund counter of the whole transaction, this instruction's own change included.
  package internal(set) var refund: Int64 = 0
}

/// Sees what frames do. Events only: what is made of them is the implementation's.
///
/// Every requirement has an empty default.
package protocol Tracer: AnyObject {
  /// Whether steps should carry a copy of memory.
  var wantsMemory: Bool { get }
  /// Whether steps should carry a copy of the return data.
  var wantsReturnData: Bool { get }

  /// A call or create begins, code or not; the outermost one too.
  func enter(_ message: CallMessage)

  /// An instruction whose price is known and paid runs.
  func step(_ step: TraceStep)

  /// An instruction fails; `wasReported` if `step` was called for it before.
  ///
  /// `detail` names a reason that `HaltReason` does not tell apart.
  func fault(_ step: TraceStep, _ reason: HaltReason, detail: FaultDetail, wasReported: Bool)

  /// SELFDESTRUCT moves `balance` (wei) to the beneficiary.
  func selfDestruct(_ address: EthAddress, beneficiary: EthAddress, balance: UInt256)

  /// The call or create that began last ends.
  func exit(_ message: CallMessage, _ result: CallResult)
}

/// What a fault's reason alone does not say.
package enum FaultDetail: Sendable {
  case none
  /// Out of gas because memory would pass what can be addressed.
  case memoryOverflow
  /// Out of gas, and what go-ethereum adds to that.
  case outOfGas(because: String?)
  /// Items there and items wanted.
  case stackUnderflow(height: Int, needed: Int)
  /// Items there and the most that may be.
  case stackOverflow(height: Int, limit: Int)
}

extension Tracer {
  package var wantsMemory: Bool { false }
  package var wantsReturnData: Bool { false }
  package func enter(_ message: CallMessage) {}
  package func step(_ step: TraceStep) {}
  package func fault(
    _ step: TraceStep, _ reason: HaltReason, detail: FaultDetail, wasReported: Bool
  ) {}
  package func selfDestruct(_ address: EthAddress, beneficiary: EthAddress, balance: UInt256) {}
  package func exit(_ message: CallMessage, _ result: CallResult) {}
}
