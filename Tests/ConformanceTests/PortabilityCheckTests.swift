import JSONText
import Primitives
import TestSupport
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

  /// A destination that is pushed and never jumped to is data: PUSH1 5 POP STOP, JUMPDEST CALLCODE.
  @Test func aPushedOffsetIsNoJump() {
    #expect(Self.places([0x60, 0x04, 0x50, 0x00, 0x5b, 0xf2], .absentOpcode).isEmpty)
  }

  /// Code by name: numbers are bytes of code, `@name` a PUSH1 of a label's offset.
  private static func assembled(_ text: String) -> [UInt8] {
    var code: [UInt8] = []
    var labels: [Substring: UInt8] = [:]
    var uses: [(Substring, Int)] = []
    for word in text.split(separator: " ") {
      if word.hasSuffix(":") {
        labels[word.dropLast()] = UInt8(code.count)
        code.append(0x5b)
      } else if word.hasPrefix("@") {
        uses.append((word.dropFirst(), code.count + 1))
        code += [0x60, 0]
      } else {
        code.append(UInt8(word, radix: 16) ?? 0xfe)
      }
    }
    for (name, place) in uses { code[place] = labels[name] ?? 0 }
    return code
  }

  /// A function is called by pushing where to go on and jumping, and ends with a jump there. Its
  /// SLOAD (5f 54 50) is in a loop when its call is (the JUMPI back: 5f @loop 57), not when it is
  /// called twice in a row.
  @Test func aFunctionIsInItsCallersLoop() {
    let function = " f: 5f 54 50 56"
    let looping = Self.assembled("loop: @back @f 56 back: 5f @loop 57 00" + function)
    #expect(Self.places(looping, .storageInLoop).count == 1)
    let twice = Self.assembled("@one @f 56 one: @two @f 56 two: 00" + function)
    #expect(Self.places(twice, .storageInLoop).isEmpty)
    // Through one more function in between.
    let nested = Self.assembled(
      "loop: @back @g 56 back: 5f @loop 57 00 g: @gone @f 56 gone: 56" + function)
    #expect(Self.places(nested, .storageInLoop).count == 1)
  }

  /// A constant that is passed to a function is seen there when all calls pass the same: 0x2710 gas to
  /// a CALL.
  @Test func constantsReachFunctions() {
    let function = " f: 5f 5f 5f 5f 5f 33 86 f1 50 50 56"
    let same = Self.assembled("@one 61 27 10 @f 56 one: @two 61 27 10 @f 56 two: 00" + function)
    #expect(Self.places(same, .hardCodedGas).count == 1)
    let other = Self.assembled("@one 61 27 10 @f 56 one: @two 36 @f 56 two: 00" + function)
    #expect(Self.places(other, .hardCodedGas).isEmpty)
  }

  /// A jump to what a slot holds may go wherever reached code pushes: there alone that counts.
  @Test func anUnresolvedJumpMayGoWhereverIsPushed() {
    let code = Self.assembled("@there 50 5f 54 56 there: 44 00 other: f2")
    #expect(Self.places(code, .prevRandao).count == 1)
    #expect(Self.places(code, .absentOpcode).isEmpty)
  }

  /// Recursion has an end for the walk: f calls itself before it returns.
  @Test func recursionEnds() {
    let code = Self.assembled("@done @f 56 done: 44 00 f: 36 @out 57 @again @f 56 again: out: 56")
    #expect(Self.places(code, .prevRandao).count == 1)
  }

  /// `BridgeVault`'s constructor as solc compiles it: the length and the threshold are stored before and
  /// after `for (uint256 i; i < list.length; i++)`, a validator and its flag in it. By the listing: the
  /// loop is from 0xb8 to the jump back at 0x18d.
  @Test func solcsLoopIsFound() throws {
    let path = Fixtures.path("contracts/artifacts/BridgeVault.json")
    let artifact = try JSONValue.parse(try Fixtures.bytes(path))
    let text = try #require(artifact["bytecode"]?.string ?? artifact["bytecode"]?["object"]?.string)
    let code = try Hex.decode(String(text.hasPrefix("0x") ? text.dropFirst(2) : text[...]))
    let findings = PortabilityCheck(creationCode: code).findings.filter {
      $0.rule == .storageInLoop
    }
    let stores = findings.flatMap(\.places).filter { $0.part == "constructor" }.map(\.offset)
    #expect(Set(stores).isSuperset(of: [0x15f, 0x181, 0x189]))
    #expect(stores.allSatisfy { ($0 >= 0xb8 && $0 <= 0x18d) || $0 > 0x1d0 })
    #expect(!stores.contains(0xb4) && !stores.contains(0x1aa))
  }

  /// The walk ends on contracts of all kinds; a debug build takes its time for the large ones.
  @Test(.enabled(if: Fixtures.vectors("contract-artifacts") != nil, "not laid"))
  func theWalkEnds() throws {
    let folder = try #require(Fixtures.vectors("contract-artifacts"))
    for file in try Fixtures.files(in: folder) {
      let artifact = try JSONValue.parse(try Fixtures.bytes("\(folder)/\(file)"))
      guard let text = artifact["bytecode"]?.string else { continue }
      let code = try Hex.decode(String(text.hasPrefix("0x") ? text.dropFirst(2) : text[...]))
      if code.count > 8_000 { continue }
      // None of these contracts was written for a fork without these instructions.
      let absent = PortabilityCheck(creationCode: code).findings.filter {
        $0.rule == .absentOpcode && $0.detail == "CALLCODE"
      }
      #expect(absent.isEmpty, "\(file)")
    }
  }
}
