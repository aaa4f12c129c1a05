import Primitives

/// Functions of words: folded where the operands are known, with a cheaper record where one is.
extension Translator {
  /// Replaces the two top items by the result of a record or, where both are known, of `fold`.
  mutating func binary(_ opcode: Opcode) {
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

  mutating func binary(_ operation: Operation, _ left: StackValue, _ right: StackValue) {
    let (left, right) = heldRegisters(left, right)
    stack.drop(2)
    let target = targetForPush()
    write(operation, to: target, from: left, right)
    stack.releaseHeld()
    stack.push(.register(target))
  }

  /// With one operand known, most instructions have a cheaper record.
  mutating func binary(
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

  mutating func binary(_ operation: Operation, _ register: Int, _ constant: UInt256) {
    stack.drop(2)
    let target = targetForPush()
    write(operation, to: target, from: register)
    writer.append(constant: constant)
    stack.push(.register(target))
  }

  mutating func binary(_ operation: Operation, _ register: Int, limb: UInt64) {
    stack.drop(2)
    let target = targetForPush()
    write(operation, to: target, from: register)
    writer.append(limb: limb)
    stack.push(.register(target))
  }

  /// The sum of a word and a constant limb is not made before it is needed.
  mutating func addLater() -> Bool {
    let sum: StackValue
    switch (stack[0], stack[1]) {
    case (.constant(let constant), .register(let register)),
      (.register(let register), .constant(let constant)):
      guard constant.fitsUInt64, !constant.isZero else { return false }
      sum = .sum(register, constant.limb0)
    case (.constant(let constant), .sum(let register, let limb)),
      (.sum(let register, let limb), .constant(let constant)):
      let (total, overflow) = limb.addingReportingOverflow(constant.limb0)
      guard constant.fitsUInt64, !overflow else { return false }
      sum = .sum(register, total)
    default: return false
    }
    replace(2, by: sum)
    return true
  }

  /// Constants are mostly small, or small negative: a record of one limb reads half as much.
  mutating func add(_ register: Int, _ constant: UInt256) {
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
  mutating func and(_ register: Int, _ mask: UInt64) {
    guard let maker = maker(of: .register(register)),
      maker == .shiftRightBy || maker == .shiftLeftBy
    else { return binary(.andLimb, register, limb: mask) }
    let (_, source, count) = unwrite(register)
    binary(maker == .shiftRightBy ? .shiftRightAndLimb : .shiftLeftAndLimb, source, limb: mask)
    writer.setCount(count, at: newest)
  }

  /// AND takes in the sum or the shift just made: rotations and sums of short words end so.
  mutating func andOfResult(_ made: StackValue, _ other: StackValue) -> Bool {
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

  mutating func shift(_ operation: Operation, _ register: Int, by count: Int) {
    stack.drop(2)
    let target = targetForPush()
    write(operation, to: target, from: register)
    writer.setCount(count, at: newest)
    stack.push(.register(target))
  }

  mutating func unary(_ opcode: Opcode) {
    switch stack[0] {
    case .constant(let word):
      replace(
        1,
        by: .constant(
          opcode == .not ? ~word : UInt256(UInt64(word.leadingZeroBitCount))))
    case .sum: break
    case .register(let register):
      stack.drop(1)
      let target = targetForPush()
      write(opcode == .not ? .not : .countLeadingZeros, to: target, from: register)
      stack.push(.register(target))
    }
  }

  mutating func ternary(
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

  mutating func compare(_ opcode: Opcode) {
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
  mutating func isZero() {
    switch stack[0] {
    case .constant(let word): replace(1, by: .constant(word.isZero ? 1 : 0))
    case .sum: break
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
}
