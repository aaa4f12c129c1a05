import EVM
import Primitives
import Testing

/// The forms of traces for people, as go-ethereum's format strings (`eth/tracers/logger`) give them.
@Suite struct TraceFormTests {
  private func trace(
    _ code: Bytecode, gas: Int64 = 100_000,
    _ make: (TraceContents, @escaping ([UInt8]) -> Void) -> any TraceWriter
  ) throws -> String {
    var written: [UInt8] = []
    var contents = TraceContents()
    contents.memory = true
    let tracer = make(contents) { written += $0 }
    let interpreter = Interpreter(ruleset: .ethereum(.cancun), tracer: tracer)
    let host = MockHost()
    host.isWarm = true
    host.interpreter = interpreter
    host.accounts[contract] = MockHost.Account(
      code: code.bytes, original: [1: 7], storage: [1: 7])
    _ = try interpreter.start(
      CallMessage(
        kind: .call, gas: gas, recipient: contract, codeAddress: contract, sender: caller),
      host: host)
    tracer.flush()
    return String(decoding: written, as: UTF8.self)
  }

  @Test func paragraphs() throws {
    let code = Bytecode().operands(0, 0x41).op(.mstore8).push(1).op(.sload)
    let text = try trace(code) { StructTracer($0, write: $1) }
    #expect(
      text.hasPrefix(
        """
        PUSH1           pc=00000000 gas=100000 cost=3

        PUSH1           pc=00000002 gas=99997 cost=3
        Stack:
        00000000  0x41

        MSTORE8         pc=00000004 gas=99994 cost=6
        Stack:
        00000000  0x0
        00000001  0x41


        """))
    #expect(
      text.contains(
        """
        SLOAD           pc=00000007 gas=99985 cost=100
        Stack:
        00000000  0x1
        Memory:
        00000000  41 00 00 00 00 00 00 00  00 00 00 00 00 00 00 00  |A...............|
        00000010  00 00 00 00 00 00 00 00  00 00 00 00 00 00 00 00  |................|
        Storage:
        0000000000000000000000000000000000000000000000000000000000000001: \
        0000000000000000000000000000000000000000000000000000000000000007

        """))
  }

  @Test func tables() throws {
    let text = try trace(Bytecode().push(1).op(.pop, .pop)) { MarkdownTracer($0, write: $1) }
    #expect(text.hasPrefix("Pre-execution info:\n  - from: `0x"))
    #expect(text.contains("  - gas: `100000`\n  - value: `0` wei\n\n|  Pc   |      Op     |"))
    #expect(text.contains("|    0  |      PUSH1  |    3 |         0 |        [] |\n"))
    #expect(text.contains("|    2  |        POP  |    2 |         0 |     [0x1] |\n"))
    #expect(text.contains("Error: stack underflow (0 <=> 1)\n"))
    #expect(
      text.hasSuffix(
        "\nPost-execution info:\n  - output: ``\n  - consumed gas: `100000`\n"
          + "  - error: `stack underflow (0 <=> 1)`\n"))
  }

  @Test func countsInstructions() throws {
    let counter = OpcodeCounter()
    let interpreter = Interpreter(ruleset: .ethereum(.cancun), tracer: counter)
    let host = MockHost()
    host.interpreter = interpreter
    host.accounts[contract] = MockHost.Account(
      code: Bytecode().push(1).push(1).op(.add, .invalid).bytes)
    _ = try interpreter.start(
      CallMessage(
        kind: .call, gas: 100, recipient: contract, codeAddress: contract, sender: caller),
      host: host)
    #expect(counter.byName.map(\.name) == ["ADD", "INVALID", "PUSH1"])
    #expect(counter.byName.map(\.count) == [1, 1, 2])
  }
}
