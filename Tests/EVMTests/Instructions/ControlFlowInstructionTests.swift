import EVM
import Primitives
import Testing

@Suite struct ControlFlowInstructionTests {
  @Test func jumpsLandOnDestinations() {
    let code = Bytecode().push(4).op(.jump, .invalid, .jumpdest).push(7)
    let outcome = run(code)
    #expect(outcome.top == 7)
    #expect(outcome.gasUsed == 3 + 8 + 1 + 3)
  }

  @Test func conditionDecides() {
    func code(_ condition: UInt256) -> Bytecode {
      let start = Bytecode().push(condition)
      let target = UInt256(UInt64(start.bytes.count + 4))
      return start.push(target).op(.jumpi, .invalid, .jumpdest)
    }
    #expect(run(code(1)).reason == .stop)
    #expect(run(code(UInt256(1) << 255)).reason == .stop)
    #expect(run(code(0)).reason == .invalidInstruction)
  }

  @Test func badDestinationsFail() {
    // A JUMPDEST byte within a PUSH, past the end, far away, another instruction.
    let inData = Bytecode().push(4).op(.jump).raw([0x60, 0x5b])
    #expect(run(inData).reason == .badJumpDestination)
    for target: UInt256 in [0, 3, 100, word("0x10000000000000003"), .max] {
      let code = Bytecode().push(target).op(.jump)
      #expect(run(code).reason == .badJumpDestination, "\(target)")
      #expect(run(code).result.gasLeft == 0)
      let conditional = Bytecode().operands(target, 1).op(.jumpi)
      #expect(run(conditional).reason == .badJumpDestination)
      let notTaken = Bytecode().operands(target, 0).op(.jumpi)
      #expect(run(notTaken).reason == .stop)
    }
  }

  @Test func aDestinationInTruncatedPushDataIsNone() {
    let code = Bytecode().push(3).op(.jump).raw([0x7f, 0x5b, 0x5b])
    #expect(run(code).reason == .badJumpDestination)
  }

  @Test func destinationsAreFoundInLongCode() {
    for distance in [60, 61, 62, 63, 64, 65, 127, 128, 129, 24_000] {
      let code = Bytecode().push(UInt256(UInt64(distance)))
      let pad = distance - code.bytes.count - 1
      let whole = code.op(.jump).raw([UInt8](repeating: 0xfe, count: pad)).op(.jumpdest)
      #expect(run(whole).reason == .stop, "distance \(distance)")
    }
  }

  @Test func theDestinationIsPaidBeforeAnythingElse() {
    let code = Bytecode().push(3).op(.jump, .jumpdest).op(.stop)
    #expect(run(code, gas: 12).reason == .stop)
    #expect(run(code, gas: 11).reason == .outOfGas)
    let thenGas = Bytecode().push(3).op(.jump, .jumpdest, .gas)
    #expect(run(thenGas, gas: 100).top == 86)  // 100 - 3 - 8 - 1 - 2
  }

  @Test func gasAndPositionAreAnswered() {
    #expect(run(Bytecode().op(.pc)).top == 0)
    #expect(run(Bytecode().push(1).op(.pc)).top == 2)
    #expect(run(Bytecode().op(.gas), gas: 100).top == 98)
  }

  @Test func endsKeepTheirGas() {
    #expect(run(Bytecode().op(.stop)).gasUsed == 0)
    let returned = run(Bytecode().push(5).returnTop())
    #expect(returned.reason == .return)
    #expect(returned.outputWord == 5)
    let reverted = run(Bytecode().operands(0, 3).op(.revert), gas: 100)
    #expect(reverted.reason == .revert)
    #expect(reverted.result.output == [0, 0, 0])
    #expect(reverted.result.gasLeft == 100 - 9)
    let invalid = run(Bytecode().op(.invalid))
    #expect(invalid.reason == .invalidInstruction)
    #expect(invalid.result.gasLeft == 0)
  }

  @Test func emptyCodeStops() {
    let outcome = run(Bytecode())
    #expect(outcome.reason == .stop)
    #expect(outcome.gasUsed == 0)
  }
}
