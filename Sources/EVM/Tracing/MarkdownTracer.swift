import Cryptography
import Primitives

/// Writes a table with a row for each instruction, and what went in and came out: the form that
/// go-ethereum calls `md`.
package final class MarkdownTracer: TraceWriter {
  private let contents: TraceContents
  private var output: TraceOutput
  /// What the frame that is about to end failed of.
  private var failure: String?

  package init(_ contents: TraceContents, write: @escaping ([UInt8]) -> Void) {
    self.contents = contents
    output = TraceOutput(write)
  }

  package func flush() { output.flush() }

  package func enter(_ message: CallMessage) {
    guard message.depth == 0 else { return }
    let target =
      message.kind.isCreate ? "create" : "to"
    output.append(
      """
      Pre-execution info:
        - from: `\(message.sender.checksummed)`
        - \(target): `\(message.recipient.checksummed)`
        - data: `\(MarkdownTracer.hex(message.input.bytes))`
        - gas: `\(message.gas)`
        - value: `\(message.value)` wei

      |  Pc   |      Op     | Cost |   Refund  |   Stack   |
      |-------|-------------|------|-----------|-----------|

      """)
  }

  package func exit(_ message: CallMessage, _ result: CallResult) {
    defer { failure = nil }
    guard message.depth == 0 else { return }
    let error =
      result.reason.isSuccess ? "<nil>" : failure ?? result.reason.tracedText(endOf: message)
    output.append(
      """

      Post-execution info:
        - output: `\(MarkdownTracer.hex(result.output))`
        - consumed gas: `\(message.gas - result.gasLeft)`
        - error: `\(error)`

      """)
  }

  package func step(_ step: TraceStep) { append(step) }

  package func fault(
    _ step: TraceStep, _ reason: HaltReason, detail: FaultDetail, wasReported: Bool
  ) {
    let text = reason.tracedPlainText(step.opcode, detail)
    failure = text
    if wasReported {
      output.append("\nError: at pc=\(step.pc), op=\(step.opcode.rawValue): \(text)\n")
    } else {
      append(step)
      output.append("Error: \(text)\n")
    }
  }

  private func append(_ step: TraceStep) {
    let cost = String(UInt64(bitPattern: step.gasCost))
    var row =
      "| \(String(step.pc).right(4))  | \(step.opcode.tracedName.right(10))  |  "
      + "\(cost.right(3)) |\(String(step.refund).right(10)) |"
    if contents.stack {
      let stack = step.stack.map(\.hexQuantity).joined(separator: ",")
      row += "\("[\(stack)]".right(10)) |"
    }
    output.append(row + "\n")
  }

  private static func hex(_ bytes: [UInt8]) -> String {
    bytes.isEmpty ? "" : Hex.encode(bytes, prefix: true)
  }
}
