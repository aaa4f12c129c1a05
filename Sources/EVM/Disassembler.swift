import Primitives

/// One instruction of a listing.
package struct DisassembledInstruction {
  /// Offset in the code.
  package let offset: Int
  package let opcode: Opcode
  /// The bytes that follow in the code; fewer than the opcode asks for at the end of the code.
  package let immediate: [UInt8]

  /// Whether the code ends within the immediate.
  package var isTruncated: Bool { immediate.count < opcode.immediates }

  /// The mnemonic, and the immediate in hex.
  package var text: String {
    immediate.isEmpty
      ? opcode.mnemonic : "\(opcode.mnemonic) \(Hex.encode(immediate, prefix: true))"
  }
}

/// Bytecode as a list of instructions, read from its start as the interpreter does.
package enum Disassembler {
  package static func instructions(_ code: [UInt8]) -> [DisassembledInstruction] {
    var list: [DisassembledInstruction] = []
    var position = 0
    while position < code.count {
      let opcode = Opcode(byte: code[position])
      let end = min(code.count, position + 1 + opcode.immediates)
      list.append(
        DisassembledInstruction(
          offset: position, opcode: opcode, immediate: Array(code[position + 1..<end])))
      position = end
    }
    return list
  }
}
