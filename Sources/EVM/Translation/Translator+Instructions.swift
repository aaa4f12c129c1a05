import Primitives

/// What each instruction becomes.
extension Translator {
  /// Writes the records of one instruction; true when it ended the block.
  mutating func translate(_ opcode: Opcode, at position: Int) -> Bool {
    switch opcode {
    // These take sums that are not made, or move them.
    case .add, .mload, .mstore, .pop: break
    case _
    where opcode.rawValue >= Opcode.dup1.rawValue
      && opcode.rawValue <= Opcode.swap16.rawValue:
      break
    default: makeSums(StackShape.of(opcode).pops)
    }
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
    case .add:
      if addLater() { break }
      makeSums(2)
      binary(opcode)
    case .mul, .sub, .div, .sdiv, .mod, .smod, .signextend, .and, .or, .xor, .byte, .shl,
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
}
