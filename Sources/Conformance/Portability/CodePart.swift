import EVM
import Primitives

/// Code that runs as one: a constructor, the contract it leaves, or a contract that one creates.
///
/// Only what can be reached counts as code, so that metadata, constants and constructor arguments are
/// not read as instructions (`ControlFlow`).
struct CodePart {
  /// Basic block: instructions that run one after the other.
  struct Block {
    let range: Range<Int>
    /// Whether control can come back here from here within one run of the code.
    var isInLoop = false
  }

  /// What is known of a word on the stack.
  enum Operand: Hashable {
    case unknown
    case constant(UInt256)
    /// One of some jump destinations.
    case destinations(Set<Int>)
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
  /// Whether some jump's destination could not be told, so that `reached` may hold too much.
  let hasUnresolvedJumps: Bool
  /// Parts that reached code copies from: offset within this part, and size.
  let copies: [(offset: Int, size: Int)]
  /// The stack in front of each reached instruction as far as it is known, top first.
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
    hasUnresolvedJumps = flow.hasUnresolvedJumps
  }
}
