import Primitives

/// Instructions that leave the records: slow ones, jumps, ends.
extension Translator {
  // MARK: Slow instructions

  /// An instruction whose body works on the stack itself: its operands come home first.
  mutating func slow(
    _ operation: Operation, _ opcode: Opcode = .stop, takes: Int, leaves: Int
  ) {
    settle(top: takes)
    if leaves == 1 { unshare(stack.height - takes) }
    write(operation, offset: 32 * (stack.height - stack.window), detail: opcode.rawValue)
    for register in (stack.height - takes)..<stack.height { noteWritten(register) }
    if Translator.writesMemory(opcode) { forgetMemory() }
    appendGasUnit()
    stack.drop(takes)
    // A result lies where the lowest operand did.
    if leaves == 1 { stack.push(.register(stack.height)) }
  }

  /// A slow instruction that only pushes.
  mutating func performPush(_ opcode: Opcode) {
    let home = stack.height
    if !stack.isFree(home) { vacate(home) }
    write(.perform, offset: 32 * (home - stack.window), detail: opcode.rawValue)
    noteWritten(home)
    appendGasUnit()
    stack.push(.register(home))
  }

  /// A slow instruction that replaces one word, wherever it lies.
  mutating func slowUnary(_ operation: Operation) {
    let register = heldRegister(stack[0])
    stack.drop(1)
    let target = targetForPush()
    write(operation, to: target, from: register)
    appendGasUnit()
    stack.releaseHeld()
    stack.push(.register(target))
  }

  // MARK: Flow

  mutating func leave(_ operation: Operation, takes: Int) {
    settle(top: takes)
    write(operation, offset: 32 * (stack.height - stack.window))
  }

  mutating func jump() {
    let target = stack[0]
    switch target {
    case .constant(let word) where code.isJumpDestination(word):
      stack.drop(1)
      settle()
      write(.jump, offset: blockDelta)
      appendDistance(from: newest, to: Int(word.limb0))
    case .constant:
      write(.badJump)
    case .sum: break
    case .register(let register):
      let place = stack.hold(.register(register))
      stack.drop(1)
      settle()
      write(.jumpDynamic, reading: heldRegister(at: place), c: blockDelta)
      stack.releaseHeld()
    }
  }

  mutating func jumpIf() {
    let target = stack[0]
    let condition = stack[1]
    if case .constant(let word) = condition {
      if word.isZero {
        stack.drop(2)
        settle()
        write(.fallThrough, offset: blockDelta)
      } else {
        stack.drop(2)
        stack.push(target)
        jump()
      }
      return
    }
    guard case .register(let register) = condition else { return }
    guard case .constant(let word) = target, code.isJumpDestination(word) else {
      return jumpIfDynamic(target, register)
    }

    // The comparison that made the condition, if nobody else reads it, becomes the jump.
    var operation = Operation.isNotZero
    var constant: UInt256?
    var operands = [register]
    var limb: UInt64?
    if let comparison = maker(of: stack[1])?.comparison {
      operation = comparison
      operands = writer.sources(at: newest).map { $0 / 32 + stack.window }
      if comparison.takesConstant {
        constant = writer.constant(at: newest + 1)
        operands.removeLast()
      } else if comparison.takesLimb {
        limb = writer.limb(at: newest + 1)
        operands.removeLast()
      } else if comparison == .isZero || comparison == .isNotZero {
        operands.removeLast()
      }
      _ = unwrite(register)
    }
    let places = operands.map { stack.hold(.register($0)) }
    stack.drop(2)
    settle()
    let first = heldRegister(at: places[0])
    if places.count == 2 {
      write(operation.jump, reading: first, heldRegister(at: places[1]), c: blockDelta)
    } else {
      write(operation.jump, reading: first, c: blockDelta)
    }
    appendDistance(from: newest, to: Int(word.limb0))
    if let constant { writer.append(constant: constant) }
    if let limb { writer.append(limb: limb) }
    stack.releaseHeld()
  }

  /// To a place known only when it runs, or to none.
  mutating func jumpIfDynamic(_ target: StackValue, _ condition: Int) {
    let place = stack.hold(.register(condition))
    let targetPlace = stack.hold(target)
    stack.drop(2)
    settle()
    let condition = heldRegister(at: place)
    switch stack.held[targetPlace] {
    case .constant, .sum: write(.badJumpIf, reading: condition, c: blockDelta)
    case .register(let register):
      write(.jumpDynamicIf, reading: condition, register, c: blockDelta)
    }
    stack.releaseHeld()
  }
}
