import EVM
import Primitives
import Testing

@Suite struct LogInstructionTests {
  @Test(arguments: 0...4)
  func topicsAndDataReachTheHost(_ count: Int) {
    let topics = (0..<count).map { UInt256(UInt64(100 + $0)) }
    let pushed = topics.reversed().reduce(Bytecode().store([1, 2, 3])) { $0.push($1) }
    let outcome = run(pushed.operands(0, 3).raw([0xa0 + UInt8(count)]))
    #expect(
      outcome.host.logs == [MockHost.LogEntry(address: contract, topics: topics, data: [1, 2, 3])])
    let opcode = Opcode(byte: 0xa0 + UInt8(count))
    #expect(outcome.gasCost(of: opcode) == 375 * Int64(count + 1) + 8 * 3)
    #expect(outcome.stack.isEmpty)
  }

  @Test func memoryIsPaid() {
    let outcome = run(Bytecode().operands(0, 33).op(.log0))
    #expect(outcome.gasCost(of: .log0) == 375 + 8 * 33 + 6)
  }
}
