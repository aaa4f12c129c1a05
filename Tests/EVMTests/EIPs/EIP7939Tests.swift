import EVM
import Primitives
import Testing

/// CLZ (EIP-7939, its test cases).
@Suite struct EIP7939Tests {
  static let cases: [(UInt256, UInt256)] = [
    (0, 256), (UInt256(1) << 255, 0), (.max, 0), (UInt256(1) << 254, 1), (.max >> 1, 1), (1, 255),
    (word("0xffffffffffffffff"), 192), (word("0x10000000000000000"), 191),
  ]

  @Test func leadingZerosAreCounted() {
    for (value, zeros) in Self.cases {
      let outcome = run(Bytecode().push(value).op(.clz), .osaka)
      #expect(outcome.top == zeros, "\(value.hexQuantity)")
      #expect(outcome.gasCost(of: .clz) == 5)
    }
  }
}
