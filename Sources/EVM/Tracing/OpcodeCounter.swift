/// Counts how often each instruction was run, failing ones too.
package final class OpcodeCounter: Tracer {
  private var counts = [UInt64](repeating: 0, count: 256)

  package init() {}

  package func step(_ step: TraceStep) { counts[Int(step.opcode.rawValue)] += 1 }

  package func fault(
    _ step: TraceStep, _ reason: HaltReason, detail: FaultDetail, wasReported: Bool
  ) {
    if !wasReported { counts[Int(step.opcode.rawValue)] += 1 }
  }

  /// Counts by the instruction's name in traces, in the order of names.
  package var byName: [(name: String, count: UInt64)] {
    counts.enumerated().compactMap { byte, count in
      guard count > 0, let opcode = Opcode(rawValue: UInt8(byte)) else { return nil }
      return (opcode.tracedName, count)
    }.sorted { $0.0 < $1.0 }
  }
}
