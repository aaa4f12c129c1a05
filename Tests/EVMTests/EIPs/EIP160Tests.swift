import EVM
import Primitives
import Testing

/// EXP's price by the bytes of the exponent: 10 a byte, then 50 (EIP-160).
@Suite struct EIP160Tests {
  static let exponents: [(UInt256, Int64)] = [
    (0, 0), (1, 1), (255, 1), (256, 2), (word("0xffffffffffffffff"), 8),
    (word("0x10000000000000000"), 9), (.max, 32),
  ]

  @Test func theExponentIsPaidByTheByte() {
    for (exponent, bytes) in Self.exponents {
      let code = Bytecode().operands(2, exponent).op(.exp)
      #expect(run(code, .tangerineWhistle).gasCost(of: .exp) == 10 + 10 * bytes)
      #expect(run(code, .spuriousDragon).gasCost(of: .exp) == 10 + 50 * bytes)
    }
    let code = Bytecode().operands(2, 1).op(.exp)
    #expect(run(code, gas: 6 + 59).reason == .outOfGas)
    #expect(run(code, gas: 6 + 60).reason == .stop)
  }
}
