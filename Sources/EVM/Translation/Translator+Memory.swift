import Primitives

/// Loads and stores of words.
extension Translator {
  mutating func push(_ operation: Operation) {
    let target = targetForPush()
    write(operation, to: target)
    stack.push(.register(target))
  }

  /// Reads a word of memory that a register holds too.
  mutating func loadKnown() -> Bool {
    guard case .constant(let offset) = stack[0], offset.fitsUInt64,
      let word = knownWord(at: offset.limb0)
    else { return false }
    stack.drop(1)
    stack.push(word)
    return true
  }

  /// MLOAD; an offset just added up is added up by the record itself.
  mutating func loadWord() {
    let value = stack[0]
    switch value {
    case .register(let register) where maker(of: value) == .add:
      let (_, left, right) = unwrite(register)
      stack.drop(1)
      let target = targetForPush()
      write(.loadMemorySum, to: target, from: left, right / 32 + stack.window)
      stack.push(.register(target))
    case .sum(let register, let limb):
      _ = stack.hold(.register(register))
      stack.drop(1)
      let target = targetForPush()
      write(.loadMemoryOffset, to: target, from: register)
      writer.append(limb: limb)
      stack.releaseHeld()
      stack.push(.register(target))
    default:
      load(.loadMemory, orAt: .loadMemoryAt)
      if case .constant(let offset) = value, offset.fitsUInt64 { know(stack[0], at: offset.limb0) }
    }
  }

  /// Replaces an offset by the word there; a known offset of one limb has a record of its own.
  mutating func load(_ operation: Operation, orAt known: Operation) {
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

  mutating func store() {
    makeSum(1)
    let offset = stack[0]
    let value = stack[1]
    switch (offset, value) {
    case (.sum(let register, let limb), .constant(let word)) where word.fitsUInt64:
      stack.drop(2)
      write(.storeLimbOffset, reading: register)
      writer.append(limb: limb)
      writer.append(limb: word.limb0)
      forgetMemory()
    case (.sum(let register, let limb), _):
      _ = stack.hold(.register(register))
      let source = heldRegister(value)
      stack.drop(2)
      write(.storeMemoryOffset, reading: register, source)
      writer.append(limb: limb)
      forgetMemory()
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
    default:
      let (offset, source) = heldRegisters(offset, value)
      stack.drop(2)
      write(.storeMemory, reading: offset, source)
      forgetMemory()
    }
    stack.releaseHeld()
  }

  /// Where memory can fail in another way than out of gas, what follows is paid after it.
  mutating func payAfterMemory() {
    guard ruleset.rules.memoryFault != .outOfGas || ruleset.gasSchedule.memoryCapacity != nil
    else { return }
    write(.charge)
    appendGasUnit()
  }
}
