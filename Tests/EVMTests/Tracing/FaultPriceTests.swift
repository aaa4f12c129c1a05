import EVM
import Primitives
import Testing

/// Prices and errors of failing instructions, by go-ethereum's order of sums (`core/vm/gas_table.go`).
@Suite struct FaultPriceTests {
  /// The price, the error, and how many lines the failing instruction has.
  private func failure(
    _ code: Bytecode, _ revision: Revision = .cancun, gas: Int64, isStatic: Bool = false,
    isWarm: Bool = true
  ) throws -> String {
    var written: [UInt8] = []
    let tracer = EIP3155Tracer { written += $0 }
    let interpreter = Interpreter(ruleset: .ethereum(revision), tracer: tracer)
    let host = MockHost()
    host.isWarm = isWarm
    host.interpreter = interpreter
    host.accounts[contract] = MockHost.Account(code: code.bytes)
    _ = try interpreter.start(
      CallMessage(
        kind: .call, isStatic: isStatic, gas: gas, recipient: contract, codeAddress: contract,
        sender: caller),
      host: host)
    tracer.flush()
    let lines = String(decoding: written, as: UTF8.self).split(separator: "\n")
    let last = try #require(lines.last { $0.contains("\"pc\"") })
    func member(_ name: String) -> String {
      last.split(separator: "\"\(name)\":\"").dropFirst().first?
        .split(separator: "\"").first.map(String.init) ?? ""
    }
    let pc = last.prefix { $0 != "," }
    let count = lines.count { $0.hasPrefix(pc + ",") }
    return "\(member("gasCost")) \(member("error")), \(count)"
  }

  @Test func memoryAndWordsAreOneSum() throws {
    // Two PUSH 6, KECCAK256 30 + 6 × 4 words + memory of 4 words 12 = 66 = 0x42; 50 are left.
    let got = try failure(Bytecode().operands(0, 128).op(.keccak256), gas: 56)
    #expect(got == "0x42 out of gas, 1")
  }

  @Test func callsIncludeWhatTheyAskFor() throws {
    // Homestead: 40 + 3 for a word of output + 5000 asked = 5043 = 0x13b3.
    let call = Bytecode().call(.callcode, gas: 5000, to: 0xee, output: (0, 32))
    #expect(try failure(call, .homestead, gas: 1000) == "0x13b3 out of gas, 1")
    // Berlin: a cold account that cannot be paid ends the sum with the warm price, 100.
    let cold = Bytecode().call(.staticcall, gas: 0, to: 0xee)
    #expect(
      try failure(cold, gas: 1000, isWarm: false) == "0x64 out of gas: out of gas, 1")
  }

  @Test func writesInStaticCallsEndTheSum() throws {
    let store = Bytecode().operands(0, 1).op(.sstore)
    #expect(
      try failure(store, gas: 100_000, isStatic: true) == "0x0 out of gas: write protection, 1")
    // LOG0 is paid first, 375 + 8 + 3 = 386 = 0x182, and fails in its effect.
    let log = Bytecode().operands(0, 1).op(.log0)
    #expect(try failure(log, gas: 1000, isStatic: true) == "0x182 write protection, 2")
    #expect(try failure(log, gas: 300, isStatic: true) == "0x182 out of gas, 1")
  }

  @Test func theSentryOfStorageHasItsOwnReason() throws {
    let store = Bytecode().operands(0, 1).op(.sstore)
    #expect(
      try failure(store, gas: 2306)
        == "0x0 out of gas: not enough gas for reentrancy sentry, 1")
  }

  @Test func memoryBeyondTheSumIsNamed() throws {
    // 2^37: the square of its words is beyond 64 bits; 2^64 is no size at all.
    let far = Bytecode().operands(UInt256(1) << 37, 1).op(.mstore)
    #expect(try failure(far, gas: 1000) == "0x3 out of gas: gas uint64 overflow, 1")
    let none = Bytecode().operands(UInt256(1) << 64, 1).op(.mstore)
    #expect(try failure(none, gas: 1000) == "0x3 gas uint64 overflow, 1")
  }

  @Test func stackFaultsHaveTheStaticPrice() throws {
    #expect(
      try failure(Bytecode().op(.add), gas: 10) == "0x3 stack underflow (0 \\u003c=\\u003e 2), 1")
    #expect(try failure(Bytecode().op(.log0), gas: 10).hasPrefix("0x0 "))
  }

  @Test func returnDataOutOfBoundsIsPaidFirst() throws {
    // 3 + 3 for the word + 3 for memory.
    let copy = Bytecode().operands(0, 0, 1).op(.returndatacopy)
    #expect(try failure(copy, gas: 100) == "0x9 return data out of bounds, 2")
  }
}
