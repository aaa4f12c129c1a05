import EVM
import Primitives

/// Code that runs as one: a constructor, the contract it leaves, or a contract that one creates.
///
/// Only what can be reached counts as code, so that metadata, constants and constructor arguments are
/// not read as instructions: blocks are reached by falling through and by jump destinations that
/// reached code pushes.
struct CodePart {
  /// Basic block: instructions that run one after the other.
  struct Block {
    let range: Range<Int>
    /// Blocks that follow, calls of internal functions taken as returning.
    var successors: Set<Int> = []
    /// Whether control can come back here from here.
    var isInLoop = false
  }

  /// What is known of a word on the stack.
  enum Operand: Equatable {
    case unknown
    case constant(UInt256)
    /// All gas that is left.
    case gasLeft
    /// 2300 where the value is zero: solc's `transfer` and `send`.
    case stipend
  }

  /// `constructor`, `runtime`, or the contract's place among those that are created.
  let name: String
  /// Where the part begins in the whole bytecode.
  let start: Int
  let size: Int
  let instructions: [DisassembledInstruction]
  let blocks: [Block]
  /// Positions in `instructions` of what can be reached.
  let reached: [Int]
  /// Parts that reached code copies from: offset within this part, and size.
  let copies: [(offset: Int, size: Int)]
  /// The stack in front of each reached instruction as far as its block tells, top first.
  private let stacks: [Int: [Operand]]

  /// The operand of an instruction, 0 for the top of the stack.
  func operand(_ place: Int, of instruction: Int) -> Operand {
    guard let stack = stacks[instruction], place < stack.count else { return .unknown }
    return stack[place]
  }

  /// The block that holds an instruction.
  func block(of instruction: Int) -> Block? {
    var low = 0
    var high = blocks.count
    while low < high {
      let middle = (low + high) / 2
      if blocks[middle].range.upperBound <= instruction { low = middle + 1 } else { high = middle }
    }
    return low < blocks.count && blocks[low].range.contains(instruction) ? blocks[low] : nil
  }

  init(name: String, start: Int, code: ArraySlice<UInt8>) {
    self.name = name
    self.start = start
    size = code.count
    instructions = Disassembler.instructions(Array(code))
    var flow = ControlFlow(instructions)
    flow.run()
    blocks = flow.blocks
    reached = flow.reachedBlocks.sorted().flatMap { Array(flow.blocks[$0].range) }
    stacks = flow.stacks
    copies = flow.copies
  }
}

/// Finds blocks, what reaches what, and loops.
private struct ControlFlow {
  let instructions: [DisassembledInstruction]
  var blocks: [CodePart.Block] = []
  var reachedBlocks: Set<Int> = []
  var stacks: [Int: [CodePart.Operand]] = [:]
  var copies: [(offset: Int, size: Int)] = []
  /// Blocks by the offset of the JUMPDEST that begins them.
  private var destinations: [Int: Int] = [:]

  init(_ instructions: [DisassembledInstruction]) {
    self.instructions = instructions
    var begin = 0
    for (place, instruction) in instructions.enumerated() {
      if instruction.opcode == .jumpdest, place > begin {
        blocks.append(CodePart.Block(range: begin..<place))
        begin = place
      }
      if instruction.opcode == .jumpdest { destinations[instruction.offset] = blocks.count }
      if Self.ends(instruction.opcode) {
        blocks.append(CodePart.Block(range: begin..<place + 1))
        begin = place + 1
      }
    }
    if begin < instructions.count {
      blocks.append(CodePart.Block(range: begin..<instructions.count))
    }
  }

  private static func stops(_ opcode: Opcode) -> Bool {
    switch opcode {
    case .stop, .return, .revert, .invalid, .selfdestruct, .jump: true
    // Undefined bytes end a frame as INVALID does.
    default: OpcodeTable[opcode] == nil
    }
  }

  private static func ends(_ opcode: Opcode) -> Bool { stops(opcode) || opcode == .jumpi }

  mutating func run() {
    guard !blocks.isEmpty else { return }
    reach([0])
    // Destinations out of a table in memory (Vyper's dispatch) are pushed by nobody: when most are
    // unreached, every one before the end of the last that is reachable code counts.
    let known = destinations.values.filter { reachedBlocks.contains($0) }.count
    if known * 2 < destinations.count { reach(destinations.values.sorted()) }
    markLoops()
  }

  private mutating func reach(_ starts: [Int]) {
    var open = starts.filter { !reachedBlocks.contains($0) }
    reachedBlocks.formUnion(open)
    while let block = open.popLast() {
      let successors = follow(block)
      blocks[block].successors = successors
      for next in successors where reachedBlocks.insert(next).inserted { open.append(next) }
    }
  }

  /// Interprets a block with constants alone and returns where it leads.
  private mutating func follow(_ index: Int) -> Set<Int> {
    var stack: [CodePart.Operand] = []
    var successors: Set<Int> = []
    for place in blocks[index].range {
      let instruction = instructions[place]
      stacks[place] = stack.reversed()
      if case .constant(let value)? = Self.pushed(instruction),
        let offset = value.asInt, let target = destinations[offset]
      {
        successors.insert(target)
      }
      if instruction.opcode == .codecopy, stack.count >= 3,
        case .constant(let offset) = stack[stack.count - 2],
        case .constant(let size) = stack[stack.count - 3],
        let offset = offset.asInt, let size = size.asInt
      {
        copies.append((offset, size))
      }
      step(instruction, &stack)
    }
    if let last = blocks[index].range.last, !Self.stops(instructions[last].opcode),
      index + 1 < blocks.count
    {
      successors.insert(index + 1)
    }
    return successors
  }

  private static func pushed(_ instruction: DisassembledInstruction) -> CodePart.Operand? {
    if instruction.opcode == .push0 { return .constant(.zero) }
    guard instruction.opcode.immediates > 0 else { return nil }
    let missing = instruction.opcode.immediates - instruction.immediate.count
    let bytes = instruction.immediate + [UInt8](repeating: 0, count: max(0, missing))
    return UInt256(bigEndian: bytes).map { .constant($0) }
  }

  private func step(_ instruction: DisassembledInstruction, _ stack: inout [CodePart.Operand]) {
    let opcode = instruction.opcode
    if let constant = Self.pushed(instruction) { return stack.append(constant) }
    let byte = opcode.rawValue
    if byte >= Opcode.dup1.rawValue, byte <= Opcode.dup16.rawValue {
      let depth = Int(byte - Opcode.dup1.rawValue) + 1
      stack.append(depth <= stack.count ? stack[stack.count - depth] : .unknown)
      return
    }
    if byte >= Opcode.swap1.rawValue, byte <= Opcode.swap16.rawValue {
      let depth = Int(byte - Opcode.swap1.rawValue) + 1
      while stack.count <= depth { stack.insert(.unknown, at: 0) }
      stack.swapAt(stack.count - 1, stack.count - 1 - depth)
      return
    }
    guard let row = OpcodeTable[opcode] else { return }
    let operands = Array(stack.suffix(row.pops).reversed())
    stack.removeLast(min(row.pops, stack.count))
    guard row.pushes > 0 else { return }
    switch (opcode, operands.first, operands.dropFirst().first) {
    case (.gas, _, _): stack.append(.gasLeft)
    case (.mul, .constant(2300)?, _), (.mul, _, .constant(2300)?): stack.append(.stipend)
    case (.add, .constant(let left)?, .constant(let right)?):
      stack.append(.constant(left + right))
    case (.sub, .constant(let left)?, .constant(let right)?):
      stack.append(.constant(left - right))
    default: stack.append(.unknown)
    }
  }

  /// Marks the blocks of every cycle (Tarjan's strongly connected components, without recursion).
  private mutating func markLoops() {
    var number: [Int: Int] = [:]
    var lowest: [Int: Int] = [:]
    var path: [Int] = []
    var onPath: Set<Int> = []
    for start in reachedBlocks.sorted() where number[start] == nil {
      var work: [(block: Int, rest: [Int])] = [(start, blocks[start].successors.sorted())]
      enter(start)
      while let top = work.last {
        if let next = top.rest.last {
          work[work.count - 1].rest.removeLast()
          if number[next] == nil {
            enter(next)
            work.append((next, blocks[next].successors.sorted()))
          } else if onPath.contains(next) {
            lowest[top.block] = min(lowest[top.block] ?? 0, number[next] ?? 0)
          }
          continue
        }
        work.removeLast()
        if let parent = work.last?.block {
          lowest[parent] = min(lowest[parent] ?? 0, lowest[top.block] ?? 0)
        }
        guard lowest[top.block] == number[top.block] else { continue }
        var component: [Int] = []
        while let member = path.popLast() {
          onPath.remove(member)
          component.append(member)
          if member == top.block { break }
        }
        let isLoop = component.count > 1 || blocks[top.block].successors.contains(top.block)
        if isLoop { for member in component { blocks[member].isInLoop = true } }
      }
    }

    func enter(_ block: Int) {
      number[block] = number.count
      lowest[block] = number[block]
      path.append(block)
      onPath.insert(block)
    }
  }
}
