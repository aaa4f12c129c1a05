/// What a basic block takes and leaves, found before it is translated.
struct BlockExtent {
  /// The first byte of the block.
  let start: Int
  /// Items it needs.
  private(set) var depth = 0
  /// The most items it holds above its start at any time.
  private(set) var growth = 0
  /// Where the bytes of the next block begin.
  private(set) var end: Int
  /// Whether execution may go on with the byte at `end`.
  private(set) var fallsThrough = true

  /// Bounds that keep register offsets in 16 bits: items and spare registers together stay below
  /// 1024 words either side of the window.
  private static let reach = 256
  static let length = 4096

  /// A block ends with an instruction that leaves it, before a JUMPDEST, or when it has grown too
  /// large.
  init(of code: UnsafeBufferPointer<UInt8>, from start: Int, instructions: InstructionTable) {
    self.start = start
    end = start
    var height = 0
    while end < code.count, end - start < BlockExtent.length {
      let opcode = unsafe Opcode(byte: code[end])
      if opcode == .jumpdest, end > start { return }
      let shape = StackShape.of(opcode)
      let need = Swift.max(depth, shape.pops - height)
      let after = height - shape.pops + shape.pushes
      if need > BlockExtent.reach || after > BlockExtent.reach { return }
      end += 1 + shape.immediates
      guard instructions.defines(opcode) else {
        fallsThrough = false
        break
      }
      depth = need
      height = after
      growth = Swift.max(growth, height)
      if shape.leaves {
        fallsThrough = opcode == .jumpi
        break
      }
    }
    end = Swift.min(end, code.count)
  }
}

/// What an opcode does to the stack and the code position, in a table that a byte indexes.
struct StackShape {
  let pops: Int
  let pushes: Int
  let immediates: Int
  /// Ends a block.
  let leaves: Bool

  @inline(__always)
  static func of(_ opcode: Opcode) -> StackShape { all[Int(opcode.rawValue)] }

  private static let all: [StackShape] = Opcode.allCases.map { opcode in
    let row = OpcodeTable[opcode]
    let leaves =
      switch opcode {
      case .stop, .jump, .jumpi, .return, .revert, .selfdestruct, .invalid: true
      default: row == nil
      }
    return StackShape(
      pops: row?.pops ?? 0, pushes: row?.pushes ?? 0, immediates: row?.immediates ?? 0,
      leaves: leaves)
  }
}
