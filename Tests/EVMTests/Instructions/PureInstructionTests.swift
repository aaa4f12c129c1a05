import EVM
import JSONText
import Primitives
import TestSupport
import Testing

/// Arithmetic, comparison and bits, and what pushes, duplicates and swaps.
@Suite struct PureInstructionTests {
  static let folder = Fixtures.vectors("opcodes/geth-lgpl3")
  static let files =
    folder.flatMap { folder in try? Fixtures.files(in: folder) } ?? []  // absent: the test is off

  /// X is pushed first, so Y is on top.
  @Test(.enabled(if: folder != nil, "no ethereum-tests/opcodes"), arguments: files)
  func resultsEqualTheVectors(_ file: String) throws {
    let folder = try #require(Self.folder)
    let name = String(file.dropFirst("testcases_".count).dropLast(".json".count))
    let mnemonic = name == "signext" ? "SIGNEXTEND" : name.uppercased()
    let opcode = try #require(OpcodeTable.rows.first { $0.mnemonic == mnemonic }).opcode
    let cases = try #require(JSONValue.parse(Fixtures.bytes("\(folder)/\(file)")).array)
    #expect(!cases.isEmpty)
    let interpreter = Interpreter(ruleset: .ethereum(.cancun))
    let host = MockHost()
    for vector in cases {
      let xDigits = try #require(vector["X"]?.string)
      let yDigits = try #require(vector["Y"]?.string)
      let expectedDigits = try #require(vector["Expected"]?.string)
      let (x, y) = (word("0x" + xDigits), word("0x" + yDigits))
      let expected = word("0x" + expectedDigits)
      let code = Bytecode().push(x).push(y).op(opcode).returnTop()
      let result = interpreter.execute(
        CallMessage(
          kind: .call, gas: 100_000, recipient: contract, codeAddress: contract, sender: caller),
        code: Code(code.bytes), host: host)
      #expect(
        UInt256(bigEndian: result.output) == expected,
        "\(name) \(x.hexQuantity) \(y.hexQuantity)")
    }
  }

  static let minusOne = UInt256.max
  static let lowest = word("0x8000000000000000000000000000000000000000000000000000000000000000")

  /// Operands with the top first (Yellow Paper appendix H).
  static let cases: [(Opcode, [UInt256], UInt256)] = [
    (.sub, [1, 2], minusOne),
    (.div, [7, 0], 0), (.div, [7, 2], 3),
    (.sdiv, [lowest, minusOne], lowest), (.sdiv, [minusOne, 0], 0),
    (.smod, [minusOne - 6, 3], minusOne), (.smod, [7, minusOne - 2], 1),
    (.addmod, [minusOne, minusOne, 10], 0), (.addmod, [4, 5, 0], 0), (.addmod, [10, 10, 8], 4),
    (.mulmod, [minusOne, minusOne, 12], 9), (.mulmod, [4, 5, 0], 0),
    (.exp, [2, 255], lowest), (.exp, [0, 0], 1), (.exp, [2, 256], 0),
    (.signextend, [0, 0xff], minusOne), (.signextend, [31, 5], 5), (.signextend, [0, 0x7f], 0x7f),
    (.lt, [1, 2], 1), (.gt, [1, 2], 0), (.slt, [minusOne, 0], 1), (.sgt, [minusOne, 0], 0),
    (.eq, [lowest, lowest], 1), (.iszero, [0], 1), (.iszero, [lowest], 0),
    (.not, [0], minusOne), (.byte, [31, 0x1234], 0x34), (.byte, [30, 0x1234], 0x12),
    (.byte, [32, minusOne], 0), (.shl, [1, 1], 2), (.shl, [256, 1], 0), (.shr, [1, 2], 1),
    (.sar, [255, lowest], minusOne), (.sar, [minusOne, lowest], minusOne), (.sar, [300, 5], 0),
  ]

  @Test func edgesFollowTheYellowPaper() {
    for (opcode, operands, expected) in Self.cases {
      let code = operands.reversed().reduce(Bytecode()) { $0.push($1) }.op(opcode)
      #expect(run(code).top == expected, "\(opcode.mnemonic) \(operands)")
    }
  }

  @Test func operandsBelowStayUntouched() {
    for opcode in [Opcode.add, .mul, .sdiv, .exp, .signextend, .slt, .byte, .sar] {
      let outcome = run(Bytecode().push(0xabcd).push(3).push(2).op(opcode))
      #expect(outcome.stack.count == 2)
      #expect(outcome.stack.last == 0xabcd)
    }
  }

  @Test(arguments: 1...32)
  func pushReadsItsBytesBigEndian(_ size: Int) {
    let data = (1...size).map { UInt8($0) }
    let outcome = run(Bytecode([0x5f + UInt8(size)] + data).op(.stop))
    #expect(outcome.top == UInt256(bigEndian: data))
    #expect(outcome.steps.last?.pc == size + 1)
  }

  @Test(arguments: 1...32)
  func pushPastTheEndReadsZeros(_ size: Int) {
    let outcome = run(Bytecode([0x5f + UInt8(size), 0xaa]))
    let expected = [0xaa] + [UInt8](repeating: 0, count: size - 1)
    #expect(outcome.reason == .stop)
    #expect(outcome.top == UInt256(bigEndian: expected))
  }

  @Test(arguments: 1...16)
  func duplicationsAndExchangesReachTheirDepth(_ depth: Int) {
    let many = (0..<20).reduce(Bytecode()) { $0.push(UInt256(UInt64($1))) }
    let duplicated = run(many.raw([0x7f + UInt8(depth)]))
    #expect(duplicated.top == UInt256(UInt64(20 - depth)))
    #expect(duplicated.stack.count == 21)
    let exchanged = run(many.raw([0x8f + UInt8(depth)]))
    #expect(exchanged.top == UInt256(UInt64(19 - depth)))
    #expect(exchanged.stack[depth] == 19)
    #expect(exchanged.stack.count == 20)
  }
}
