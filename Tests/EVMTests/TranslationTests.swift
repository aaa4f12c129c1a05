import Primitives
import Testing

@testable import EVM

/// Both of the interpreter's loops come to the same end; what that end must be is for the vectors.
@Suite struct TranslationTests {
  /// Draws numbers (SplitMix64).
  private struct Generator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state &+= 0x9e37_79b9_7f4a_7c15
      var z = state
      z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
      z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
      return z ^ (z >> 31)
    }

    mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }
  }

  /// A program of `count` instructions that likes the stack, small numbers and jumps within itself.
  private static func program(_ count: Int, _ random: inout Generator) -> [UInt8] {
    var code: [UInt8] = []
    for _ in 0..<count {
      switch random.below(26) {
      // What compilers write: masks, struct fields, variables in memory, runs of JUMPDESTs.
      case 20: code += [0x63, 0xff, 0xff, 0xff, 0xff, 0x16]
      case 21:
        code += [0x60, UInt8(random.below(256)), 0x1c, 0x67] + (0..<8).map { _ in 0xff } + [0x16]
      case 22: code += [0x60, UInt8(random.below(256)), 0x01, [0x51, 0x52, 0x80][random.below(3)]]
      case 23: code += [0x60, UInt8(random.below(80)), [0x51, 0x52][random.below(2)]]
      case 24:
        code += [[0x01, 0x03, 0x18, 0x1c][random.below(4)], [0x16, 0x15, 0x51][random.below(3)]]
      case 25: code += [UInt8](repeating: 0x5b, count: 1 + random.below(4))
      case 0..<6: code += [0x60, UInt8(random.below(256))]
      case 6..<8: code.append(UInt8(0x80 + random.below(8)))
      case 8..<10: code.append(UInt8(0x90 + random.below(6)))
      case 10..<14: code.append(UInt8(0x01 + random.below(0x1d)))
      case 14: code.append(0x5b)
      case 15: code += [0x60, UInt8(random.below(max(1, min(255, code.count)))), 0x57]
      case 16: code.append([0x50, 0x51, 0x52, 0x53, 0x5a, 0x58, 0x59, 0x35, 0x20][random.below(9)])
      case 17: code.append([0x54, 0x55, 0x5c, 0x5d, 0x30, 0x33, 0x36, 0x3d, 0x46][random.below(9)])
      case 18:
        // CREATE2, CREATE and calls of oneself, their operands from what lies there.
        code.append([0xf0, 0xf5, 0xfa, 0xf4, 0xf1][random.below(5)])
      default: code.append(UInt8(random.below(256)))
      }
    }
    return code
  }

  @Test(arguments: 0..<40) func `both loops agree on random programs`(seed: UInt64) {
    var random = Generator(state: seed)
    for _ in 0..<50 {
      let code = TranslationTests.program(10 + random.below(120), &random)
      let revision = Revision.allCases[random.below(Revision.allCases.count)]
      let gas = Int64(random.below(3) == 0 ? random.below(2_000) : 60_000)
      let ends = [Tier.interpreted, .translated, .adaptive].map { tier in
        TranslationTests.run(code, revision, gas, tier)
      }
      #expect(ends[0] == ends[1], "\(revision) \(gas) \(Hex.encode(code))")
      #expect(ends[0] == ends[2], "\(revision) \(gas) \(Hex.encode(code))")
    }
  }

  /// [b] DUP1 as the lowest operand of CREATE2: the result must not reach the other copy.
  @Test func `a result does not reach other copies of its operand`() {
    let code: [UInt8] = [
      0x60, 0x07, 0x80, 0x5f, 0x5f, 0x5f, 0xf5, 0x50, 0x5f, 0x52, 0x60, 0x20, 0x5f, 0xf3,
    ]
    let end = TranslationTests.run(code, .cancun, 100_000, .translated)
    #expect(end.output == [UInt8](repeating: 0, count: 31) + [7])
  }

  /// A jump into a run of JUMPDESTs pays for those from there on, 1 gas each.
  @Test(arguments: [3: 4, 4: 3, 5: 2, 6: 1])
  func `a run of jump destinations is paid from where it is entered`(target: UInt8, left: Int64) {
    let code: [UInt8] = [0x60, target, 0x56, 0x5b, 0x5b, 0x5b, 0x5b, 0x00]
    let price = 3 + 8 + left
    let end = TranslationTests.run(code, .cancun, price, .translated)
    #expect(end.reason == .stop)
    #expect(end.gasLeft == 0)
    #expect(TranslationTests.run(code, .cancun, price - 1, .translated).reason == .outOfGas)
  }

  /// Each of two words is read back through a record that remembers the register of the other.
  @Test func `a known word of memory is forgotten where it is overwritten`() {
    let code: [UInt8] = [
      0x60, 0x01, 0x60, 0x00, 0x52,  // mem[0] ← 1
      0x60, 0x02, 0x60, 0x1f, 0x52,  // mem[31] ← 2, over its last byte
      0x60, 0x00, 0x51, 0x60, 0x40, 0x52,  // mem[64] ← mem[0]
      0x60, 0x20, 0x60, 0x40, 0xf3,
    ]
    let end = TranslationTests.run(code, .cancun, 100_000, .translated)
    #expect(end.output == [UInt8](repeating: 0, count: 32))
  }

  /// A counter is added to in its own place while a copy of its old value is still wanted.
  @Test func `a sum that is made later keeps the word it is made of`() {
    let code: [UInt8] = [
      0x60, 0x05, 0x80, 0x60, 0x20, 0x01, 0x5b,  // 5, 5 + 32, and a new block
      0x60, 0x00, 0x52, 0x60, 0x20, 0x52,  // mem[0] ← 37, mem[32] ← 5
      0x60, 0x40, 0x60, 0x00, 0xf3,
    ]
    let end = TranslationTests.run(code, .cancun, 100_000, .translated)
    #expect(
      end.output == UInt256(37 as UInt64).bigEndianBytes + UInt256(5 as UInt64).bigEndianBytes)
  }

  private struct End: Equatable {
    var reason: HaltReason
    var gasLeft: Int64
    var refund: Int64
    var output: [UInt8]
    var storage: [UInt256: UInt256]
  }

  private static func run(
    _ code: [UInt8], _ revision: Revision, _ gas: Int64, _ tier: Tier
  ) -> End {
    let host = MockHost()
    host.accounts[contract] = MockHost.Account(balance: 1000, code: code)
    let interpreter = Interpreter(ruleset: .ethereum(revision), tier: tier)
    host.interpreter = interpreter
    let input = (0..<64).map { UInt8($0) }
    let result = input.withByteView { input in
      interpreter.execute(
        CallMessage(
          kind: .call, depth: 1015, gas: gas, recipient: contract, codeAddress: contract,
          sender: caller, input: input),
        code: Code(code), host: host)
    }
    return End(
      reason: result.reason, gasLeft: result.gasLeft, refund: result.gasRefund,
      output: result.output, storage: host.accounts[contract]?.storage ?? [:])
  }
}
