import EVM
import Primitives

/// Finds what code reaches, by walking it with a stack of constants: a jump goes where the constant on
/// top says, so that a function returns to the place it was called from.
///
/// A block is walked once for each arrangement of return addresses on its stack, so that a function
/// which is called twice in a row is no loop, and one that is called in a loop is in it. A jump to a
/// word that the walk cannot tell may go to any destination that reached code pushes.
struct ControlFlow {
  /// A block and the jump destinations on the stack in front of it, by their places from the top.
  private struct Node: Hashable {
    let block: Int
    let destinations: [Int]
  }

  /// Arrangements of a block that are told apart; beyond them only the nearest addresses are.
  private static let mostContexts = 48
  /// The nearest addresses that are told apart then.
  private static let nearest = 2
  /// Nodes altogether; beyond them blocks are not told apart by their stacks at all.
  private static let mostNodes = 30_000

  private let instructions: [DisassembledInstruction]
  private(set) var blocks: [CodePart.Block] = []
  private(set) var reachedBlocks: Set<Int> = []
  private(set) var stacks: [Int: [CodePart.Operand]] = [:]
  private(set) var copies: [(offset: Int, size: Int)] = []
  private(set) var hasUnresolvedJumps = false
  /// Blocks by the offset of the JUMPDEST that begins them.
  private var destinations: [Int: Int] = [:]
  private var entries: [Node: AbstractStack] = [:]
  private var successors: [Node: Set<Node>] = [:]
  private var contexts: [Int: Int] = [:]
  private var open: [Node] = []
  /// Destinations that reached code pushes.
  private var pushed: Set<Int> = []

  init(_ instructions: [DisassembledInstruction]) {
    self.instructions = instructions
    var begin = 0
    for (place, instruction) in instructions.enumerated() {
      if instruction.opcode == .jumpdest, place > begin {
        blocks.append(CodePart.Block(range: begin..<place))
        begin = place
      }
      if instruction.opcode == .jumpdest { destinations[instruction.offset] = blocks.count }
      if Self.stops(instruction.opcode) || instruction.opcode == .jumpi {
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

  mutating func run() {
    guard !blocks.isEmpty else { return }
    _ = arrive(at: 0, AbstractStack())
    walk()
    // What an unresolved jump may reach can push destinations of its own.
    var known = 0
    while hasUnresolvedJumps, known < pushed.count {
      known = pushed.count
      reach(pushed)
    }
    // Destinations out of a table in memory (Vyper's dispatch) are pushed by nobody: when most are
    // unreached, every one counts.
    let reached = destinations.values.filter { reachedBlocks.contains($0) }.count
    if hasUnresolvedJumps, reached * 2 < destinations.count { reach(Set(destinations.keys)) }
    collect()
    markLoops()
  }

  // MARK: - The walk

  private mutating func reach(_ offsets: Set<Int>) {
    for offset in offsets.sorted() {
      guard let block = destinations[offset], !reachedBlocks.contains(block) else { continue }
      _ = arrive(at: block, AbstractStack())
      walk()
    }
  }

  private mutating func walk() {
    while let node = open.popLast() {
      successors[node] = follow(node)
    }
  }

  /// Brings a stack to a block, which is walked again if that tells something new.
  private mutating func arrive(at block: Int, _ stack: AbstractStack) -> Node {
    let node = self.node(block, stack)
    guard let known = entries[node] else {
      entries[node] = stack
      contexts[block, default: 0] += 1
      reachedBlocks.insert(block)
      open.append(node)
      return node
    }
    let joined = known.joined(with: stack, destinations: destinations)
    if joined != known {
      entries[node] = joined
      open.append(node)
    }
    return node
  }

  private func node(_ block: Int, _ stack: AbstractStack) -> Node {
    var key: [Int] = []
    for place in 0..<stack.items.count {
      guard case .constant = stack[place],
        let target = AbstractStack.targets(stack[place], destinations)?.first
      else { continue }
      key += [place, target]
    }
    let node = Node(block: block, destinations: key)
    guard entries[node] == nil else { return node }
    if entries.count >= Self.mostNodes { return Node(block: block, destinations: [-1]) }
    guard contexts[block, default: 0] >= Self.mostContexts else { return node }
    return Node(block: block, destinations: [-2] + key.prefix(2 * Self.nearest))
  }

  private mutating func follow(_ node: Node) -> Set<Node> {
    guard var stack = entries[node] else { return [] }
    let range = blocks[node.block].range
    var next: Set<Node> = []
    for place in range {
      let instruction = instructions[place]
      if case .constant(let value)? = AbstractStack.pushed(by: instruction),
        let offset = value.asInt, destinations[offset] != nil
      {
        pushed.insert(offset)
      }
      if instruction.opcode == .jump || instruction.opcode == .jumpi {
        let target = stack[0]
        stack.step(instruction)
        next.formUnion(jump(to: target, stack, from: range))
      } else {
        stack.step(instruction)
      }
    }
    if let last = range.last, !Self.stops(instructions[last].opcode), node.block + 1 < blocks.count
    {
      next.insert(arrive(at: node.block + 1, stack))
    }
    return next
  }

  private mutating func jump(
    to target: CodePart.Operand, _ stack: AbstractStack, from range: Range<Int>
  ) -> Set<Node> {
    if case .constant(let value) = target {
      // A constant that is no destination ends the frame.
      guard let block = value.asInt.flatMap({ destinations[$0] }) else { return [] }
      return [arrive(at: block, stack)]
    }
    guard let offsets = AbstractStack.targets(target, destinations) else {
      hasUnresolvedJumps = true
      return []
    }
    var next: Set<Node> = []
    for offset in offsets.sorted() {
      if let block = destinations[offset] { next.insert(arrive(at: block, stack)) }
    }
    return next
  }

  // MARK: - What was found

  /// Notes what every way to an instruction agrees on, and what is copied out of the code.
  private mutating func collect() {
    var merged: [Int: AbstractStack] = [:]
    for (node, stack) in entries {
      merged[node.block] =
        merged[node.block]?.joined(with: stack, destinations: destinations) ?? stack
    }
    var seen: Set<[Int]> = []
    for block in reachedBlocks.sorted() {
      guard var stack = merged[block] else { continue }
      for place in blocks[block].range {
        let instruction = instructions[place]
        stacks[place] = stack.topFirst
        if instruction.opcode == .codecopy, case .constant(let offset) = stack[1],
          case .constant(let size) = stack[2], let offset = offset.asInt, let size = size.asInt,
          seen.insert([offset, size]).inserted
        {
          copies.append((offset, size))
        }
        stack.step(instruction)
      }
    }
  }

  /// Marks the blocks of every cycle (Tarjan's strongly connected components, without recursion).
  private mutating func markLoops() {
    var number: [Node: Int] = [:]
    var lowest: [Node: Int] = [:]
    var path: [Node] = []
    var onPath: Set<Node> = []
    for start in entries.keys where number[start] == nil {
      var work: [(node: Node, rest: [Node])] = [(start, Array(successors[start] ?? []))]
      enter(start)
      while let top = work.last {
        if let next = top.rest.last {
          work[work.count - 1].rest.removeLast()
          if number[next] == nil {
            enter(next)
            work.append((next, Array(successors[next] ?? [])))
          } else if onPath.contains(next) {
            lowest[top.node] = min(lowest[top.node] ?? 0, number[next] ?? 0)
          }
          continue
        }
        work.removeLast()
        if let parent = work.last?.node {
          lowest[parent] = min(lowest[parent] ?? 0, lowest[top.node] ?? 0)
        }
        guard lowest[top.node] == number[top.node] else { continue }
        var component: [Node] = []
        while let member = path.popLast() {
          onPath.remove(member)
          component.append(member)
          if member == top.node { break }
        }
        let isLoop = component.count > 1 || successors[top.node]?.contains(top.node) == true
        if isLoop { for member in component { blocks[member.block].isInLoop = true } }
      }
    }

    func enter(_ node: Node) {
      number[node] = number.count
      lowest[node] = number[node]
      path.append(node)
      onPath.insert(node)
    }
  }
}
