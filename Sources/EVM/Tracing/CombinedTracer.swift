package import Primitives

/// Tells several tracers of everything.
package final class CombinedTracer: Tracer {
  private let tracers: [any Tracer]

  package init(_ tracers: [any Tracer]) { self.tracers = tracers }

  package var wantsMemory: Bool { tracers.contains { $0.wantsMemory } }
  package var wantsReturnData: Bool { tracers.contains { $0.wantsReturnData } }

  package func enter(_ message: CallMessage) {
    for tracer in tracers { tracer.enter(message) }
  }

  package func step(_ step: TraceStep) {
    for tracer in tracers { tracer.step(step) }
  }

  package func fault(
    _ step: TraceStep, _ reason: HaltReason, detail: FaultDetail, wasReported: Bool
  ) {
    for tracer in tracers {
      tracer.fault(step, reason, detail: detail, wasReported: wasReported)
    }
  }

  package func selfDestruct(
    _ address: EthAddress, beneficiary: EthAddress, balance: UInt256
  ) {
    for tracer in tracers {
      tracer.selfDestruct(address, beneficiary: beneficiary, balance: balance)
    }
  }

  package func exit(_ message: CallMessage, _ result: CallResult) {
    for tracer in tracers { tracer.exit(message, result) }
  }
}
