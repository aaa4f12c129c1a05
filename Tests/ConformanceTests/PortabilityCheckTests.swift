import Testing

@testable import Conformance

/// Small programs, assembled by hand: what is reached is found, and only that.
@Suite struct PortabilityCheckTests {
  private static func places(_ code: [UInt8], _ rule: PortabilityRule) -> [String] {
    PortabilityCheck(creationCode: code).findings.filter { $0.rule == rule }
      .flatMap(\.places).map { "\($0.part) \($0.offset)" }
  }

  /// FIP-0054: builtin-actors has neither CALLCODE nor the instructions of blobs.
  @Test(arguments: [(0xf2, 7), (0x49, 1), (0x4a, 0)])
  func anAbsentInstructionIsAnError(opcode: UInt8, operands: Int) {
    let code = [UInt8](repeating: 0x5f, count: operands) + [opcode, 0x00]
    let findings = PortabilityCheck(creationCode: code).findings
    #expect(findings.first?.severity == .error)
    #expect(Self.places(code, .absentOpcode) == ["constructor \(operands)"])
  }

  @Test func dataOfAPushIsNoInstruction() {
    #expect(Self.places([0x60, 0xf2, 0x00], .absentOpcode).isEmpty)
  }

  @Test func whatNothingReachesIsNotReported() {
    // STOP, then CALLCODE.
    #expect(Self.places([0x00, 0xf2], .absentOpcode).isEmpty)
    // PUSH1 4 JUMP, INVALID, JUMPDEST, PREVRANDAO: reached by a jump.
    #expect(
      Self.places([0x60, 0x04, 0x56, 0xfe, 0x5b, 0x44, 0x00], .prevRandao) == ["constructor 5"])
  }

  /// A constructor that returns code: the code is a part of its own, its offsets count from its start.
  @Test func theContractLeftBehindIsAPart() {
    let runtime: [UInt8] = [0x5f, 0x5f, 0x5f, 0x5f, 0x43, 0x44, 0x44, 0x44, 0x00]
    // PUSH1 size DUP1 PUSH1 11 PUSH0 CODECOPY PUSH0 RETURN.
    let constructor: [UInt8] = [0x60, 9, 0x80, 0x60, 11, 0x5f, 0x39, 0x5f, 0xf3, 0xfe, 0xfe]
    #expect(Self.places(constructor + runtime, .number) == ["runtime 4"])
    #expect(
      Self.places(constructor + runtime, .prevRandao) == ["runtime 5", "runtime 6", "runtime 7"])
  }

  /// PUSH1 3 JUMP, then JUMPDEST PUSH0 SLOAD and a JUMPI back to it; and the same without the way back.
  @Test func storageInALoopIsACost() {
    let start: [UInt8] = [0x60, 0x03, 0x56, 0x5b, 0x5f, 0x54]
    #expect(Self.places(start + [0x60, 0x03, 0x57, 0x00], .storageInLoop) == ["constructor 5"])
    #expect(Self.places(start + [0x50, 0x00], .storageInLoop).isEmpty)
  }
}
