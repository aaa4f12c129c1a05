import Primitives

extension Frame {
  /// Instructions that reach beyond the stack: memory in bulk, the host, other frames.
  ///
  /// Kept out of the loop's own function so that the loop stays small enough for its counters to live
  /// in registers; a second jump is nothing beside what these do. Answers the new top.
  @inline(never)
  mutating func perform(_ opcode: Opcode, _ top: StackTop) throws(HaltReason) -> StackTop {
    var top = top
    switch opcode {
    case .keccak256: try keccak256(top); top.drop(1)

    case .balance: try balance(top)
    case .selfbalance: top.push(try selfBalance())
    case .calldatacopy: try copy(message.input, top); top.drop(3)
    case .codecopy: try copy(code.view, top); top.drop(3)
    case .extcodesize: try externalCodeSize(top)
    case .extcodehash: try externalCodeHash(top)
    case .extcodecopy: try externalCodeCopy(top); top.drop(4)
    case .returndatacopy: try returnDataCopy(top); top.drop(3)

    case .gas: top.push(try hostGas())
    case .origin: top.push(try contextWord(.origin))
    case .gasprice: top.push(try contextWord(.gasPrice))
    case .blockhash: try blockHash(top)
    case .coinbase: top.push(try contextWord(.coinbase))
    case .timestamp: top.push(try contextWord(.timestamp))
    case .number: top.push(try contextWord(.number))
    case .prevrandao: top.push(try difficultyOrRandao())
    case .gaslimit: top.push(try contextWord(.gasLimit))
    case .chainid: top.push(try contextWord(.chainID))
    case .basefee: top.push(try contextWord(.baseFee))
    case .blobhash: blobHash(top)
    case .blobbasefee: top.push(try contextWord(.blobBaseFee))

    case .sload: top[0] = try storageWord(at: top[0])
    case .sstore: try storeStorage(top); top.drop(2)
    case .tload: try loadTransient(top)
    case .tstore: try storeTransient(top); top.drop(2)
    case .mcopy: try memoryCopy(top); top.drop(3)

    case .log0: try log(topics: 0, top); top.drop(2)
    case .log1: try log(topics: 1, top); top.drop(3)
    case .log2: try log(topics: 2, top); top.drop(4)
    case .log3: try log(topics: 3, top); top.drop(5)
    case .log4: try log(topics: 4, top); top.drop(6)

    case .create: try create(.create, top); top.drop(2)
    case .create2: try create(.create2, top); top.drop(3)
    case .call: try call(.call, top); top.drop(6)
    case .callcode: try call(.callCode, top); top.drop(6)
    case .delegatecall: try call(.delegateCall, top); top.drop(5)
    case .staticcall: try call(.staticCall, top); top.drop(5)

    default: throw .undefinedInstruction
    }
    return top
  }
}
