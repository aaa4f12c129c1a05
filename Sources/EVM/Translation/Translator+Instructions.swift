import Primitives

/// What each instruction becomes.
extension Translator {
  /// Writes the records of one instruction; true when it ended the block.
  mutating func translate(_ opcode: Opcode, at position: Int) -> Bool {
    switch opcode {
    // Nothing but moves.
    case .jumpdest: break
    case .pop: stack.drop(1)
    case .push0: stack.push(.constant(.zero))
    case .push1, .push2, .push3, .push4, .push5, .push6, .push7, .push8, .push9, .push10, .push11,
      .push12, .push13, .push14, .push15, .push16, .push17, .push18, .push19, .push20, .push21,
      .push22, .push23, .push24, .push25, .push26, .push27, .push28, .push29, .push30, .push31,
      .push32:
      stack.push(
        .constant(code.immediate(at: position + 1, count: StackShape.of(opcode).immediates)))
    case .dup1, .dup2, .dup3, .dup4, .dup5, .dup6, .dup7, .dup8, .dup9, .dup10, .dup11, .dup12,
      .dup13, .dup14, .dup15, .dup16:
      stack.push(stack[Int(opcode.rawValue - Opcode.dup1.rawValue)])
    case .swap1, .swap2, .swap3, .swap4, .swap5, .swap6, .swap7, .swap8, .swap9, .swap10, .swap11,
      .swap12, .swap13, .swap14, .swap15, .swap16:
      stack.exchange(Int(opcode.rawValue - Opcode.swap1.rawValue) + 1)
    case .pc: stack.push(.constant(UInt256(UInt64(position))))
    case .codesize: stack.push(.constant(UInt256(UInt64(code.count))))

    // Functions of words.
    case .add, .mul, .sub, .div, .sdiv, .mod, .smod, .signextend, .and, .or, .xor, .byte, .shl,
      .shr, .sar, .exp:
      binary(opcode)
    case .lt, .gt, .slt, .sgt, .eq: compare(opcode)
    case .iszero: isZero()
    case .not, .clz: unary(opcode)
    case .addmod: ternary(.addModulo, UInt256.addMod)
    case .mulmod: ternary(.multiplyModulo, UInt256.mulMod)

    // What the frame knows.
    case .address: push(.address)
    case .caller: push(.caller)
    case .callvalue: push(.callValue)
    case .calldatasize: push(.callDataSize)
    case .returndatasize: push(.returnDataSize)
    case .msize: push(.memorySize)
    case .gas where !ruleset.rules.metersThroughHost:
      push(.gas)
      appendGasReader()
    case .gas: performPush(opcode)
    case .calldataload: load(.callDataLoad, orAt: .callDataLoadAt)

    // Memory.
    case .mload:
      if loadKnown() { break }
      loadWord()
      payAfterMemory()
    case .mstore:
      store()
      payAfterMemory()
    case .mstore8:
      let (offset, value) = heldRegisters(stack[0], stack[1])
      stack.drop(2)
      write(.storeMemoryByte, reading: offset, value)
      stack.releaseHeld()
      forgetMemory()
      payAfterMemory()

    // Slow.
    case .sload: slowUnary(.loadStorage)
    case .keccak256: slow(.keccak256, takes: 2, leaves: 1)
    case .balance, .extcodesize, .extcodehash, .blockhash, .blobhash, .tload:
      slow(.perform, opcode, takes: 1, leaves: 1)
    case .selfbalance, .origin, .gasprice, .coinbase, .timestamp, .number, .prevrandao, .gaslimit,
      .chainid, .basefee, .blobbasefee:
      performPush(opcode)
    case .calldatacopy, .codecopy, .extcodecopy, .returndatacopy, .sstore, .tstore, .mcopy, .log0,
      .log1, .log2, .log3, .log4, .create, .create2, .call, .callcode, .delegatecall, .staticcall:
      let shape = StackShape.of(opcode)
      slow(.perform, opcode, takes: shape.pops, leaves: shape.pushes)

    // Flow.
    case .jump:
      jump()
      return true
    case .jumpi:
      jumpIf()
      return true
    case .stop:
      write(.stop)
      return true
    case .return:
      leave(.return, takes: 2)
      return true
    case .revert:
      leave(.revert, takes: 2)
      return true
    case .selfdestruct:
      leave(.selfDestruct, takes: 1)
      return true
    case .invalid:
      write(.invalid)
      return true

    // No ruleset gives these a price.
    default:
      write(.undefined)
      return true
    }
    return false
  }

  // MARK: Words

  /// Replaces the two top items by the result of a record or, where both are known, of `fold`.
  private mutating func binary(_ opcode: Opcode) {
    let left = stack[0]
    let right = stack[1]
    switch (left, right) {
    case (.constant(let left), .constant(let right)) where opcode != .exp:
      replace(2, by: .constant(Translator.fold(opcode, left, right)))
    case (.constant(let constant), .register(let register)):
      binary(opcode, constant: constant, register, left: true)
    case (.register(let register), .constant(let constant)):
      binary(opcode, constant: constant, register, left: false)
    default:
      if opcode == .and, andOfResult(left, right) || andOfResult(right, left) { return }
      binary(Translator.operation(opcode), left, right)
    }
  }

  private mutating func binary(_ operation: Operation, _ left: StackValue, _ right: StackValue) {
    let (left, right) = heldRegisters(left, right)
    stack.drop(2)
    let target = targetForPush()
    write(operation, to: target, from: left, right)
    stack.releaseHeld()
    stack.push(.register(target))
  }

  /// With one operand known, most instructions have a cheaper record.
  private mutating func binary(
    _ opcode: Opcode, constant: UInt256, _ register: Int, left isLeft: Bool
  ) {
    switch opcode {
    case .add: return add(register, constant)
    case .sub where isLeft: return binary(.subtractFromConstant, register, constant)
    case .sub: return add(register, -constant)
    case .and where constant.fitsUInt64: return and(register, constant.limb0)
    case .and: return binary(.andConstant, register, constant)
    case .or: return binary(.orConstant, register, constant)
    case .xor: return binary(.xorConstant, register, constant)
    case .mul:
      if let bit = constant.exponentOfTwo { return shift(.shiftLeftBy, register, by: bit) }
      return binary(.multiplyConstant, register, constant)
    case .div where !isLeft:
      if let bit = constant.exponentOfTwo { return shift(.shiftRightBy, register, by: bit) }
    case .mod where !isLeft:
      if constant.exponentOfTwo != nil {
        return binary(.and, constant: constant - 1, register, left: false)
      }
    case .shl where isLeft:
      if constant < 256 { return shift(.shiftLeftBy, register, by: Int(constant.limb0)) }
      return replace(2, by: .constant(.zero))
    case .shr where isLeft:
      if constant < 256 { return shift(.shiftRightBy, register, by: Int(constant.limb0)) }
      return replace(2, by: .constant(.zero))
    case .sar where isLeft:
      return shift(.shiftRightSignedBy, register, by: constant < 256 ? Int(constant.limb0) : 255)
    case .byte where isLeft:
      if constant < 32 { return shift(.byteAt, register, by: Int(constant.limb0)) }
      return replace(2, by: .constant(.zero))
    case .signextend where isLeft:
      if constant < 31 { return shift(.signExtendFrom, register, by: Int(constant.limb0)) }
      return replace(2, by: .register(register))
    default: break
    }
    let pair = (StackValue.constant(constant), StackValue.register(register))
    binary(
      Translator.operation(opcode), isLeft ? pair.0 : pair.1, isLeft ? pair.1 : pair.0)
  }

  private mutating func binary(_ operation: Operation, _ register: Int, _ constant: UInt256) {
    stack.drop(2)
    let target = targetForPush()
    write(operation, to: target, from: register)
    writer.append(constant: constant)
    stack.push(.register(target))
  }

  private mutating func binary(_ operation: Operation, _ register: Int, limb: UInt64) {
    stack.drop(2)
    let target = targetForPush()
    write(operation, to: target, from: register)
    writer.append(limb: limb)
    stack.push(.register(target))
  }

  /// Constants are mostly small, or small negative: a record of one limb reads half as much.
  private mutating func add(_ register: Int, _ constant: UInt256) {
    let negative = -constant
    if constant.isZero {
      replace(2, by: .register(register))
    } else if constant.fitsUInt64 {
      binary(.addLimb, register, limb: constant.limb0)
    } else if negative.fitsUInt64 {
      binary(.subtractLimb, register, limb: negative.limb0)
    } else {
      binary(.addConstant, register, constant)
    }
  }

  /// A shift and a mask are one record: only the bits under the mask are shifted.
  private mutating func and(_ register: Int, _ mask: UInt64) {
    guard let maker = maker(of: .register(register)),
      maker == .shiftRightBy || maker == .shiftLeftBy
    else { return binary(.andLimb, register, limb: mask) }
    let (_, source, count) = unwrite(register)
    binary(maker == .shiftRightBy ? .shiftRightAndLimb : .shiftLeftAndLimb, source, limb: mask)
    writer.setCount(count, at: newest)
  }

  /// AND takes in the sum or the shift just made: rotations and sums of short words end so.
  private mutating func andOfResult(_ made: StackValue, _ other: StackValue) -> Bool {
    guard case .register(let register) = made, case .register(let mask) = other,
      let maker = maker(of: made), maker == .add || maker == .shiftRight
    else { return false }
    let (_, left, right) = unwrite(register)
    stack.drop(2)
    let target = targetForPush()
    write(
      maker == .add ? .addAnd : .shiftRightAnd, to: target, from: left, right / 32 + stack.window)
    writer.append(d: offset(mask))
    noteRead(mask)
    stack.push(.register(target))
    return true
  }

  private mutating func shift(_ operation: Operation, _ register: Int, by count: Int) {
    stack.drop(2)
    let target = targetForPush()
    write(operation, to: target, from: register)
    writer.setCount(count, at: newest)
    stack.push(.register(target))
  }

  private mutating func unary(_ opcode: Opcode) {
    switch stack[0] {
    case .constant(let word):
      replace(
        1,
        by: .constant(
          opcode == .not ? ~word : UInt256(UInt64(word.leadingZeroBitCount))))
    case .register(let register):
      stack.drop(1)
      let target = targetForPush()
      write(opcode == .not ? .not : .countLeadingZeros, to: target, from: register)
      stack.push(.register(target))
    }
  }

  private mutating func ternary(
    _ operation: Operation, _ fold: (UInt256, UInt256, UInt256) -> UInt256
  ) {
    if case .constant(let a) = stack[0], case .constant(let b) = stack[1],
      case .constant(let modulus) = stack[2]
    {
      return replace(3, by: .constant(fold(a, b, modulus)))
    }
    let values = (stack[0], stack[1], stack[2])
    let modulus = heldRegister(values.2)
    let (left, right) = heldRegisters(values.0, values.1)
    stack.drop(3)
    let target = targetForPush()
    write(operation, to: target, from: left, right)
    writer.append(low: offset(modulus), high: 0)
    noteRead(modulus)
    stack.releaseHeld()
    stack.push(.register(target))
  }

  // MARK: Comparisons

  private mutating func compare(_ opcode: Opcode) {
    let left = stack[0]
    let right = stack[1]
    switch (opcode, left, right) {
    case (_, .constant(let left), .constant(let right)):
      replace(2, by: .constant(Translator.fold(opcode, left, right)))
    case (.lt, .register(let register), .constant(let constant)) where constant.fitsUInt64,
      (.gt, .constant(let constant), .register(let register)) where constant.fitsUInt64:
      binary(.lessLimb, register, limb: constant.limb0)
    case (.gt, .register(let register), .constant(let constant)) where constant.fitsUInt64,
      (.lt, .constant(let constant), .register(let register)) where constant.fitsUInt64:
      binary(.greaterLimb, register, limb: constant.limb0)
    case (.eq, .register(let register), .constant(let constant)) where constant.fitsUInt64,
      (.eq, .constant(let constant), .register(let register)) where constant.fitsUInt64:
      binary(.equalLimb, register, limb: constant.limb0)
    case (.lt, .register(let register), .constant(let constant)),
      (.gt, .constant(let constant), .register(let register)):
      binary(.lessConstant, register, constant)
    case (.gt, .register(let register), .constant(let constant)),
      (.lt, .constant(let constant), .register(let register)):
      binary(.greaterConstant, register, constant)
    case (.slt, .register(let register), .constant(let constant)),
      (.sgt, .constant(let constant), .register(let register)):
      binary(.lessSignedConstant, register, constant)
    case (.sgt, .register(let register), .constant(let constant)),
      (.slt, .constant(let constant), .register(let register)):
      binary(.greaterSignedConstant, register, constant)
    case (.eq, .register(let register), .constant(let constant)),
      (.eq, .constant(let constant), .register(let register)):
      binary(.equalConstant, register, constant)
    case (.gt, _, _): binary(.less, right, left)
    case (.sgt, _, _): binary(.lessSigned, right, left)
    case (.slt, _, _): binary(.lessSigned, left, right)
    case (.eq, _, _): binary(.equal, left, right)
    default: binary(.less, left, right)
    }
  }

  /// ISZERO of a comparison just written turns it around.
  private mutating func isZero() {
    switch stack[0] {
    case .constant(let word): replace(1, by: .constant(word.isZero ? 1 : 0))
    case .register(let register):
      if let comparison = maker(of: stack[0])?.comparison {
        writer.setOperation(comparison.negation, at: newest)
        return
      }
      stack.drop(1)
      let target = targetForPush()
      write(.isZero, to: target, from: register)
      stack.push(.register(target))
    }
  }

  // MARK: Fusion

  /// What the newest record does, if it made the value and nobody else has a use for it: then the
  /// instruction that takes the value may take the record's place.
  private func maker(of value: StackValue) -> Operation? {
    guard case .register(let register) = value, newest >= 0, stack.uses[register] == 1,
      definitions[register] == Int32(truncatingIfNeeded: newest)
    else { return nil }
    return writer.operation(at: newest)
  }

  /// Takes back the newest record, which wrote `register`; answers the registers that it wrote and
  /// read first, and its field c.
  private mutating func unwrite(_ register: Int) -> (target: Int, source: Int, c: Int) {
    let fields = writer.fields(at: newest)
    writer.removeAll(from: newest)
    newest = -1
    definitions[register] = -1
    contents[register] = Translator.noContents
    return (register, fields.b / 32 + stack.window, fields.c)
  }

  // MARK: Memory and calldata

  private mutating func push(_ operation: Operation) {
    let target = targetForPush()
    write(operation, to: target)
    stack.push(.register(target))
  }

  /// Reads a word of memory that a register holds too.
  private mutating func loadKnown() -> Bool {
    guard case .constant(let offset) = stack[0], offset.fitsUInt64,
      let word = knownWord(at: offset.limb0)
    else { return false }
    stack.drop(1)
    stack.push(word)
    return true
  }

  /// MLOAD; an offset just added up is added up by the record itself.
  private mutating func loadWord() {
    let value = stack[0]
    guard case .register(let register) = value, let maker = maker(of: value),
      maker == .add || maker == .addLimb
    else {
      load(.loadMemory, orAt: .loadMemoryAt)
      if case .constant(let offset) = value, offset.fitsUInt64 { know(stack[0], at: offset.limb0) }
      return
    }
    let limb = maker == .addLimb ? writer.limb(at: newest + 1) : 0
    let (_, left, right) = unwrite(register)
    stack.drop(1)
    let target = targetForPush()
    if maker == .add {
      write(.loadMemorySum, to: target, from: left, right / 32 + stack.window)
    } else {
      write(.loadMemoryOffset, to: target, from: left)
      writer.append(limb: limb)
    }
    stack.push(.register(target))
  }

  /// Replaces an offset by the word there; a known offset of one limb has a record of its own.
  private mutating func load(_ operation: Operation, orAt known: Operation) {
    let value = stack[0]
    if case .constant(let word) = value, word.fitsUInt64 {
      stack.drop(1)
      let target = targetForPush()
      write(known, to: target)
      writer.append(limb: word.limb0)
      stack.push(.register(target))
      return
    }
    let register = heldRegister(value)
    stack.drop(1)
    let target = targetForPush()
    write(operation, to: target, from: register)
    stack.releaseHeld()
    stack.push(.register(target))
  }

  private mutating func store() {
    let offset = stack[0]
    let value = stack[1]
    switch (offset, value) {
    case (.constant(let offset), .constant(let word)) where offset.fitsUInt64 && word.fitsUInt64:
      stack.drop(2)
      write(.storeLimbAt)
      writer.append(limb: offset.limb0)
      writer.append(limb: word.limb0)
      know(value, at: offset.limb0)
    case (.constant(let offset), _) where offset.fitsUInt64:
      let source = heldRegister(value)
      stack.drop(2)
      write(.storeMemoryAt, reading: source)
      writer.append(limb: offset.limb0)
      know(.register(source), at: offset.limb0)
    case (.register(let offset), .constant(let word)) where word.fitsUInt64:
      stack.drop(2)
      write(.storeLimb, reading: offset)
      writer.append(limb: word.limb0)
      forgetMemory()
    case (.register, .register(let source)) where maker(of: offset) == .add && offset != value:
      guard case .register(let sum) = offset else { break }
      let (_, left, right) = unwrite(sum)
      stack.drop(2)
      write(.storeMemorySum, reading: left, source, c: right)
      noteRead(right / 32 + stack.window)
      forgetMemory()
    case (.register, .register(let source)) where maker(of: offset) == .addLimb && offset != value:
      guard case .register(let sum) = offset else { break }
      let limb = writer.limb(at: newest + 1)
      let (_, left, _) = unwrite(sum)
      stack.drop(2)
      write(.storeMemoryOffset, reading: left, source)
      writer.append(limb: limb)
      forgetMemory()
    default:
      let (offset, source) = heldRegisters(offset, value)
      stack.drop(2)
      write(.storeMemory, reading: offset, source)
      forgetMemory()
    }
    stack.releaseHeld()
  }

  /// Where memory can fail in another way than out of gas, what follows is paid after it.
  private mutating func payAfterMemory() {
    guard ruleset.rules.memoryFault != .outOfGas || ruleset.gasSchedule.memoryCapacity != nil
    else { return }
    write(.charge)
    appendGasUnit()
  }

  // MARK: Slow instructions

  /// An instruction whose body works on the stack itself: its operands come home first.
  private mutating func slow(
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
  private mutating func performPush(_ opcode: Opcode) {
    let home = stack.height
    if !stack.isFree(home) { vacate(home) }
    write(.perform, offset: 32 * (home - stack.window), detail: opcode.rawValue)
    noteWritten(home)
    appendGasUnit()
    stack.push(.register(home))
  }

  /// A slow instruction that replaces one word, wherever it lies.
  private mutating func slowUnary(_ operation: Operation) {
    let register = heldRegister(stack[0])
    stack.drop(1)
    let target = targetForPush()
    write(operation, to: target, from: register)
    appendGasUnit()
    stack.releaseHeld()
    stack.push(.register(target))
  }

  // MARK: Flow

  private mutating func leave(_ operation: Operation, takes: Int) {
    settle(top: takes)
    write(operation, offset: 32 * (stack.height - stack.window))
  }

  private mutating func jump() {
    let target = stack[0]
    switch target {
    case .constant(let word) where code.isJumpDestination(word):
      stack.drop(1)
      settle()
      write(.jump, offset: blockDelta)
      appendDistance(from: newest, to: Int(word.limb0))
    case .constant:
      write(.badJump)
    case .register(let register):
      let place = stack.hold(.register(register))
      stack.drop(1)
      settle()
      write(.jumpDynamic, reading: heldRegister(at: place), c: blockDelta)
      stack.releaseHeld()
    }
  }

  private mutating func jumpIf() {
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
  private mutating func jumpIfDynamic(_ target: StackValue, _ condition: Int) {
    let place = stack.hold(.register(condition))
    let targetPlace = stack.hold(target)
    stack.drop(2)
    settle()
    let condition = heldRegister(at: place)
    switch stack.held[targetPlace] {
    case .constant: write(.badJumpIf, reading: condition, c: blockDelta)
    case .register(let register):
      write(.jumpDynamicIf, reading: condition, register, c: blockDelta)
    }
    stack.releaseHeld()
  }

  // MARK: Operands

  private mutating func replace(_ count: Int, by value: StackValue) {
    // Held across the drop: the value may be one of those dropped.
    _ = stack.hold(value)
    stack.drop(count)
    stack.push(value)
    stack.releaseHeld()
  }

  /// The value's register, kept until `releaseHeld`.
  private mutating func heldRegister(_ value: StackValue) -> Int {
    let register = register(value)
    _ = stack.hold(.register(register))
    return register
  }

  private mutating func heldRegisters(_ left: StackValue, _ right: StackValue) -> (Int, Int) {
    (heldRegister(left), heldRegister(right))
  }

  private func heldRegister(at place: Int) -> Int {
    guard case .register(let register) = stack.held[place] else { return stack.firstSpare }
    return register
  }
}
