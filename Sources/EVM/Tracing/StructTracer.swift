import Primitives

/// Writes a paragraph for each instruction: the form that go-ethereum calls `struct`.
///
/// Counters in decimal, the stack from the top, memory and return data as hex dumps, and at SLOAD and
/// SSTORE the slots of the contract that were seen so far, in the order of keys.
package final class StructTracer: TraceWriter {
  private let contents: TraceContents
  private var output: TraceOutput
  private var storage: [EthAddress: [UInt256: UInt256]] = [:]

  package init(_ contents: TraceContents, write: @escaping ([UInt8]) -> Void) {
    self.contents = contents
    output = TraceOutput(write)
  }

  package var wantsMemory: Bool { contents.memory }
  package var wantsReturnData: Bool { contents.returnData }

  package func flush() { output.flush() }

  package func step(_ step: TraceStep) { append(step, error: nil) }

  package func fault(
    _ step: TraceStep, _ reason: HaltReason, detail: FaultDetail, wasReported: Bool
  ) {
    // What was reported once is not reported again in this form.
    if !wasReported { append(step, error: reason.tracedPlainText(step.opcode, detail)) }
  }

  private func append(_ step: TraceStep, error: String?) {
    output.append(
      "\(step.opcode.tracedName.left(16))pc=\(String(zeroFilled: step.pc, 8)) gas=\(step.gas) "
        + "cost=\(UInt64(bitPattern: step.gasCost))\(error.map { " ERROR: \($0)" } ?? "")\n")
    if contents.stack, !step.stack.isEmpty {
      output.append("Stack:\n")
      for (depth, word) in step.stack.reversed().enumerated() {
        output.append("\(String(zeroFilled: depth, 8))  \(word.hexQuantity)\n")
      }
    }
    dump("Memory", step.memory)
    if contents.storage { appendStorage(step) }
    dump("ReturnData", step.returnData)
    output.append("\n")
  }

  private func appendStorage(_ step: TraceStep) {
    let stack = step.stack
    switch step.opcode {
    case .sload:
      guard let key = stack.last, let value = step.storedValue else { return }
      storage[step.contract, default: [:]][key] = value
    case .sstore:
      guard stack.count >= 2 else { return }
      storage[step.contract, default: [:]][stack[stack.count - 1]] = stack[stack.count - 2]
    default: return
    }
    output.append("Storage:\n")
    for (key, value) in (storage[step.contract] ?? [:]).sorted(by: { $0.key < $1.key }) {
      output.append("\(key.hexWord.dropFirst(2)): \(value.hexWord.dropFirst(2))\n")
    }
  }

  /// Sixteen bytes a line with their offset and their letters, as `hexdump -C` has them.
  private func dump(_ title: String, _ bytes: [UInt8]) {
    guard !bytes.isEmpty else { return }
    output.append("\(title):\n")
    for start in stride(from: 0, to: bytes.count, by: 16) {
      let line = bytes[start..<min(start + 16, bytes.count)]
      var text = ""
      for (position, byte) in line.enumerated() {
        text += Hex.encode([byte]) + (position == 7 ? "  " : " ")
      }
      let letters = String(
        decoding: line.map { (0x20..<0x7f).contains($0) ? $0 : 0x2e }, as: UTF8.self)
      let offset = String(start, radix: 16)
      output.append(
        String(repeating: "0", count: max(0, 8 - offset.count))
          + "\(offset)  \(text.left(50))|\(letters)|\n")
    }
  }
}
