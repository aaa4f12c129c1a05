import Primitives

// The loop over records. In registers: `cursor`, which is the record, the window and the gas; all
// else is in the frame, behind one pointer. A record's operands are named, so most cases are one line:
// read, compute, write.
//
// Heights and gas are dealt with once a block, in `Cursor.enter`; the jumps run it themselves, so
// that a block costs no turn of its own.

/// Why a loop came to an end that is not the frame's.
enum LoopExit {
  /// The frame ended.
  case halted(HaltReason)
  /// The other loop is to go on at this byte of the code, with this stack.
  case moved(to: Int, StackTop)

  /// The frame's end where there can be no other.
  var reason: HaltReason {
    if case .halted(let reason) = self { reason } else { .hostFailure }
  }
}

extension Interpreter {
  /// Runs translated code from one of its blocks on; `top` is the stack there, `frame.gas` the gas.
  static func loop(
    _ frame: inout Frame, _ code: BorrowedTranslation, from block: RecordPointer, _ top: StackTop
  ) throws(HaltReason) -> LoopExit {
    let base = unsafe frame.stack.base
    var cursor = Cursor(record: block, window: Window(top), gas: frame.gas)
    guard unsafe cursor.enter(base) else { return try unsafe refuse(&frame, cursor, base) }

    while true {
      switch cursor.record.operation {
      // Comparisons.
      case .less: cursor.compare { $0 < $1 }
      case .notLess: cursor.compare { !($0 < $1) }
      case .lessConstant: cursor.compareConstant { $0 < $1 }
      case .notLessConstant: cursor.compareConstant { !($0 < $1) }
      case .greaterConstant: cursor.compareConstant { $1 < $0 }
      case .notGreaterConstant: cursor.compareConstant { !($1 < $0) }
      case .lessSigned: cursor.compare { $0.isLessSigned(than: $1) }
      case .notLessSigned: cursor.compare { !$0.isLessSigned(than: $1) }
      case .lessSignedConstant: cursor.compareConstant { $0.isLessSigned(than: $1) }
      case .notLessSignedConstant: cursor.compareConstant { !$0.isLessSigned(than: $1) }
      case .greaterSignedConstant: cursor.compareConstant { $1.isLessSigned(than: $0) }
      case .notGreaterSignedConstant: cursor.compareConstant { !$1.isLessSigned(than: $0) }
      case .equal: cursor.compare { $0 == $1 }
      case .notEqual: cursor.compare { $0 != $1 }
      case .equalConstant: cursor.compareConstant { $0 == $1 }
      case .notEqualConstant: cursor.compareConstant { $0 != $1 }
      case .isZero: cursor.unary { UInt256($0.isZero ? 1 : 0 as UInt64) }
      case .isNotZero: cursor.unary { UInt256($0.isZero ? 0 : 1 as UInt64) }
      case .lessLimb: cursor.compareLimb { $0.isLess(than: $1) }
      case .notLessLimb: cursor.compareLimb { !$0.isLess(than: $1) }
      case .greaterLimb: cursor.compareLimb { $0.isGreater(than: $1) }
      case .notGreaterLimb: cursor.compareLimb { !$0.isGreater(than: $1) }
      case .equalLimb: cursor.compareLimb { $0.equals($1) }
      case .notEqualLimb: cursor.compareLimb { !$0.equals($1) }

      // Jumps that compare.
      case .jumpLess:
        cursor.jumpIf { $0 < $1 }
        guard unsafe cursor.enter(base) else { return try unsafe refuse(&frame, cursor, base) }
      case .jumpNotLess:
        cursor.jumpIf { !($0 < $1) }
        guard unsafe cursor.enter(base) else { return try unsafe refuse(&frame, cursor, base) }
      case .jumpLessConstant:
        cursor.jumpIfConstant { $0 < $1 }
        guard unsafe cursor.enter(base) else { return try unsafe refuse(&frame, cursor, base) }
      case .jumpNotLessConstant:
        cursor.jumpIfConstant { !($0 < $1) }
        guard unsafe cursor.enter(base) else { return try unsafe refuse(&frame, cursor, base) }
      case .jumpGreaterConstant:
        cursor.jumpIfConstant { $1 < $0 }
        guard unsafe cursor.enter(base) else { return try unsafe refuse(&frame, cursor, base) }
      case .jumpNotGreaterConstant:
        cursor.jumpIfConstant { !($1 < $0) }
        guard unsafe cursor.enter(base) else { return try unsafe refuse(&frame, cursor, base) }
      case .jumpLessSigned:
        cursor.jumpIf { $0.isLessSigned(than: $1) }
        guard unsafe cursor.enter(base) else { return try unsafe refuse(&frame, cursor, base) }
      case .jumpNotLessSigned:
        cursor.jumpIf { !$0.isLessSigned(than: $1) }
        guard unsafe cursor.enter(base) else { return try unsafe refuse(&frame, cursor, base) }
      case .jumpLessSignedConstant:
        cursor.jumpIfConstant { $0.isLessSigned(than: $1) }
        guard unsafe cursor.enter(base) else { return try unsafe refuse(&frame, cursor, base) }
      case .jumpNotLessSignedConstant:
        cursor.jumpIfConstant { !$0.isLessSigned(than: $1) }
        guard unsafe cursor.enter(base) else { return try unsafe refuse(&frame, cursor, base) }
      case .jumpGreaterSignedConstant:
        cursor.jumpIfConstant { $1.isLessSigned(than: $0) }
        guard unsafe cursor.enter(base) else { return try unsafe refuse(&frame, cursor, base) }
      case .jumpNotGreaterSignedConstant:
        cursor.jumpIfConstant { !$1.isLessSigned(than: $0) }
        guard unsafe cursor.enter(base) else { return try unsafe refuse(&frame, cursor, base) }
      case .jumpEqual:
        cursor.jumpIf { $0 == $1 }
        guard unsafe cursor.enter(base) else { return try unsafe refuse(&frame, cursor, base) }
      case .jumpNotEqual:
        cursor.jumpIf { $0 != $1 }
        guard unsafe cursor.enter(base) else { return try unsafe refuse(&frame, cursor, base) }
      case .jumpEqualConstant:
        cursor.jumpIfConstant { $0 == $1 }
        guard unsafe cursor.enter(base) else { return try unsafe refuse(&frame, cursor, base) }
      case .jumpNotEqualConstant:
        cursor.jumpIfConstant { $0 != $1 }
        guard unsafe cursor.enter(base) else { return try unsafe refuse(&frame, cursor, base) }
      case .jumpIsZero:
        cursor.jumpIf { $0.isZero }
        guard unsafe cursor.enter(base) else { return try unsafe refuse(&frame, cursor, base) }
      case .jumpIsNotZero:
        cursor.jumpIf { !$0.isZero }
        guard unsafe cursor.enter(base) else { return try unsafe refuse(&frame, cursor, base) }
      case .jumpLessLimb:
        cursor.jumpIfLimb { $0.isLess(than: $1) }
        guard unsafe cursor.enter(base) else { return try unsafe refuse(&frame, cursor, base) }
      case .jumpNotLessLimb:
        cursor.jumpIfLimb { !$0.isLess(than: $1) }
        guard unsafe cursor.enter(base) else { return try unsafe refuse(&frame, cursor, base) }
      case .jumpGreaterLimb:
        cursor.jumpIfLimb { $0.isGreater(than: $1) }
        guard unsafe cursor.enter(base) else { return try unsafe refuse(&frame, cursor, base) }
      case .jumpNotGreaterLimb:
        cursor.jumpIfLimb { !$0.isGreater(than: $1) }
        guard unsafe cursor.enter(base) else { return try unsafe refuse(&frame, cursor, base) }
      case .jumpEqualLimb:
        cursor.jumpIfLimb { $0.equals($1) }
        guard unsafe cursor.enter(base) else { return try unsafe refuse(&frame, cursor, base) }
      case .jumpNotEqualLimb:
        cursor.jumpIfLimb { !$0.equals($1) }
        guard unsafe cursor.enter(base) else { return try unsafe refuse(&frame, cursor, base) }

      // Words.
      case .add: cursor.binary { $0 + $1 }
      case .subtract: cursor.binary { $0 - $1 }
      case .multiply: cursor.binary { $0 * $1 }
      case .divide: cursor.binary { $0 / $1 }
      case .divideSigned: cursor.binary { $0.dividedSigned(by: $1) }
      case .remainder: cursor.binary { $0 % $1 }
      case .remainderSigned: cursor.binary { $0.remainderSigned(dividingBy: $1) }
      case .power:
        let exponent = cursor.window[cursor.record.c]
        cursor.gas &-= frame.ruleset.gasSchedule.expByte &* Int64(exponent.byteWidthUsed)
        if cursor.gas < 0 {
          frame.gas = cursor.gas
          throw .outOfGas
        }
        cursor.binary { $0.power($1) }
      case .signExtend: cursor.binary { $1.signExtended(fromByte: $0) }
      case .and: cursor.binary { $0 & $1 }
      case .or: cursor.binary { $0 | $1 }
      case .xor: cursor.binary { $0 ^ $1 }
      case .byte: cursor.binary { $1.byte(at: $0) }
      case .shiftLeft: cursor.binary { $1.shiftedLeft(by: $0) }
      case .shiftRight: cursor.binary { $1.shiftedRight(by: $0) }
      case .shiftRightSigned: cursor.binary { $1.arithmeticShiftedRight(by: $0) }
      case .addConstant: cursor.binaryConstant { $0 + $1 }
      case .subtractFromConstant: cursor.binaryConstant { $1 - $0 }
      case .multiplyConstant: cursor.binaryConstant { $0 * $1 }
      case .andConstant: cursor.binaryConstant { $0 & $1 }
      case .orConstant: cursor.binaryConstant { $0 | $1 }
      case .xorConstant: cursor.binaryConstant { $0 ^ $1 }
      case .addLimb: cursor.binaryLimb { $0 + UInt256($1) }
      case .subtractLimb: cursor.binaryLimb { $0 - UInt256($1) }
      case .andLimb:
        let limb = cursor.window.limb(0, of: cursor.record.b)
        cursor.window[cursor.record.a] = UInt256(limb & cursor.record.limb)
        cursor.record.advance(units: 2)
      case .shiftLeftAndLimb:
        // Counts of 64 and more leave nothing in the lowest limb, as `<<` does.
        let limb = cursor.window.limb(0, of: cursor.record.b) << cursor.record.c
        cursor.window[cursor.record.a] = UInt256(limb & cursor.record.limb)
        cursor.record.advance(units: 2)
      case .shiftRightAndLimb:
        let index = cursor.record.c &>> 6
        let low = cursor.window.limb(index, of: cursor.record.b)
        let high = cursor.window.limb(index &+ 1, of: cursor.record.b)
        let bits = UInt64(truncatingIfNeeded: cursor.record.c) & 63
        let limb = low &>> bits | (high &<< 1) &<< (63 &- bits)
        cursor.window[cursor.record.a] = UInt256(limb & cursor.record.limb)
        cursor.record.advance(units: 2)
      case .addAnd:
        let mask = cursor.window[cursor.record.d].limbwise
        cursor.binary { ($0 + $1) & mask }
        cursor.record.advance(units: 1)
      case .shiftRightAnd:
        let mask = cursor.window[cursor.record.d].limbwise
        cursor.binary { $1.shiftedRight(by: $0) & mask }
        cursor.record.advance(units: 1)
      case .shiftLeftBy: cursor.counted { $0 << $1 }
      case .shiftRightBy: cursor.counted { $0 >> $1 }
      case .shiftRightSignedBy: cursor.counted { $0.arithmeticShiftedRight(by: UInt256($1)) }
      case .byteAt: cursor.counted { $0.byte(at: UInt256($1)) }
      case .signExtendFrom: cursor.counted { $0.signExtended(fromByte: UInt256($1)) }
      case .not: cursor.unary { ~$0 }
      case .countLeadingZeros:
        cursor.unary { UInt256(UInt64(truncatingIfNeeded: $0.leadingZeroBitCount)) }
      case .addModulo:
        let modulus = cursor.window[cursor.record.low]
        cursor.binary { UInt256.addMod($0, $1, modulus) }
        cursor.record.advance(units: 1)
      case .multiplyModulo:
        let modulus = cursor.window[cursor.record.low]
        cursor.binary { UInt256.mulMod($0, $1, modulus) }
        cursor.record.advance(units: 1)
      case .move: cursor.unary { $0 }
      case .moveTwo:
        cursor.window[cursor.record.a] = cursor.window[cursor.record.b].limbwise
        cursor.window[cursor.record.c] = cursor.window[cursor.record.d].limbwise
        cursor.record.advance(units: 2)
      case .moveThree:
        cursor.window[cursor.record.a] = cursor.window[cursor.record.b].limbwise
        cursor.window[cursor.record.c] = cursor.window[cursor.record.d].limbwise
        cursor.window[cursor.record.e] = cursor.window[cursor.record.f].limbwise
        cursor.record.advance(units: 2)
      case .constant:
        cursor.window[cursor.record.a] = cursor.record.constant(at: 1)
        cursor.record.advance(units: 5)
      case .smallConstant:
        cursor.window[cursor.record.a] = UInt256(cursor.record.limb)
        cursor.record.advance(units: 2)
      case .exchange:
        let word = cursor.window[cursor.record.a].limbwise
        cursor.window[cursor.record.a] = cursor.window[cursor.record.b].limbwise
        cursor.window[cursor.record.b] = word
        cursor.record.advance(units: 1)

      // What the frame knows.
      case .address: cursor.push(frame.message.recipient.word)
      case .caller: cursor.push(frame.message.sender.word)
      case .callValue: cursor.push(frame.message.value)
      case .callDataSize: cursor.push(UInt64(truncatingIfNeeded: frame.message.input.count))
      case .returnDataSize: cursor.push(UInt64(truncatingIfNeeded: frame.returnData.count))
      case .memorySize: cursor.push(frame.memory.size)
      case .gas:
        let paidAhead = Int64(bitPattern: cursor.record.limb)
        cursor.push(frame.wholeGas(cursor.gas &+ paidAhead))
        cursor.record.advance(units: 1)
      case .callDataLoad: cursor.unary { frame.callDataWord(at: $0) }
      case .callDataLoadAt:
        cursor.window[cursor.record.a] = frame.callDataWord(at: UInt256(cursor.record.limb))
        cursor.record.advance(units: 2)

      // Memory.
      case .loadMemory:
        try load(&frame, &cursor, at: cursor.window[cursor.record.b], units: 1)
      case .loadMemorySum:
        let offset =
          cursor.window[cursor.record.b].limbwise + cursor.window[cursor.record.c].limbwise
        try load(&frame, &cursor, at: offset, units: 1)
      case .loadMemoryOffset:
        let offset = cursor.window[cursor.record.b].limbwise + UInt256(cursor.record.limb)
        try load(&frame, &cursor, at: offset, units: 2)
      case .loadMemoryAt:
        let offset = cursor.record.limb
        if !frame.memory.holdsWord(at: offset) {
          cursor.gas = try grow(&frame, cursor.gas, toWordAt: UInt256(offset))
        }
        cursor.window[cursor.record.a] = frame.memory.loadWord(at: offset)
        cursor.record.advance(units: 2)
      case .storeMemory:
        try store(
          cursor.window[cursor.record.b].limbwise, &frame, &cursor,
          at: cursor.window[cursor.record.a], units: 1)
      case .storeMemorySum:
        let offset =
          cursor.window[cursor.record.a].limbwise + cursor.window[cursor.record.c].limbwise
        try store(
          cursor.window[cursor.record.b].limbwise, &frame, &cursor, at: offset, units: 1)
      case .storeMemoryOffset:
        let offset = cursor.window[cursor.record.a].limbwise + UInt256(cursor.record.limb)
        try store(
          cursor.window[cursor.record.b].limbwise, &frame, &cursor, at: offset, units: 2)
      case .storeLimb:
        try store(
          UInt256(cursor.record.limb), &frame, &cursor, at: cursor.window[cursor.record.a], units: 2
        )
      case .storeLimbOffset:
        let offset = cursor.window[cursor.record.a].limbwise + UInt256(cursor.record.limb)
        try store(UInt256(cursor.record.secondLimb), &frame, &cursor, at: offset, units: 3)
      case .storeLimbAt:
        try store(
          UInt256(cursor.record.secondLimb), &frame, &cursor, at: UInt256(cursor.record.limb),
          units: 3)
      case .storeMemoryAt:
        let offset = cursor.record.limb
        if !frame.memory.holdsWord(at: offset) {
          cursor.gas = try grow(&frame, cursor.gas, toWordAt: UInt256(offset))
        }
        frame.memory.storeWord(cursor.window[cursor.record.a].limbwise, at: offset)
        cursor.record.advance(units: 2)
      case .storeMemoryByte:
        let offset = cursor.window[cursor.record.a]
        if !frame.memory.holdsByte(at: offset) {
          frame.gas = cursor.gas
          try frame.growForByte(at: offset)
          cursor.gas = frame.gas
        }
        frame.memory.storeByte(
          UInt8(truncatingIfNeeded: cursor.window[cursor.record.b].limb0), at: offset.limb0)
        cursor.record.advance(units: 1)

      // Slow: the gas is exact when they begin, and what follows is paid when they are done.
      case .perform:
        frame.gas = cursor.gas
        _ = try frame.perform(cursor.record.detail, cursor.window.top(cursor.record.a))
        cursor.gas = try pay(&frame, cursor.record.low)
        cursor.record.advance(units: 2)
      case .loadStorage:
        frame.gas = cursor.gas
        cursor.window[cursor.record.a] = try frame.storageWord(at: cursor.window[cursor.record.b])
        cursor.gas = try pay(&frame, cursor.record.low)
        cursor.record.advance(units: 2)
      case .keccak256:
        frame.gas = cursor.gas
        try frame.keccak256(cursor.window.top(cursor.record.a))
        cursor.gas = try pay(&frame, cursor.record.low)
        cursor.record.advance(units: 2)
      case .charge:
        frame.gas = cursor.gas
        cursor.gas = try pay(&frame, cursor.record.low)
        cursor.record.advance(units: 2)

      // Flow.
      case .enter:
        guard unsafe cursor.enter(base) else { return try unsafe refuse(&frame, cursor, base) }
      case .fallThrough:
        cursor.window.move(cursor.record.a)
        cursor.record.advance(units: 1)
        guard unsafe cursor.enter(base) else { return try unsafe refuse(&frame, cursor, base) }
      case .jump:
        cursor.window.move(cursor.record.a)
        cursor.record.advance(bytes: cursor.record.low)
        guard unsafe cursor.enter(base) else { return try unsafe refuse(&frame, cursor, base) }
      case .jumpDynamic:
        guard let target = code.block(at: cursor.window[cursor.record.a]) else {
          frame.gas = cursor.gas
          throw .badJumpDestination
        }
        cursor.window.move(cursor.record.c)
        cursor.record = target
        guard unsafe cursor.enter(base) else { return try unsafe refuse(&frame, cursor, base) }
      case .jumpDynamicIf:
        if cursor.window[cursor.record.a].limbwise.isZero {
          cursor.window.move(cursor.record.c)
          cursor.record.advance(units: 1)
        } else {
          guard let target = code.block(at: cursor.window[cursor.record.b]) else {
            frame.gas = cursor.gas
            throw .badJumpDestination
          }
          cursor.window.move(cursor.record.c)
          cursor.record = target
        }
        guard unsafe cursor.enter(base) else { return try unsafe refuse(&frame, cursor, base) }
      case .badJump:
        frame.gas = cursor.gas
        throw .badJumpDestination
      case .badJumpIf:
        guard cursor.window[cursor.record.a].limbwise.isZero else {
          frame.gas = cursor.gas
          throw .badJumpDestination
        }
        cursor.window.move(cursor.record.c)
        cursor.record.advance(units: 1)
        guard unsafe cursor.enter(base) else { return try unsafe refuse(&frame, cursor, base) }
      case .stop:
        frame.gas = cursor.gas
        return .halted(.stop)
      case .return:
        frame.gas = cursor.gas
        try frame.takeOutput(cursor.window.top(cursor.record.a))
        return .halted(.return)
      case .revert:
        frame.gas = cursor.gas
        try frame.takeOutput(cursor.window.top(cursor.record.a))
        return .halted(.revert)
      case .selfDestruct:
        frame.gas = cursor.gas
        try frame.selfDestruct(cursor.window.top(cursor.record.a))
        return .halted(.selfDestruct)
      case .invalid:
        frame.gas = cursor.gas
        throw .invalidInstruction
      case .undefined:
        frame.gas = cursor.gas
        throw .undefinedInstruction
      }
    }
  }

  @inline(__always)
  private static func load(
    _ frame: inout Frame, _ cursor: inout Cursor, at offset: UInt256, units: Int
  ) throws(HaltReason) {
    if !frame.memory.holdsWord(at: offset) {
      cursor.gas = try grow(&frame, cursor.gas, toWordAt: offset)
    }
    cursor.window[cursor.record.a] = frame.memory.loadWord(at: offset.limb0)
    cursor.record.advance(units: units)
  }

  @inline(__always)
  private static func store(
    _ word: UInt256, _ frame: inout Frame, _ cursor: inout Cursor, at offset: UInt256, units: Int
  ) throws(HaltReason) {
    if !frame.memory.holdsWord(at: offset) {
      cursor.gas = try grow(&frame, cursor.gas, toWordAt: offset)
    }
    frame.memory.storeWord(word, at: offset.limb0)
    cursor.record.advance(units: units)
  }

  /// Pays for the instructions up to the next slow one, after a slow one.
  @inline(__always)
  private static func pay(_ frame: inout Frame, _ gas: Int) throws(HaltReason) -> Int64 {
    let left = frame.gas &- Int64(gas)
    if left < 0 {
      frame.gas = left
      throw .outOfGas
    }
    return left
  }

  /// Memory for a word; answers the gas left.
  @inline(never)
  private static func grow(
    _ frame: inout Frame, _ gas: Int64, toWordAt offset: UInt256
  ) throws(HaltReason) -> Int64 {
    frame.gas = gas
    try frame.growForWord(at: offset)
    return frame.gas
  }

  /// A block that cannot be entered as a whole: heights are left to the other loop, which finds the
  /// instruction at fault; without the gas no other end is possible.
  @inline(never)
  private static func refuse(
    _ frame: inout Frame, _ cursor: Cursor, _ base: UnsafeMutablePointer<UInt256>
  ) throws(HaltReason) -> LoopExit {
    frame.gas = cursor.gas
    let (minimum, range) = cursor.record.heights
    let height = unsafe UInt32(
      truncatingIfNeeded: Int(bitPattern: cursor.window.base) &- Int(bitPattern: base))
    if height &- minimum > range {
      return .moved(to: cursor.record.high, cursor.window.top(0))
    }
    throw .outOfGas
  }
}
