package import Primitives

/// What an instruction costs from a revision on, before any dynamic part.
package struct GasStep: Sendable {
  package let since: Revision
  /// Gas.
  package let gas: Int32
  /// The EIP that set the price; nil for the first specification.
  package let eip: Int?

  static func frontier(_ gas: Int32) -> GasStep { GasStep(since: .frontier, gas: gas, eip: nil) }
  static func homestead(_ gas: Int32, eip: Int) -> GasStep {
    GasStep(since: .homestead, gas: gas, eip: eip)
  }
  static func tangerineWhistle(_ gas: Int32, eip: Int) -> GasStep {
    GasStep(since: .tangerineWhistle, gas: gas, eip: eip)
  }
  static func byzantium(_ gas: Int32, eip: Int) -> GasStep {
    GasStep(since: .byzantium, gas: gas, eip: eip)
  }
  static func constantinople(_ gas: Int32, eip: Int) -> GasStep {
    GasStep(since: .constantinople, gas: gas, eip: eip)
  }
  static func istanbul(_ gas: Int32, eip: Int) -> GasStep {
    GasStep(since: .istanbul, gas: gas, eip: eip)
  }
  static func berlin(_ gas: Int32, eip: Int) -> GasStep {
    GasStep(since: .berlin, gas: gas, eip: eip)
  }
  static func london(_ gas: Int32, eip: Int) -> GasStep {
    GasStep(since: .london, gas: gas, eip: eip)
  }
  static func shanghai(_ gas: Int32, eip: Int) -> GasStep {
    GasStep(since: .shanghai, gas: gas, eip: eip)
  }
  static func cancun(_ gas: Int32, eip: Int) -> GasStep {
    GasStep(since: .cancun, gas: gas, eip: eip)
  }
  static func osaka(_ gas: Int32, eip: Int) -> GasStep {
    GasStep(since: .osaka, gas: gas, eip: eip)
  }
}

/// Everything about one instruction but its effect.
package struct OpcodeRow: Sendable {
  package let opcode: Opcode
  /// Upper case, as assembly listings and traces write it.
  package let mnemonic: String
  /// Bytes of code that follow the opcode and belong to it.
  package let immediates: Int
  /// Items that must be on the stack; DUPn and SWAPn count all they reach.
  package let pops: Int
  /// Items on the stack afterwards in place of those.
  package let pushes: Int
  /// Prices, oldest first; the first entry's revision introduced the instruction.
  package let gas: [GasStep]

  /// The static price under a revision; nil before the instruction existed.
  package func gas(in revision: Revision) -> Int32? { gas.last { $0.since <= revision }?.gas }

  /// The revision that introduced the instruction.
  package var since: Revision { gas.first?.since ?? .frontier }
}

/// The instruction set: one row for each defined opcode (Yellow Paper appendix H and the EIPs named).
package enum OpcodeTable {
  package static let rows: [OpcodeRow] =
    arithmetic + environment + block + stackMemoryStorageFlow + pushes + duplications + exchanges
    + logs + system

  /// The row of each byte value, nil for bytes that no revision defines.
  package static let byOpcode: [OpcodeRow?] = {
    var table = [OpcodeRow?](repeating: nil, count: 256)
    for row in rows { table[Int(row.opcode.rawValue)] = row }
    return table
  }()

  package static subscript(opcode: Opcode) -> OpcodeRow? { byOpcode[Int(opcode.rawValue)] }

  private static let arithmetic: [OpcodeRow] = [
    row(.stop, pops: 0, pushes: 0, gas: .frontier(0)),
    row(.add, pops: 2, pushes: 1, gas: .frontier(3)),
    row(.mul, pops: 2, pushes: 1, gas: .frontier(5)),
    row(.sub, pops: 2, pushes: 1, gas: .frontier(3)),
    row(.div, pops: 2, pushes: 1, gas: .frontier(5)),
    row(.sdiv, pops: 2, pushes: 1, gas: .frontier(5)),
    row(.mod, pops: 2, pushes: 1, gas: .frontier(5)),
    row(.smod, pops: 2, pushes: 1, gas: .frontier(5)),
    row(.addmod, pops: 3, pushes: 1, gas: .frontier(8)),
    row(.mulmod, pops: 3, pushes: 1, gas: .frontier(8)),
    row(.exp, pops: 2, pushes: 1, gas: .frontier(10)),
    row(.signextend, pops: 2, pushes: 1, gas: .frontier(5)),
    row(.lt, pops: 2, pushes: 1, gas: .frontier(3)),
    row(.gt, pops: 2, pushes: 1, gas: .frontier(3)),
    row(.slt, pops: 2, pushes: 1, gas: .frontier(3)),
    row(.sgt, pops: 2, pushes: 1, gas: .frontier(3)),
    row(.eq, pops: 2, pushes: 1, gas: .frontier(3)),
    row(.iszero, pops: 1, pushes: 1, gas: .frontier(3)),
    row(.and, pops: 2, pushes: 1, gas: .frontier(3)),
    row(.or, pops: 2, pushes: 1, gas: .frontier(3)),
    row(.xor, pops: 2, pushes: 1, gas: .frontier(3)),
    row(.not, pops: 1, pushes: 1, gas: .frontier(3)),
    row(.byte, pops: 2, pushes: 1, gas: .frontier(3)),
    row(.shl, pops: 2, pushes: 1, gas: .constantinople(3, eip: 145)),
    row(.shr, pops: 2, pushes: 1, gas: .constantinople(3, eip: 145)),
    row(.sar, pops: 2, pushes: 1, gas: .constantinople(3, eip: 145)),
    row(.clz, pops: 1, pushes: 1, gas: .osaka(5, eip: 7939)),
    row(.keccak256, pops: 2, pushes: 1, gas: .frontier(30)),
  ]

  private static let environment: [OpcodeRow] = [
    row(.address, pops: 0, pushes: 1, gas: .frontier(2)),
    row(
      .balance, pops: 1, pushes: 1, gas: .frontier(20), .tangerineWhistle(400, eip: 150),
      .istanbul(700, eip: 1884), .berlin(100, eip: 2929)),
    row(.origin, pops: 0, pushes: 1, gas: .frontier(2)),
    row(.caller, pops: 0, pushes: 1, gas: .frontier(2)),
    row(.callvalue, pops: 0, pushes: 1, gas: .frontier(2)),
    row(.calldataload, pops: 1, pushes: 1, gas: .frontier(3)),
    row(.calldatasize, pops: 0, pushes: 1, gas: .frontier(2)),
    row(.calldatacopy, pops: 3, pushes: 0, gas: .frontier(3)),
    row(.codesize, pops: 0, pushes: 1, gas: .frontier(2)),
    row(.codecopy, pops: 3, pushes: 0, gas: .frontier(3)),
    row(.gasprice, pops: 0, pushes: 1, gas: .frontier(2)),
    row(
      .extcodesize, pops: 1, pushes: 1, gas: .frontier(20), .tangerineWhistle(700, eip: 150),
      .berlin(100, eip: 2929)),
    row(
      .extcodecopy, pops: 4, pushes: 0, gas: .frontier(20), .tangerineWhistle(700, eip: 150),
      .berlin(100, eip: 2929)),
    row(.returndatasize, pops: 0, pushes: 1, gas: .byzantium(2, eip: 211)),
    row(.returndatacopy, pops: 3, pushes: 0, gas: .byzantium(3, eip: 211)),
    row(
      .extcodehash, pops: 1, pushes: 1, gas: .constantinople(400, eip: 1052),
      .istanbul(700, eip: 1884), .berlin(100, eip: 2929)),
  ]

  private static let block: [OpcodeRow] = [
    row(.blockhash, pops: 1, pushes: 1, gas: .frontier(20)),
    row(.coinbase, pops: 0, pushes: 1, gas: .frontier(2)),
    row(.timestamp, pops: 0, pushes: 1, gas: .frontier(2)),
    row(.number, pops: 0, pushes: 1, gas: .frontier(2)),
    row(.prevrandao, pops: 0, pushes: 1, gas: .frontier(2)),
    row(.gaslimit, pops: 0, pushes: 1, gas: .frontier(2)),
    row(.chainid, pops: 0, pushes: 1, gas: .istanbul(2, eip: 1344)),
    row(.selfbalance, pops: 0, pushes: 1, gas: .istanbul(5, eip: 1884)),
    row(.basefee, pops: 0, pushes: 1, gas: .london(2, eip: 3198)),
    row(.blobhash, pops: 1, pushes: 1, gas: .cancun(3, eip: 4844)),
    row(.blobbasefee, pops: 0, pushes: 1, gas: .cancun(2, eip: 7516)),
  ]

  private static let stackMemoryStorageFlow: [OpcodeRow] = [
    row(.pop, pops: 1, pushes: 0, gas: .frontier(2)),
    row(.mload, pops: 1, pushes: 1, gas: .frontier(3)),
    row(.mstore, pops: 2, pushes: 0, gas: .frontier(3)),
    row(.mstore8, pops: 2, pushes: 0, gas: .frontier(3)),
    row(
      .sload, pops: 1, pushes: 1, gas: .frontier(50), .tangerineWhistle(200, eip: 150),
      .istanbul(800, eip: 1884), .berlin(100, eip: 2929)),
    row(.sstore, pops: 2, pushes: 0, gas: .frontier(0)),
    row(.jump, pops: 1, pushes: 0, gas: .frontier(8)),
    row(.jumpi, pops: 2, pushes: 0, gas: .frontier(10)),
    row(.pc, pops: 0, pushes: 1, gas: .frontier(2)),
    row(.msize, pops: 0, pushes: 1, gas: .frontier(2)),
    row(.gas, pops: 0, pushes: 1, gas: .frontier(2)),
    row(.jumpdest, pops: 0, pushes: 0, gas: .frontier(1)),
    row(.tload, pops: 1, pushes: 1, gas: .cancun(100, eip: 1153)),
    row(.tstore, pops: 2, pushes: 0, gas: .cancun(100, eip: 1153)),
    row(.mcopy, pops: 3, pushes: 0, gas: .cancun(3, eip: 5656)),
    row(.push0, pops: 0, pushes: 1, gas: .shanghai(2, eip: 3855)),
  ]

  private static let pushes: [OpcodeRow] = (1...32).map { size in
    row(
      Opcode(byte: 0x5f + UInt8(size)), immediates: size, pops: 0, pushes: 1, gas: .frontier(3))
  }

  private static let duplications: [OpcodeRow] = (1...16).map { depth in
    row(Opcode(byte: 0x7f + UInt8(depth)), pops: depth, pushes: depth + 1, gas: .frontier(3))
  }

  private static let exchanges: [OpcodeRow] = (1...16).map { depth in
    row(Opcode(byte: 0x8f + UInt8(depth)), pops: depth + 1, pushes: depth + 1, gas: .frontier(3))
  }

  private static let logs: [OpcodeRow] = (0...4).map { topics in
    row(
      Opcode(byte: 0xa0 + UInt8(topics)), pops: topics + 2, pushes: 0,
      gas: .frontier(375 * Int32(topics + 1)))
  }

  private static let system: [OpcodeRow] = [
    row(.create, pops: 3, pushes: 1, gas: .frontier(32000)),
    row(
      .call, pops: 7, pushes: 1, gas: .frontier(40), .tangerineWhistle(700, eip: 150),
      .berlin(100, eip: 2929)),
    row(
      .callcode, pops: 7, pushes: 1, gas: .frontier(40), .tangerineWhistle(700, eip: 150),
      .berlin(100, eip: 2929)),
    row(.return, pops: 2, pushes: 0, gas: .frontier(0)),
    row(
      .delegatecall, pops: 6, pushes: 1, gas: .homestead(40, eip: 7),
      .tangerineWhistle(700, eip: 150), .berlin(100, eip: 2929)),
    row(.create2, pops: 4, pushes: 1, gas: .constantinople(32000, eip: 1014)),
    row(
      .staticcall, pops: 6, pushes: 1, gas: .byzantium(700, eip: 214), .berlin(100, eip: 2929)),
    row(.revert, pops: 2, pushes: 0, gas: .byzantium(0, eip: 140)),
    row(.invalid, pops: 0, pushes: 0, gas: .frontier(0)),
    row(.selfdestruct, pops: 1, pushes: 0, gas: .frontier(0), .tangerineWhistle(5000, eip: 150)),
  ]

  private static func row(
    _ opcode: Opcode, immediates: Int = 0, pops: Int, pushes: Int, gas: GasStep...
  ) -> OpcodeRow {
    OpcodeRow(
      opcode: opcode, mnemonic: "\(opcode)".uppercased(), immediates: immediates, pops: pops,
      pushes: pushes, gas: gas)
  }
}

extension Opcode {
  /// Bytes of code that follow the opcode and belong to it: n for PUSHn, else 0.
  @inline(__always)
  package var immediates: Int {
    let distance = rawValue &- Opcode.push1.rawValue
    return distance < 32 ? Int(distance) + 1 : 0
  }

  /// The instruction's name in upper case; `UNDEFINED_0C` for a byte that is none.
  ///
  /// 0x44 is PREVRANDAO here; before Paris the field says DIFFICULTY (EIP-4399).
  package var mnemonic: String {
    if let row = OpcodeTable[self] { return row.mnemonic }
    let digits = String(rawValue, radix: 16, uppercase: true)
    return "UNDEFINED_" + (digits.count < 2 ? "0" : "") + digits
  }
}
