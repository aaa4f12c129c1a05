import EVM
import FVM
import Primitives

/// What computation costs: the part of gas that the kernel's own prices do not cover.
///
/// The reference actors are WebAssembly, whose every instruction costs 4 gas; a native actor can only
/// come near that. All numbers of that approximation stand here, in milligas.
enum ComputeGas {
  // MARK: Fixed parts

  /// A method of an actor without much to do, the way in and out included.
  static let smallActor = Gas(40_000)
  /// The placeholder actor, which returns at once.
  static let placeholder = Gas(100)
  /// A method of the EVM actor: loading and saving state, the way in and out.
  static let evmActor = Gas(90_000)

  // MARK: Dynamic parts

  /// A 32-byte word that memory grows by.
  static let memoryWord: Int64 = 12_800
  /// A 32-byte word copied within memory.
  static let copyWord: Int64 = 12_800
  /// A byte of a contract's code that is analysed before it runs.
  static let codeByte: UInt64 = 30_000

  // MARK: Instructions

  /// The EVM's rules on Filecoin, with these prices.
  static let ruleset = Ruleset.filecoin(copyWord: copyWord, memoryWord: memoryWord) { row in
    price(row.opcode)
  }

  /// The static price of an instruction.
  static func price(_ opcode: Opcode) -> Int32 {
    switch opcode {
    case .jumpdest: 100_000
    case .mul: 400_000
    case .div, .sdiv, .mod, .smod: 900_000
    case .addmod, .mulmod: 1_500_000
    case .exp: 6_000_000
    case .sload, .sstore, .tload, .tstore: 2_000_000
    case .keccak256: 500_000
    case .call, .delegatecall, .staticcall, .create, .create2: 10_000_000
    default: 300_000
    }
  }
}
