package import EVM
package import Primitives

/// Passes on what transactions do and keeps back what blocks do by themselves: the calls of system
/// contracts, which traces leave out.
package final class TransactionTracer: Tracer {
  private let tracer: any Tracer
  private var isInSystemCall = false

  package init(_ tracer: any Tracer) { self.tracer = tracer }

  package var wantsMemory: Bool { tracer.wantsMemory }
  package var wantsReturnData: Bool { tracer.wantsReturnData }

  package func enter(_ message: CallMessage) {
    if message.depth == 0 { isInSystemCall = message.sender == SystemContracts.caller }
    if !isInSystemCall { tracer.enter(message) }
  }

  package func step(_ step: TraceStep) {
    if !isInSystemCall { tracer.step(step) }
  }

  package func fault(
    _ step: TraceStep, _ reason: HaltReason, detail: FaultDetail, wasReported: Bool
  ) {
    guard !isInSystemCall else { return }
    tracer.fault(step, reason, detail: detail, wasReported: wasReported)
  }

  package func selfDestruct(
    _ address: EthAddress, beneficiary: EthAddress, balance: UInt256
  ) {
    guard !isInSystemCall else { return }
    tracer.selfDestruct(address, beneficiary: beneficiary, balance: balance)
  }

  package func exit(_ message: CallMessage, _ result: CallResult) {
    if !isInSystemCall { tracer.exit(message, result) }
  }
}
