import EVM

/// Prices of computation in milligas, fitted to the production actors' wasm execution.
///
/// Written by `tools/fit-compute-gas`; change the expectations there.
enum ComputePrices {
  /// A 32-byte word that memory grows by.
  static let memoryWord: Int64 = 39_500

  /// A 32-byte word that an instruction copies.
  static let copyWord: Int64 = 245_600

  /// A byte of EXP's exponent.
  static let expByte: Int64 = 22_143_900

  /// A method of the address manager.
  static let eamActor: UInt64 = 111_726_500

  /// A method of the Init actor.
  static let initActor: UInt64 = 63_466_500

  /// A call of a placeholder.
  static let placeholder: UInt64 = 3_982_800

  /// A method of another actor.
  static let smallActor: UInt64 = 32_690_800

  /// A call of a contract.
  static let evmInvoke: UInt64 = 10_000_000

  /// The construction of a contract.
  static let evmConstructor: UInt64 = 40_763_100

  /// A method of the EVM actor's own.
  static let evmReserved: UInt64 = 19_683_000

  /// Getting ready for a system call, and reading what it answers.
  static let syscall: UInt64 = 3_437_400

  /// A byte of a block of state that is read.
  static let readByte: UInt64 = 342_500

  /// A byte of a block that is written.
  static let linkByte: UInt64 = 31_800

  /// A byte of code that is made ready to run.
  static let codeByte: UInt64 = 35_300

  /// A byte of parameters.
  static let paramByte: UInt64 = 34_300

  /// A byte of returned data.
  static let returnByte: UInt64 = 67_100

  /// The static part of an instruction.
  static func instruction(_ opcode: Opcode) -> Int32 {
    switch opcode {
    case .push1, .push2, .push3, .push4, .push5, .push6, .push7, .push8, .push9, .push10, .push11,
      .push12, .push13, .push14, .push15, .push16, .push17, .push18, .push19, .push20, .push21,
      .push22, .push23, .push24, .push25, .push26, .push27, .push28, .push29, .push30, .push31,
      .push32:
      300_000
    case .push0: 416_800
    case .dup1, .dup2, .dup3, .dup4, .dup5, .dup6, .dup7, .dup8, .dup9, .dup10, .dup11, .dup12,
      .dup13, .dup14, .dup15, .dup16:
      1_148_700
    case .swap1, .swap2, .swap3, .swap4, .swap5, .swap6, .swap7, .swap8, .swap9, .swap10, .swap11,
      .swap12, .swap13, .swap14, .swap15, .swap16:
      431_400
    case .pop: 605_200
    case .add, .sub: 1_371_700
    case .and, .or, .xor, .not: 968_700
    case .lt, .gt, .eq, .iszero: 804_500
    case .slt, .sgt, .clz: 1_001_600
    case .shl, .shr, .sar: 1_857_700
    case .byte, .signextend: 1_056_500
    case .mul: 1_474_600
    case .div, .mod: 4_699_400
    case .sdiv, .smod: 3_839_600
    case .addmod: 6_076_000
    case .mulmod: 8_286_800
    case .exp: 2_004_100
    case .address, .caller, .callvalue, .calldatasize, .codesize, .returndatasize, .pc, .msize,
      .coinbase, .gaslimit:
      761_900
    case .chainid, .timestamp, .number, .basefee, .gasprice, .origin, .gas, .selfbalance,
      .prevrandao, .balance, .blockhash:
      1_457_800
    case .calldataload: 2_015_400
    case .calldatacopy, .codecopy, .returndatacopy, .mcopy: 2_549_900
    case .mload: 1_534_900
    case .mstore, .mstore8: 865_900
    case .jump, .jumpi: 888_300
    case .jumpdest: 595_800
    case .keccak256: 1_743_000
    case .sload: 31_143_400
    case .sstore: 67_432_700
    case .tload, .tstore: 11_622_400
    case .log0, .log1, .log2, .log3, .log4: 5_683_600
    case .call, .staticcall: 9_148_600
    case .delegatecall: 13_678_700
    case .create, .create2: 14_533_100
    case .extcodesize, .extcodehash, .extcodecopy: 7_708_500
    case .`return`, .revert, .stop, .selfdestruct, .invalid: 1_902_600
    default: 761_900
    }
  }
}
