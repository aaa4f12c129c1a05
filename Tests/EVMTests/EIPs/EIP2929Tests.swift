import EVM
import Primitives
import Testing

/// First touches of accounts cost 2600 instead of 100 (EIP-2929; slots are in `EIP2200Tests`).
@Suite struct EIP2929Tests {
  static let touching: [(Opcode, Bytecode)] = [
    (.balance, Bytecode().push(0xee).op(.balance)),
    (.extcodesize, Bytecode().push(0xee).op(.extcodesize)),
    (.extcodehash, Bytecode().push(0xee).op(.extcodehash)),
    (.extcodecopy, Bytecode().operands(0xee, 0, 0, 0).op(.extcodecopy)),
    (.call, Bytecode().call(.call, gas: 0, to: 0xee)),
    (.callcode, Bytecode().call(.callcode, gas: 0, to: 0xee)),
    (.delegatecall, Bytecode().call(.delegatecall, gas: 0, to: 0xee)),
    (.staticcall, Bytecode().call(.staticcall, gas: 0, to: 0xee)),
  ]

  @Test func theFirstTouchIsColdAndTheSecondWarm() {
    for (opcode, code) in Self.touching {
      let once = run(code, .berlin)
      #expect(once.gasCost(of: opcode) == 2600, "\(opcode.mnemonic)")
      let twice = run(Bytecode(code.bytes + code.bytes), .berlin)
      #expect(twice.gasCost(of: opcode) == 100, "\(opcode.mnemonic)")
    }
  }

  @Test func beforeBerlinNothingIsCold() {
    for (opcode, code) in Self.touching {
      let expected = OpcodeTable[opcode]?.gas(in: .istanbul).map(Int64.init) ?? -2
      #expect(run(code, .istanbul).gasCost(of: opcode) == expected, "\(opcode.mnemonic)")
    }
  }

  @Test func tooLittleForAColdTouchIsOutOfGas() {
    let code = Bytecode().push(0xee).op(.balance)
    #expect(run(code, .berlin, gas: 3 + 2599).reason == .outOfGas)
    #expect(run(code, .berlin, gas: 3 + 2600).reason == .stop)
  }
}
