import EVM
import Primitives

/// The stack as far as the code alone tells, top last; below what it holds all is unknown.
struct AbstractStack: Hashable {
  private(set) var items: [CodePart.Operand] = []

  /// Items further down are forgotten: only what code reaches with SWAP16 again and again is there.
  private static let depth = 256

  var topFirst: [CodePart.Operand] { items.reversed() }

  /// The operand at a place, 0 for the top.
  subscript(place: Int) -> CodePart.Operand {
    place < items.count ? items[items.count - 1 - place] : .unknown
  }

  /// What both stacks agree on; constants that differ and are `destinations` become a set of them.
  func joined(with other: AbstractStack, destinations: [Int: Int]) -> AbstractStack {
    var joined: [CodePart.Operand] = []
    for place in 0..<min(items.count, other.items.count) {
      joined.append(Self.join(self[place], other[place], destinations))
    }
    while joined.last == .unknown { joined.removeLast() }
    var stack = AbstractStack()
    stack.items = joined.reversed()
    return stack
  }

  private static func join(
    _ left: CodePart.Operand, _ right: CodePart.Operand, _ destinations: [Int: Int]
  ) -> CodePart.Operand {
    if left == right { return left }
    guard let one = targets(left, destinations), let two = targets(right, destinations) else {
      return .unknown
    }
    let all = one.union(two)
    // More than any function has callers: it is no return address then.
    return all.count <= 256 ? .destinations(all) : .unknown
  }

  /// The jump destinations that an operand can be; nil when it is none or may be anything.
  static func targets(_ operand: CodePart.Operand, _ destinations: [Int: Int]) -> Set<Int>? {
    switch operand {
    case .constant(let value):
      guard let offset = value.asInt, destinations[offset] != nil else { return nil }
      return [offset]
    case .destinations(let offsets): return offsets
    case .unknown, .gasLeft, .stipend: return nil
    }
  }

  /// The word that an instruction pushes as it is.
  static func pushed(by instruction: DisassembledInstruction) -> CodePart.Operand? {
    if instruction.opcode == .push0 { return .constant(.zero) }
    guard instruction.opcode.immediates > 0 else { return nil }
    let missing = instruction.opcode.immediates - instruction.immediate.count
    let bytes = instruction.immediate + [UInt8](repeating: 0, count: max(0, missing))
    return UInt256(bigEndian: bytes).map { .constant($0) }
  }

  private mutating func push(_ operand: CodePart.Operand) {
    items.append(operand)
    if items.count > Self.depth { items.removeFirst() }
  }

  /// Carries out one instruction.
  mutating func step(_ instruction: DisassembledInstruction) {
    let opcode = instruction.opcode
    if let constant = Self.pushed(by: instruction) { return push(constant) }
    let byte = opcode.rawValue
    if byte >= Opcode.dup1.rawValue, byte <= Opcode.dup16.rawValue {
      return push(self[Int(byte - Opcode.dup1.rawValue)])
    }
    if byte >= Opcode.swap1.rawValue, byte <= Opcode.swap16.rawValue {
      let distance = Int(byte - Opcode.swap1.rawValue) + 1
      while items.count <= distance { items.insert(.unknown, at: 0) }
      return items.swapAt(items.count - 1, items.count - 1 - distance)
    }
    guard let row = OpcodeTable[opcode] else { return }
    let operands = (self[0], self[1])
    items.removeLast(min(row.pops, items.count))
    guard row.pushes > 0 else { return }
    push(Self.result(of: opcode, operands))
  }

  private static func result(
    of opcode: Opcode, _ operands: (CodePart.Operand, CodePart.Operand)
  ) -> CodePart.Operand {
    switch (opcode, operands.0, operands.1) {
    case (.gas, _, _): .gasLeft
    case (.mul, .constant(2300), _), (.mul, _, .constant(2300)): .stipend
    case (.add, .constant(let left), .constant(let right)): .constant(left + right)
    case (.sub, .constant(let left), .constant(let right)): .constant(left - right)
    case (.and, .constant(let left), .constant(let right)): .constant(left & right)
    case (.and, .destinations(let offsets), .constant(let mask)),
      (.and, .constant(let mask), .destinations(let offsets)):
      // solc cuts the address of a function variable to its width.
      offsets.allSatisfy({ UInt256(UInt64($0)) & mask == UInt256(UInt64($0)) })
        ? .destinations(offsets) : .unknown
    default: .unknown
    }
  }
}
