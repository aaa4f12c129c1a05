package import Primitives

/// Writes a line of JSON for each instruction and each frame's end, as go-ethereum does.
///
/// EIP-3155 defines the fields; order, number formats and error texts are those that tools compare:
/// `op`, `pc`, `memSize`, `depth` and `refund` are numbers, `gas`, `gasCost` and stack items hex.
package final class EIP3155Tracer: TraceWriter {
  package var wantsMemory: Bool { contents.memory }
  package var wantsReturnData: Bool { contents.returnData }
  private let contents: TraceContents
  private let write: ([UInt8]) -> Void
  private var line: [UInt8] = []
  /// What the frame that is about to end failed of.
  private var failure: String?

  /// `write` receives whole lines, newline included, many at a time; call `flush()` at the end.
  package init(_ contents: TraceContents = TraceContents(), write: @escaping ([UInt8]) -> Void) {
    self.contents = contents
    self.write = write
  }

  /// Hands over what is not yet written.
  package func flush() {
    guard !line.isEmpty else { return }
    write(line)
    line.removeAll(keepingCapacity: true)
  }

  package func step(_ step: TraceStep) { append(step, error: nil) }

  package func fault(
    _ step: TraceStep, _ reason: HaltReason, detail: FaultDetail, wasReported: Bool
  ) {
    let text = reason.tracedText(step.opcode, detail)
    failure = text
    append(step, error: text)
  }

  /// go-ethereum sees the transfer as a call without code, and writes its end.
  package func selfDestruct(
    _ address: EthAddress, beneficiary: EthAddress, balance: UInt256
  ) {
    text("{\"output\":\"\",\"gasUsed\":\"0x0\"}\n")
  }

  package func exit(_ message: CallMessage, _ result: CallResult) {
    text("{\"output\":\"")
    text(Hex.encode(result.output))
    text("\",\"gasUsed\":\"")
    hex(message.gas - result.gasLeft)
    text("\"")
    if !result.reason.isSuccess {
      text(",\"error\":\"")
      text(failure ?? result.reason.tracedText(endOf: message))
      text("\"")
    }
    failure = nil
    text("}\n")
    if line.count > 1 << 16 { flush() }
  }

  private func append(_ step: TraceStep, error: String?) {
    text("{\"pc\":")
    decimal(step.pc)
    text(",\"op\":")
    decimal(Int(step.opcode.rawValue))
    text(",\"gas\":\"")
    hex(step.gas)
    text("\",\"gasCost\":\"")
    hex(bits: step.gasCost)
    if wantsMemory, !step.memory.isEmpty {
      text("\",\"memory\":\"0x")
      text(Hex.encode(step.memory))
    }
    text("\",\"memSize\":")
    decimal(step.memorySize)
    if contents.stack {
      text(",\"stack\":[")
      for (index, word) in step.stack.enumerated() {
        text(index == 0 ? "\"" : ",\"")
        hex(word)
        text("\"")
      }
      text("]")
    } else {
      text(",\"stack\":null")
    }
    if wantsReturnData, !step.returnData.isEmpty {
      text(",\"returnData\":\"0x")
      text(Hex.encode(step.returnData))
      text("\"")
    }
    text(",\"depth\":")
    decimal(step.depth)
    text(",\"refund\":")
    decimal(Int(step.refund))
    text(",\"opName\":\"")
    text(step.opcode.tracedName)
    text("\"")
    if let error {
      text(",\"error\":\"")
      text(error)
      text("\"")
    }
    text("}\n")
    if line.count > 1 << 16 { flush() }
  }

  // MARK: Pieces of a line

  private func text(_ text: String) { line.append(contentsOf: text.utf8) }

  private func decimal(_ number: Int) { text(String(number)) }

  private func hex(_ number: Int64) { hex(bits: max(0, number)) }

  private func hex(bits: Int64) { text("0x" + String(UInt64(bitPattern: bits), radix: 16)) }

  /// Minimal digits, at least one.
  private func hex(_ word: UInt256) {
    let digits = (word.bitWidthUsed + 3) / 4
    text("0x")
    if digits == 0 { text("0") }
    for position in stride(from: digits - 1, through: 0, by: -1) {
      let limb =
        switch position / 16 {
        case 0: word.limb0
        case 1: word.limb1
        case 2: word.limb2
        default: word.limb3
        }
      let nibble = UInt8(truncatingIfNeeded: limb >> UInt64(4 * (position % 16))) & 15
      line.append(nibble < 10 ? 48 + nibble : 87 + nibble)
    }
  }
}

extension Opcode {
  /// The name in a trace: undefined bytes by their value, 0x44 under its first name.
  var tracedName: String {
    guard let row = OpcodeTable[self] else {
      return "opcode 0x\(String(rawValue, radix: 16)) not defined"
    }
    return self == .prevrandao ? "DIFFICULTY" : row.mnemonic
  }
}

extension HaltReason {
  /// The error text of a call or create that did not fail in an instruction.
  func tracedText(endOf message: CallMessage) -> String {
    let isCreate = message.kind == .create || message.kind == .create2
    return isCreate && self == .outOfGas
      ? "contract creation code storage out of gas" : tracedText(.stop, .none)
  }

  /// The error text in a trace, as it stands in JSON.
  func tracedText(_ opcode: Opcode, _ detail: FaultDetail) -> String {
    if case .stackUnderflow(let height, let needed) = detail {
      return "stack underflow (\(height) \\u003c=\\u003e \(needed))"
    }
    return tracedPlainText(opcode, detail)
  }

  /// The error text in a trace for people.
  func tracedPlainText(_ opcode: Opcode, _ detail: FaultDetail) -> String {
    switch (self, detail) {
    case (_, .memoryOverflow): "gas uint64 overflow"
    case (_, .outOfGas(let cause)): cause.map { "out of gas: \($0)" } ?? "out of gas"
    case (_, .stackUnderflow(let height, let needed)):
      "stack underflow (\(height) <=> \(needed))"
    case (_, .stackOverflow(let height, let limit)): "stack limit reached \(height) (\(limit))"
    case (.outOfGas, _): "out of gas"
    case (.revert, _): "execution reverted"
    case (.stackUnderflow, _): "stack underflow"
    case (.stackOverflow, _): "stack limit reached"
    case (.undefinedInstruction, _), (.invalidInstruction, _):
      "invalid opcode: \(opcode.tracedName)"
    case (.badJumpDestination, _): "invalid jump destination"
    case (.staticModeViolation, _): "write protection"
    case (.returnDataOutOfBounds, _): "return data out of bounds"
    case (.invalidMemoryAccess, _): "invalid memory access"
    case (.initCodeTooLarge, _): "max initcode size exceeded"
    case (.codeTooLarge, _): "max code size exceeded"
    case (.invalidCodePrefix, _): "invalid code: must not begin with 0xef"
    case (.addressCollision, _): "contract address collision"
    case (.precompileFailure, _): "precompile failed"
    case (.insufficientBalance, _): "insufficient balance for transfer"
    case (.callDepthExceeded, _): "max call depth exceeded"
    case (.nonceOverflow, _): "nonce uint64 overflow"
    case (.selfDestructTransferFailed, _): "selfdestruct transfer failed"
    case (.hostFailure, _): "host failure"
    case (.stop, _), (.return, _), (.selfDestruct, _): ""
    }
  }
}
