import EVM

/// Prices of computation in milligas, fitted to the production actors' wasm execution.
///
/// Written by `tools/fit-compute-gas`; change the expectations there.
enum ComputePrices {
  /// A 32-byte word that an instruction copies.
  static let copyWord: Int64 = 256_200

  /// A byte of EXP's exponent.
  static let expByte: Int64 = 22_139_200

  /// A method of the address manager.
  static let eamActor: UInt64 = 111_735_500

  /// A method of the Init actor.
  static let initActor: UInt64 = 63_470_800

  /// A call of a placeholder.
  static let placeholder: UInt64 = 3_982_700

  /// A method of another actor.
  static let smallActor: UInt64 = 32_688_200

  /// A call of a contract.
  static let evmInvoke: UInt64 = 10_000_000

  /// The construction of a contract.
  static let evmConstructor: UInt64 = 40_765_900

  /// A method of the EVM actor's own.
  static let evmReserved: UInt64 = 19_675_100

  /// Getting ready for a system call, and reading what it answers.
  static let syscall: UInt64 = 3_437_000

  /// A byte of a block of state that is read.
  static let readByte: UInt64 = 342_600

  /// A byte of a block that is written.
  static let linkByte: UInt64 = 31_800

  /// A byte of code that is made ready to run.
  static let codeByte: UInt64 = 35_300

  /// A byte of parameters.
  static let paramByte: UInt64 = 34_400

  /// A byte of returned data.
  static let returnByte: UInt64 = 67_400

  /// The static part of an instruction.
  static func instruction(_ opcode: Opcode) -> Int32 {
    switch opcode {
    case .push1, .push2, .push3, .push4, .push5, .push6, .push7, .push8, .push9, .push10, .push11,
      .push12, .push13, .push14, .push15, .push16, .push17, .push18, .push19, .push20, .push21,
      .push22, .push23, .push24, .push25, .push26, .push27, .push28, .push29, .push30, .push31,
      .push32:
      300_000
    case .push0: 416_500
    case .dup1, .dup2, .dup3, .dup4, .dup5, .dup6, .dup7, .dup8, .dup9, .dup10, .dup11, .dup12,
      .dup13, .dup14, .dup15, .dup16:
      1_158_600
    case .swap1, .swap2, .swap3, .swap4, .swap5, .swap6, .swap7, .swap8, .swap9, .swap10, .swap11,
      .swap12, .swap13, .swap14, .swap15, .swap16:
      423_600
    case .pop: 604_900
    case .add, .sub: 1_368_000
    case .and, .or, .xor, .not: 968_500
    case .lt, .gt, .eq, .iszero: 798_500
    case .slt, .sgt, .clz: 1_001_400
    case .shl, .shr, .sar: 1_854_600
    case .byte, .signextend: 1_056_300
    case .mul: 1_488_000
    case .div, .mod: 4_696_400
    case .sdiv, .smod: 3_839_400
    case .addmod: 6_075_900
    case .mulmod: 8_285_800
    case .exp: 2_004_100
    case .address, .caller, .callvalue, .calldatasize, .codesize, .returndatasize, .pc, .msize,
      .coinbase, .gaslimit:
      762_100
    case .chainid, .timestamp, .number, .basefee, .gasprice, .origin, .gas, .selfbalance,
      .prevrandao, .balance, .blockhash:
      1_459_500
    case .calldataload: 2_014_700
    case .calldatacopy, .codecopy, .returndatacopy, .mcopy: 2_553_200
    case .mload: 1_534_000
    case .mstore, .mstore8: 890_900
    case .jump, .jumpi: 885_100
    case .jumpdest: 597_100
    case .keccak256: 1_744_900
    case .sload: 31_101_200
    case .sstore: 67_419_000
    case .tload, .tstore: 11_617_100
    case .log0, .log1, .log2, .log3, .log4: 5_680_200
    case .call, .staticcall: 9_159_100
    case .delegatecall: 13_701_600
    case .create, .create2: 14_528_700
    case .extcodesize, .extcodehash, .extcodecopy: 7_705_100
    case .`return`, .revert, .stop, .selfdestruct, .invalid: 1_903_200
    default: 762_100
    }
  }
}
