import EVM
import Primitives
import Testing

/// Lines as go-ethereum writes them.
@Suite struct EIP3155TracerTests {
  private func lines(
    _ code: Bytecode, _ revision: Revision = .cancun, gas: Int64 = 0x1000,
    host: MockHost = MockHost(), memory: Bool = false
  ) throws -> [String] {
    var written: [UInt8] = []
    var contents = TraceContents()
    contents.memory = memory
    let tracer = EIP3155Tracer(contents) { written += $0 }
    let interpreter = Interpreter(ruleset: .ethereum(revision), tracer: tracer)
    host.interpreter = interpreter
    host.accounts[contract] = MockHost.Account(code: code.bytes)
    let result = try interpreter.start(
      CallMessage(
        kind: .call, gas: gas, recipient: contract, codeAddress: contract, sender: caller),
      host: host)
    _ = result
    tracer.flush()
    return String(decoding: written, as: UTF8.self).split(separator: "\n").map(String.init)
  }

  @Test func stepsShowTheStateBefore() throws {
    let lines = try lines(Bytecode().op(.jumpdest).operands(0, 0xc9).op(.mstore8))
    #expect(
      lines == [
        #"{"pc":0,"op":91,"gas":"0x1000","gasCost":"0x1","memSize":0,"stack":[],"depth":1,"refund":0,"opName":"JUMPDEST"}"#,
        #"{"pc":1,"op":96,"gas":"0xfff","gasCost":"0x3","memSize":0,"stack":[],"depth":1,"refund":0,"opName":"PUSH1"}"#,
        #"{"pc":3,"op":96,"gas":"0xffc","gasCost":"0x3","memSize":0,"stack":["0xc9"],"depth":1,"refund":0,"opName":"PUSH1"}"#,
        #"{"pc":5,"op":83,"gas":"0xff9","gasCost":"0x6","memSize":0,"stack":["0xc9","0x0"],"depth":1,"refund":0,"opName":"MSTORE8"}"#,
        #"{"pc":6,"op":0,"gas":"0xff3","gasCost":"0x0","memSize":32,"stack":[],"depth":1,"refund":0,"opName":"STOP"}"#,
        #"{"output":"","gasUsed":"0xd"}"#,
      ])
  }

  @Test func memoryThatCannotBeIsReportedWithTheStaticPrice() throws {
    let lines = try lines(Bytecode().operands(.max, 0).op(.mstore8))
    #expect(
      lines.suffix(2) == [
        #"{"pc":35,"op":83,"gas":"0xffa","gasCost":"0x3","memSize":0,"stack":["0x0","0xffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"],"depth":1,"refund":0,"opName":"MSTORE8","error":"gas uint64 overflow"}"#,
        #"{"output":"","gasUsed":"0x1000","error":"gas uint64 overflow"}"#,
      ])
  }

  @Test func faultsInTheEffectAreWrittenTwice() throws {
    // The second line has the memory that was grown between: `mem.Resize` comes before the effect
    // (go-ethereum `core/vm/interpreter.go`).
    let reverted = try lines(Bytecode().operands(0, 1).op(.revert))
    #expect(
      reverted.suffix(3) == [
        #"{"pc":4,"op":253,"gas":"0xffa","gasCost":"0x3","memSize":0,"stack":["0x1","0x0"],"depth":1,"refund":0,"opName":"REVERT"}"#,
        #"{"pc":4,"op":253,"gas":"0xffa","gasCost":"0x3","memSize":32,"stack":[],"depth":1,"refund":0,"opName":"REVERT","error":"execution reverted"}"#,
        #"{"output":"00","gasUsed":"0x9","error":"execution reverted"}"#,
      ])
    let undefined = try lines(Bytecode().op(.undefined0C))
    #expect(
      undefined == [
        #"{"pc":0,"op":12,"gas":"0x1000","gasCost":"0x0","memSize":0,"stack":[],"depth":1,"refund":0,"opName":"opcode 0xc not defined"}"#,
        #"{"pc":0,"op":12,"gas":"0x1000","gasCost":"0x0","memSize":0,"stack":[],"depth":1,"refund":0,"opName":"opcode 0xc not defined","error":"invalid opcode: opcode 0xc not defined"}"#,
        #"{"output":"","gasUsed":"0x1000","error":"invalid opcode: opcode 0xc not defined"}"#,
      ])
  }

  @Test func calleesComeBetweenTheCallAndWhatFollows() throws {
    let host = MockHost()
    host.accounts[address(0xee)] = MockHost.Account(code: Bytecode().op(.pc).bytes)
    let lines = try lines(Bytecode().call(.staticcall, gas: 100, to: 0xee), host: host)
    #expect(
      lines.suffix(6) == [
        #"{"pc":12,"op":250,"gas":"0xfee","gasCost":"0xa8c","memSize":0,"stack":["0x0","0x0","0x0","0x0","0xee","0x64"],"depth":1,"refund":0,"opName":"STATICCALL"}"#,
        #"{"pc":0,"op":88,"gas":"0x64","gasCost":"0x2","memSize":0,"stack":[],"depth":2,"refund":0,"opName":"PC"}"#,
        #"{"pc":1,"op":0,"gas":"0x62","gasCost":"0x0","memSize":0,"stack":["0x0"],"depth":2,"refund":0,"opName":"STOP"}"#,
        #"{"output":"","gasUsed":"0x2"}"#,
        #"{"pc":13,"op":0,"gas":"0x5c4","gasCost":"0x0","memSize":0,"stack":["0x1"],"depth":1,"refund":0,"opName":"STOP"}"#,
        #"{"output":"","gasUsed":"0xa3c"}"#,
      ])
    #expect(lines.count == 12)
  }

  @Test func refundsAreTheTransactions() throws {
    let host = MockHost()
    host.isWarm = true
    let clear = Bytecode().operands(0, 0).op(.sstore)
    host.accounts[address(0xee)] = MockHost.Account(
      code: clear.bytes, original: [0: 1], storage: [0: 1])
    let lines = try lines(
      Bytecode().call(.call, gas: 9000, to: 0xee), gas: 100_000, host: host)
    let refunds = lines.compactMap { line in
      line.split(separator: "\"refund\":").dropFirst().first?.split(separator: ",").first
    }
    // The write's own line shows its refund already; the caller keeps it.
    #expect(refunds.suffix(3) == ["4800", "4800", "4800"])
    #expect(refunds.dropLast(3).allSatisfy { $0 == "0" })
  }

  @Test func memoryIsWrittenOnDemand() throws {
    let lines = try lines(Bytecode().operands(0, 1).op(.mstore8), memory: true)
    #expect(lines[3].contains(#""gasCost":"0x0","memory":"0x01000000"#))
    #expect(!lines[2].contains("memory"))
  }
}
