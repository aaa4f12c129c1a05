import EVM
import FVM
import Filecoin

/// What computation costs: the part of gas that the kernel's own prices do not cover.
///
/// The reference actors are WebAssembly, whose every instruction costs 4 gas; a native actor can only
/// come near that. The prices are fitted to measured runs (`ComputePrices`).
enum ComputeGas {
  static let smallActor = Gas(milligas: ComputePrices.smallActor)
  static let initActor = Gas(milligas: ComputePrices.initActor)
  static let eamActor = Gas(milligas: ComputePrices.eamActor)
  static let placeholder = Gas(milligas: ComputePrices.placeholder)

  /// A method of the EVM actor, besides the instructions it runs.
  static func evmActor(_ method: MethodNumber) -> Gas {
    switch method {
    case .constructor: Gas(milligas: ComputePrices.evmConstructor)
    case _ where method.rawValue <= EVMMethod.lastReserved:
      Gas(milligas: ComputePrices.evmReserved)
    default: Gas(milligas: ComputePrices.evmInvoke)
    }
  }

  static func syscalls(_ count: Int) -> Gas { Gas(milligas: ComputePrices.syscall * UInt64(count)) }

  static func parameters(_ bytes: Int) -> Gas {
    Gas(milligas: ComputePrices.paramByte * UInt64(bytes))
  }

  static func returned(_ bytes: Int) -> Gas {
    Gas(milligas: ComputePrices.returnByte * UInt64(bytes))
  }

  /// Reading a block of state, or of code when it is RAW.
  static func read(_ bytes: Int, isCode: Bool) -> Gas {
    Gas(
      milligas: (isCode ? ComputePrices.codeByte : ComputePrices.readByte) * UInt64(bytes))
  }

  static func written(_ bytes: Int) -> Gas {
    Gas(milligas: ComputePrices.linkByte * UInt64(bytes))
  }

  /// Bytes of memory that an instance of the reference actor can have, 512 MiB, without the 17 pages
  /// that it starts with.
  static let memoryCapacity: UInt64 = (512 << 20) - (17 << 16)

  /// The EVM's rules on Filecoin, with these prices.
  static let ruleset = Ruleset.filecoin(
    copyWord: ComputePrices.copyWord, memoryWord: ComputePrices.memoryWord,
    expByte: ComputePrices.expByte, memoryCapacity: memoryCapacity
  ) { row in
    ComputePrices.instruction(row.opcode)
  }
}
