import Primitives

/// Registers: where values lie, and how they come home.
extension Translator {
  /// A register as records name it.
  @inline(__always)
  func offset(_ register: Int) -> Int { 32 * (register - stack.window) }

  // MARK: Records

  /// Begins a record that reads and writes registers.
  @inline(__always)
  mutating func write(
    _ operation: Operation, to target: Int, from left: Int? = nil, _ right: Int? = nil,
    detail: UInt8 = 0
  ) {
    newest = writer.position
    writer.append(
      operation, a: offset(target), b: left.map { offset($0) } ?? 0,
      c: right.map { offset($0) } ?? 0, detail: detail)
    if let left { touch(left) }
    if let right { touch(right) }
    touch(target)
    definitions[target] = Int32(truncatingIfNeeded: newest)
    contents[target] = Int32(truncatingIfNeeded: newest)
  }

  /// Begins a record that only reads.
  @inline(__always)
  mutating func write(_ operation: Operation, reading left: Int, _ right: Int? = nil, c: Int = 0) {
    newest = writer.position
    writer.append(
      operation, a: offset(left), b: right.map { offset($0) } ?? 0, c: c)
    touch(left)
    if let right { touch(right) }
  }

  /// Begins a record without registers; `offset` is its field a.
  @inline(__always)
  mutating func write(_ operation: Operation, offset: Int = 0, detail: UInt8 = 0) {
    newest = writer.position
    writer.append(operation, a: offset, detail: detail)
  }

  /// The newest record reads the register too.
  mutating func noteRead(_ register: Int) { touch(register) }

  /// The newest record may have written the register, and cannot be made to write elsewhere.
  mutating func noteWritten(_ register: Int) {
    touch(register)
    definitions[register] = -1
    contents[register] = Int32(truncatingIfNeeded: newest)
  }

  /// Copies a register. Up to three copies in a row are one record: at the end of a block they are
  /// usual (two records in five of `fib_loop` were copies).
  mutating func move(to target: Int, from source: Int) {
    let operation = newest < 0 ? .undefined : writer.operation(at: newest)
    switch operation {
    case .move:
      // It cannot write elsewhere any more: what comes second might read from there.
      definitions[writer.fields(at: newest).a / 32 + stack.window] = -1
      writer.setOperation(.moveTwo, at: newest)
      writer.setCount(offset(target), at: newest)
      writer.append(d: offset(source))
    case .moveTwo:
      writer.setOperation(.moveThree, at: newest)
      writer.set(e: offset(target), f: offset(source), at: newest + 1)
    default:
      return write(.move, to: target, from: source)
    }
    touch(source)
    noteWritten(target)
  }

  private mutating func touch(_ register: Int) {
    while register >= touches.count {
      touches.append(-1)
      definitions.append(-1)
      contents.append(-1)
    }
    touches[register] = Int32(truncatingIfNeeded: newest)
  }

  // MARK: Where results go

  /// The register for a new top item: its home, if nothing else lies there.
  mutating func targetForPush() -> Int {
    let home = stack.height
    return home < stack.firstSpare && stack.isFree(home) ? home : stack.spare()
  }

  /// A register that holds the value; a constant is written to a spare one.
  mutating func register(_ value: StackValue) -> Int {
    switch value {
    case .register(let register): return register
    case .constant(let word):
      let register = stack.spare()
      write(word, to: register)
      return register
    case .sum(let register, let limb):
      let sum = stack.spare()
      write(.addLimb, to: sum, from: register)
      writer.append(limb: limb)
      return sum
    }
  }

  /// Makes the sums among the `count` top items.
  mutating func makeSums(_ count: Int) {
    for depth in 0..<count { makeSum(depth) }
  }

  /// Makes the item `depth` below the top, if it is a sum, in its home where that is free.
  mutating func makeSum(_ depth: Int) {
    let value = stack[depth]
    guard case .sum(let register, let limb) = value else { return }
    let home = stack.height - 1 - depth
    let target: Int
    if stack.isFree(home) {
      target = home
    } else {
      target = stack.uses[register] == 1 ? register : stack.spare()
    }
    write(.addLimb, to: target, from: register)
    writer.append(limb: limb)
    stack.replace(value, by: target)
  }

  mutating func write(_ word: UInt256, to register: Int) {
    if word.fitsUInt64 {
      write(.smallConstant, to: register)
      writer.append(limb: word.limb0)
    } else {
      write(.constant, to: register)
      writer.append(constant: word)
    }
  }

  // MARK: Coming home

  /// Brings all items home.
  mutating func settle() { settle(from: 0) }

  /// Brings the `count` top items home.
  mutating func settle(top count: Int) { settle(from: stack.height - count) }

  private mutating func settle(from first: Int) {
    while true {
      // What can go home without hurting another goes first.
      var stuck: Int?
      var moved = false
      for index in first..<stack.height where stack.items[index] != .register(index) {
        if bringHome(index) { moved = true } else { stuck = stuck ?? index }
      }
      guard let stuck else { return }
      if !moved { breakCycle(at: stuck) }
    }
  }

  /// Moves one item home unless another value lies there.
  private mutating func bringHome(_ index: Int) -> Bool {
    if case .sum(index, let limb) = stack.items[index], stack.uses[index] == 1 {
      write(.addLimb, to: index, from: index)
      writer.append(limb: limb)
      stack.set(index, register: index)
      return true
    }
    guard stack.isFree(index) else { return false }
    switch stack.items[index] {
    case .sum(let register, let limb):
      write(.addLimb, to: index, from: register)
      writer.append(limb: limb)
    case .constant(let word): write(word, to: index)
    case .register(let register):
      if !retarget(register, to: index) { move(to: index, from: register) }
    }
    stack.set(index, register: index)
    return true
  }

  /// Lets the record that made a value write it to `home` at once, if nobody has read it since and
  /// nothing has touched `home`.
  private mutating func retarget(_ register: Int, to home: Int) -> Bool {
    let definition = definitions[register]
    guard definition >= 0, touches[register] == definition, stack.uses[register] == 1,
      touches[home] <= definition
    else { return false }
    writer.setTarget(offset(home), at: Int(definition))
    definitions[home] = definition
    touches[home] = definition
    definitions[register] = -1
    moveContents(of: register, to: home)
    return true
  }

  /// Two items that lie in each other's homes change places; else what lies in the item's home goes
  /// to a spare register.
  private mutating func breakCycle(at index: Int) {
    if case .sum(let register, let limb) = stack.items[index], stack.uses[register] == 1 {
      write(.addLimb, to: register, from: register)
      writer.append(limb: limb)
      stack.set(index, register: register)
    } else if case .register(let other) = stack.items[index], other < stack.height,
      stack.items[other] == .register(index), stack.uses[other] == 1, stack.uses[index] == 1
    {
      write(.exchange, to: index, from: other)
      noteWritten(index)
      noteWritten(other)
      stack.exchangeRegisters(index, other)
    } else {
      vacate(index)
    }
  }

  /// Gives other items that share the register of an item at home a register of their own: this
  /// one is about to be written.
  mutating func unshare(_ home: Int) {
    guard stack.uses[home] > 1 else { return }
    let spare = stack.spare()
    move(to: spare, from: home)
    stack.moveOthers(from: home, to: spare)
  }

  /// Moves what lies in a register to a spare one.
  mutating func vacate(_ register: Int) {
    let spare = stack.spare()
    move(to: spare, from: register)
    stack.move(register, to: spare)
  }
}
