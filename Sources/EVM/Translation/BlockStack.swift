import Primitives

/// What a translator knows of one word of the stack.
enum StackValue: Equatable {
  /// It lies in a register.
  case register(Int)
  case constant(UInt256)
  /// A register and a limb are to be added up: where memory is addressed so, or more is added, the
  /// sum itself is never made. Fields of structs are addressed so, one in four of
  /// `structarray_alloc`'s records was such a sum.
  case sum(Int, UInt64)

  /// The register that it needs.
  var register: Int? {
    switch self {
    case .register(let register), .sum(let register, _): register
    case .constant: nil
    }
  }

  /// The same with another register in the place of its own.
  func moved(to register: Int) -> StackValue {
    if case .sum(_, let limb) = self { .sum(register, limb) } else { .register(register) }
  }
}

/// The stack of one block while it is translated: which register or constant stands for each item.
///
/// Registers are counted from the lowest item that the block reaches. The first ones are the items'
/// own places ("homes"): item n's home is register n. Those from `firstSpare` on belong to no item.
/// A block starts with every item at home, and so must end (`Translator.settle`); in between,
/// DUP, SWAP, POP and PUSH only change what stands here, and no record is written for them.
struct BlockStack {
  private(set) var items: [StackValue] = []
  /// Operands that a record to come still reads though they have left the stack.
  private(set) var held: [StackValue] = []
  /// How many items and held operands lie in each register.
  private(set) var uses: [Int16] = []
  private(set) var firstSpare = 0
  /// Registers below this are the block's operands from before: its window begins here.
  private(set) var window = 0

  /// Begins a block that reaches `depth` items below its start and `growth` above; the arrays of the
  /// block before are used again.
  mutating func reset(depth: Int, growth: Int) {
    items.removeAll(keepingCapacity: true)
    for register in 0..<depth { items.append(.register(register)) }
    uses.removeAll(keepingCapacity: true)
    uses.append(contentsOf: repeatElement(1, count: depth))
    uses.append(contentsOf: repeatElement(0, count: growth + 16))
    firstSpare = depth + growth
    window = depth
  }

  /// Items, counted from the lowest that the block reaches.
  var height: Int { items.count }

  /// The item `depth` below the top.
  @inline(__always)
  subscript(depth: Int) -> StackValue { items[items.count - 1 - depth] }

  @inline(__always)
  mutating func push(_ value: StackValue) {
    retain(value)
    items.append(value)
  }

  @inline(__always)
  mutating func drop(_ count: Int) {
    for _ in 0..<count { release(items.removeLast()) }
  }

  mutating func exchange(_ depth: Int) {
    let top = items.count - 1
    items.swapAt(top, top - depth)
  }

  /// Keeps an operand's register from being written until `releaseHeld`; answers its place.
  mutating func hold(_ value: StackValue) -> Int {
    retain(value)
    held.append(value)
    return held.count - 1
  }

  mutating func releaseHeld() {
    for value in held { release(value) }
    held.removeAll(keepingCapacity: true)
  }

  /// Says that the item at `index` now lies in `register`.
  mutating func set(_ index: Int, register: Int) {
    retain(.register(register))
    release(items[index])
    items[index] = .register(register)
  }

  /// Says that a register now holds a sum, wherever it stands.
  mutating func replace(_ sum: StackValue, by register: Int) {
    for index in items.indices where items[index] == sum { set(index, register: register) }
  }

  /// Lets everything that lies in `register` lie in `other`.
  mutating func move(_ register: Int, to other: Int) {
    for index in items.indices where items[index].register == register {
      items[index] = items[index].moved(to: other)
    }
    for index in held.indices where held[index].register == register {
      held[index] = held[index].moved(to: other)
    }
    reserve(other)
    uses[other] += uses[register]
    uses[register] = 0
  }

  /// Two items that lie in each other's homes now lie in their own.
  mutating func exchangeRegisters(_ index: Int, _ other: Int) { items.swapAt(index, other) }

  /// Lets all items but the one at home in `register` lie in `other`.
  mutating func moveOthers(from register: Int, to other: Int) {
    move(register, to: other)
    set(register, register: register)
  }

  @inline(__always)
  func isFree(_ register: Int) -> Bool { uses[register] == 0 }

  /// A free register that is no item's home.
  mutating func spare() -> Int {
    var register = firstSpare
    while register < uses.count, uses[register] != 0 { register += 1 }
    reserve(register)
    return register
  }

  private mutating func reserve(_ register: Int) {
    while register >= uses.count { uses.append(0) }
  }

  @inline(__always)
  private mutating func retain(_ value: StackValue) {
    if let register = value.register { uses[register] += 1 }
  }

  @inline(__always)
  private mutating func release(_ value: StackValue) {
    if let register = value.register { uses[register] -= 1 }
  }
}
