import Primitives

/// Operands of the instruction at work, and the record that may be taken back for it.
extension Translator {
  mutating func replace(_ count: Int, by value: StackValue) {
    // Held across the drop: the value may be one of those dropped.
    _ = stack.hold(value)
    stack.drop(count)
    stack.push(value)
    stack.releaseHeld()
  }

  /// The value's register, kept until `releaseHeld`.
  mutating func heldRegister(_ value: StackValue) -> Int {
    let register = register(value)
    _ = stack.hold(.register(register))
    return register
  }

  mutating func heldRegisters(_ left: StackValue, _ right: StackValue) -> (Int, Int) {
    (heldRegister(left), heldRegister(right))
  }

  func heldRegister(at place: Int) -> Int {
    guard case .register(let register) = stack.held[place] else { return stack.firstSpare }
    return register
  }

  // MARK: Fusion

  /// What the newest record does, if it made the value and nobody else has a use for it: then the
  /// instruction that takes the value may take the record's place.
  func maker(of value: StackValue) -> Operation? {
    guard case .register(let register) = value, newest >= 0, stack.uses[register] == 1,
      definitions[register] == Int32(truncatingIfNeeded: newest)
    else { return nil }
    return writer.operation(at: newest)
  }

  /// Takes back the newest record, which wrote `register`; answers the registers that it wrote and
  /// read first, and its field c.
  mutating func unwrite(_ register: Int) -> (target: Int, source: Int, c: Int) {
    let fields = writer.fields(at: newest)
    writer.removeAll(from: newest)
    newest = -1
    definitions[register] = -1
    contents[register] = Translator.noContents
    return (register, fields.b / 32 + stack.window, fields.c)
  }
}
