import Primitives

// The loop. Four values live in registers: `pc`, the address of the next code byte; `top`, the address
// of the first free stack word; `gas`, what is left; and the base of the instruction table. All else is
// in the frame, behind one pointer.
//
// A turn of the loop reads a byte, loads that byte's entry from the ruleset's table (8 bytes), and with
// it settles everything that all instructions share: one comparison of the stack height answers for
// underflow, overflow and undefined bytes, one subtraction pays the static price. Then it jumps. What
// is left for the cases is the effect, and they trust what was checked.
//
// Pure instructions are written here as functions of words. Instructions that touch memory have their
// usual path here (the bytes are in use already) and growth out of line. The rest is in
// `Frame.perform`; around it the gas counter is handed over to the frame and taken back.
//
// A jump lands behind the JUMPDEST and pays for it at once, which saves a turn; the shortage, if any, is
// seen by the next instruction. The traced loop is the same source, specialised: it records each
// instruction before it runs and does not skip JUMPDESTs.

/// Whether the loop reports its steps, decided when it is compiled.
protocol TracingMode {
  static var isOn: Bool { get }
}

enum Traced: TracingMode {
  @inline(__always) static var isOn: Bool { true }
}

enum Untraced: TracingMode {
  @inline(__always) static var isOn: Bool { false }
}

extension Interpreter {
  /// Runs a frame from a byte of its code to its normal end; an exceptional one is thrown.
  /// `frame.gas` is what is left. When `frame.patience` is used up, a jump ends the loop.
  ///
  /// Patience is counted in bytes of code run. A run of bytes between two jumps ends where a jump
  /// stands and begins where one landed, so each jump only has to give its own distance: back takes,
  /// forward gives, and the place at the end makes the sum whole.
  static func loop<Mode: TracingMode>(
    _ frame: inout Frame, _ mode: Mode.Type, from position: Int, _ start: StackTop
  ) throws(HaltReason) -> LoopExit {
    let table = unsafe frame.ruleset.instructions.entries
    let code = frame.code
    let base = unsafe frame.stack.base
    let jumpdestGas = unsafe Int64(table[Int(Opcode.jumpdest.rawValue)].gas)
    var pc = CodePointer(code, at: position)
    var top = start
    var gas = frame.gas

    while true {
      let opcode = pc.opcode
      if Mode.isOn {
        frame.gas = gas
        frame.recordStep(pc.offset(in: code), opcode, top)
      }
      // Safe: `top` moves between `base` and 1024 words above it, which the next check upholds.
      let height = unsafe UInt32(
        truncatingIfNeeded: Int(bitPattern: top.free) &- Int(bitPattern: base))
      let entry = unsafe table[Int(opcode.rawValue)]
      if height &- UInt32(entry.minimum) > UInt32(entry.range) {
        frame.gas = gas
        throw gas < 0 ? .outOfGas : frame.refusal(opcode, height: Int(height))
      }
      gas &-= Int64(entry.gas)
      if gas < 0 {
        frame.gas = gas
        throw .outOfGas
      }
      pc.advance()

      switch opcode {
      case .stop:
        frame.gas = gas
        frame.patience &-= Int64(pc.offset(in: code))
        return .halted(.stop)

      // Arithmetic, comparison, bits: functions of words.
      case .add: top.binary { $0 + $1 }
      case .mul: top.binary { $0 * $1 }
      case .sub: top.binary { $0 - $1 }
      case .div: top.binary { $0 / $1 }
      case .sdiv: top.binary { $0.dividedSigned(by: $1) }
      case .mod: top.binary { $0 % $1 }
      case .smod: top.binary { $0.remainderSigned(dividingBy: $1) }
      case .addmod: top.ternary { UInt256.addMod($0, $1, $2) }
      case .mulmod: top.ternary { UInt256.mulMod($0, $1, $2) }
      case .exp:
        gas &-= frame.ruleset.gasSchedule.expByte &* Int64(top[1].byteWidthUsed)
        if gas < 0 {
          frame.gas = gas
          throw .outOfGas
        }
        top.binary { $0.power($1) }
      case .signextend: top.binary { $1.signExtended(fromByte: $0) }
      case .lt: top.compare { $0 < $1 }
      case .gt: top.compare { $1 < $0 }
      case .slt: top.compare { $0.isLessSigned(than: $1) }
      case .sgt: top.compare { $1.isLessSigned(than: $0) }
      case .eq: top.compare { $0 == $1 }
      case .iszero: top.unary { UInt256($0.isZero ? 1 : 0 as UInt64) }
      case .and: top.binary { $0 & $1 }
      case .or: top.binary { $0 | $1 }
      case .xor: top.binary { $0 ^ $1 }
      case .not: top.unary { ~$0 }
      case .byte: top.binary { $1.byte(at: $0) }
      case .shl: top.binary { $1.shiftedLeft(by: $0) }
      case .shr: top.binary { $1.shiftedRight(by: $0) }
      case .sar: top.binary { $1.arithmeticShiftedRight(by: $0) }
      case .clz: top.unary { UInt256(UInt64(truncatingIfNeeded: $0.leadingZeroBitCount)) }

      // What the frame knows by itself.
      case .address: top.push(frame.message.recipient.word)
      case .caller: top.push(frame.message.sender.word)
      case .callvalue: top.push(frame.message.value)
      case .calldatasize: top.push(UInt64(truncatingIfNeeded: frame.message.input.count))
      case .calldataload: top[0] = frame.callDataWord(at: top[0])
      case .codesize: top.push(UInt64(truncatingIfNeeded: code.count))
      case .returndatasize: top.push(UInt64(truncatingIfNeeded: frame.returnData.count))
      case .pc: top.push(UInt64(truncatingIfNeeded: pc.offset(in: code) &- 1))
      case .msize: top.push(frame.memory.size)
      case .gas:
        if frame.ruleset.rules.metersThroughHost {
          frame.gas = gas
          top.push(try frame.hostGas())
          gas = frame.gas
        } else {
          top.push(frame.wholeGas(gas))
        }

      // Memory, word by word.
      case .mload:
        let offset = top[0]
        if !frame.memory.holdsWord(at: offset) {
          frame.gas = gas
          try frame.growForWord(at: offset)
          gas = frame.gas
        }
        top[0] = frame.memory.loadWord(at: offset.limb0)
      case .mstore:
        let offset = top[0]
        if !frame.memory.holdsWord(at: offset) {
          frame.gas = gas
          try frame.growForWord(at: offset)
          gas = frame.gas
        }
        frame.memory.storeWord(top[1], at: offset.limb0)
        top.drop(2)
      case .mstore8:
        let offset = top[0]
        if !frame.memory.holdsByte(at: offset) {
          frame.gas = gas
          try frame.growForByte(at: offset)
          gas = frame.gas
        }
        frame.memory.storeByte(UInt8(truncatingIfNeeded: top[1].limb0), at: offset.limb0)
        top.drop(2)

      // Flow.
      case .jump:
        let target = top[0]
        top.drop(1)
        guard code.isJumpDestination(target) else {
          frame.gas = gas
          throw .badJumpDestination
        }
        let source = pc
        pc.jump(to: target, in: code)
        if !Mode.isOn {
          frame.patience &-= source.distance(from: pc)
          if frame.patience < 0 {
            frame.gas = gas
            return .moved(to: pc.offset(in: code), top)
          }
          pc.advance()
          gas &-= jumpdestGas
        }
      case .jumpi:
        let target = top[0]
        let condition = top[1].limbwise
        top.drop(2)
        if !condition.isZero {
          guard code.isJumpDestination(target) else {
            frame.gas = gas
            throw .badJumpDestination
          }
          let source = pc
          pc.jump(to: target, in: code)
          if !Mode.isOn {
            frame.patience &-= source.distance(from: pc)
            if frame.patience < 0 {
              frame.gas = gas
              return .moved(to: pc.offset(in: code), top)
            }
            pc.advance()
            gas &-= jumpdestGas
          }
        }
      case .jumpdest: break
      case .return:
        frame.gas = gas
        try frame.takeOutput(top)
        frame.patience &-= Int64(pc.offset(in: code))
        return .halted(.return)
      case .revert:
        frame.gas = gas
        try frame.takeOutput(top)
        return .halted(.revert)
      case .invalid:
        frame.gas = gas
        throw .invalidInstruction
      case .selfdestruct:
        frame.gas = gas
        try frame.selfDestruct(top)
        return .halted(.selfDestruct)

      // The stack itself.
      case .pop: top.drop(1)
      case .push0: top.push(.zero)
      case .push1: top.push(pc.takeWord(1))
      case .push2: top.push(pc.takeWord(2))
      case .push3: top.push(pc.takeWord(3))
      case .push4: top.push(pc.takeWord(4))
      case .push5: top.push(pc.takeWord(5))
      case .push6: top.push(pc.takeWord(6))
      case .push7: top.push(pc.takeWord(7))
      case .push8: top.push(pc.takeWord(8))
      case .push9: top.push(pc.takeWord(9))
      case .push10: top.push(pc.takeWord(10))
      case .push11: top.push(pc.takeWord(11))
      case .push12: top.push(pc.takeWord(12))
      case .push13: top.push(pc.takeWord(13))
      case .push14: top.push(pc.takeWord(14))
      case .push15: top.push(pc.takeWord(15))
      case .push16: top.push(pc.takeWord(16))
      case .push17: top.push(pc.takeWord(17))
      case .push18: top.push(pc.takeWord(18))
      case .push19: top.push(pc.takeWord(19))
      case .push20: top.push(pc.takeWord(20))
      case .push21: top.push(pc.takeWord(21))
      case .push22: top.push(pc.takeWord(22))
      case .push23: top.push(pc.takeWord(23))
      case .push24: top.push(pc.takeWord(24))
      case .push25: top.push(pc.takeWord(25))
      case .push26: top.push(pc.takeWord(26))
      case .push27: top.push(pc.takeWord(27))
      case .push28: top.push(pc.takeWord(28))
      case .push29: top.push(pc.takeWord(29))
      case .push30: top.push(pc.takeWord(30))
      case .push31: top.push(pc.takeWord(31))
      case .push32: top.push(pc.takeWord(32))
      case .dup1: top.duplicate(1)
      case .dup2: top.duplicate(2)
      case .dup3: top.duplicate(3)
      case .dup4: top.duplicate(4)
      case .dup5: top.duplicate(5)
      case .dup6: top.duplicate(6)
      case .dup7: top.duplicate(7)
      case .dup8: top.duplicate(8)
      case .dup9: top.duplicate(9)
      case .dup10: top.duplicate(10)
      case .dup11: top.duplicate(11)
      case .dup12: top.duplicate(12)
      case .dup13: top.duplicate(13)
      case .dup14: top.duplicate(14)
      case .dup15: top.duplicate(15)
      case .dup16: top.duplicate(16)
      case .swap1: top.exchange(1)
      case .swap2: top.exchange(2)
      case .swap3: top.exchange(3)
      case .swap4: top.exchange(4)
      case .swap5: top.exchange(5)
      case .swap6: top.exchange(6)
      case .swap7: top.exchange(7)
      case .swap8: top.exchange(8)
      case .swap9: top.exchange(9)
      case .swap10: top.exchange(10)
      case .swap11: top.exchange(11)
      case .swap12: top.exchange(12)
      case .swap13: top.exchange(13)
      case .swap14: top.exchange(14)
      case .swap15: top.exchange(15)
      case .swap16: top.exchange(16)

      // Beyond the frame's stack.
      case .keccak256, .balance, .selfbalance, .calldatacopy, .codecopy, .extcodesize,
        .extcodehash, .extcodecopy, .returndatacopy, .origin, .gasprice, .blockhash, .coinbase,
        .timestamp, .number, .prevrandao, .gaslimit, .chainid, .basefee, .blobhash, .blobbasefee,
        .sload, .sstore, .tload, .tstore, .mcopy, .log0, .log1, .log2, .log3, .log4, .create,
        .create2, .call, .callcode, .delegatecall, .staticcall:
        frame.gas = gas
        top = try frame.perform(opcode, top)
        gas = frame.gas

      // No entry of a table lets these pass.
      case .undefined0C, .undefined0D, .undefined0E, .undefined0F, .undefined1F, .undefined21,
        .undefined22, .undefined23, .undefined24, .undefined25, .undefined26, .undefined27,
        .undefined28, .undefined29, .undefined2A, .undefined2B, .undefined2C, .undefined2D,
        .undefined2E, .undefined2F, .undefined4B, .undefined4C, .undefined4D, .undefined4E,
        .undefined4F, .undefinedA5, .undefinedA6, .undefinedA7, .undefinedA8, .undefinedA9,
        .undefinedAA, .undefinedAB, .undefinedAC, .undefinedAD, .undefinedAE, .undefinedAF,
        .undefinedB0, .undefinedB1, .undefinedB2, .undefinedB3, .undefinedB4, .undefinedB5,
        .undefinedB6, .undefinedB7, .undefinedB8, .undefinedB9, .undefinedBA, .undefinedBB,
        .undefinedBC, .undefinedBD, .undefinedBE, .undefinedBF, .undefinedC0, .undefinedC1,
        .undefinedC2, .undefinedC3, .undefinedC4, .undefinedC5, .undefinedC6, .undefinedC7,
        .undefinedC8, .undefinedC9, .undefinedCA, .undefinedCB, .undefinedCC, .undefinedCD,
        .undefinedCE, .undefinedCF, .undefinedD0, .undefinedD1, .undefinedD2, .undefinedD3,
        .undefinedD4, .undefinedD5, .undefinedD6, .undefinedD7, .undefinedD8, .undefinedD9,
        .undefinedDA, .undefinedDB, .undefinedDC, .undefinedDD, .undefinedDE, .undefinedDF,
        .undefinedE0, .undefinedE1, .undefinedE2, .undefinedE3, .undefinedE4, .undefinedE5,
        .undefinedE6, .undefinedE7, .undefinedE8, .undefinedE9, .undefinedEA, .undefinedEB,
        .undefinedEC, .undefinedED, .undefinedEE, .undefinedEF, .undefinedF6, .undefinedF7,
        .undefinedF8, .undefinedF9, .undefinedFB, .undefinedFC:
        frame.gas = gas
        throw .undefinedInstruction
      }
    }
  }
}
