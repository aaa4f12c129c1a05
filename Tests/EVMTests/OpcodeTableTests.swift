import EVM
import JSONText
import Primitives
import TestSupport
import Testing

/// The table against an independent one, and the interpreter against the table.
@Suite struct OpcodeTableTests {
  struct Row: Sendable {
    var byte: UInt8
    var name: String
    var pops: Int
    var pushes: Int
    var immediates: Int
    var since: Revision
    var gas: [Revision: Int]

    func gas(in revision: Revision) -> Int? {
      gas.keys.filter { $0 <= revision }.max().flatMap { gas[$0] }
    }
  }

  static func rows() throws -> [Row] {
    let json = try JSONValue.parse(Fixtures.bytes(Fixtures.path("evm/opcodes.json")))
    return try (json.array ?? []).map { row in
      var gas: [Revision: Int] = [:]
      for step in try #require(row["gas"]?.object) {
        gas[try #require(Revision(name: step.key))] = step.value.int
      }
      let since = try #require(row["since"]?.string)
      return Row(
        byte: UInt8(try #require(row["byte"]?.int)), name: try #require(row["name"]?.string),
        pops: try #require(row["pops"]?.int), pushes: try #require(row["pushes"]?.int),
        immediates: try #require(row["immediates"]?.int),
        since: try #require(Revision(name: since)), gas: gas)
    }
  }

  @Test func everyByteIsTheOpcodeAtItsPosition() {
    #expect(Opcode.allCases.count == 256)
    for (position, opcode) in Opcode.allCases.enumerated() {
      #expect(Int(opcode.rawValue) == position)
      #expect(Opcode(byte: UInt8(position)) == opcode)
    }
  }

  @Test func rowsEqualTheIndependentTable() throws {
    let rows = try Self.rows()
    #expect(rows.count == OpcodeTable.rows.count)
    for row in rows {
      let opcode = Opcode(byte: row.byte)
      let ours = try #require(OpcodeTable[opcode], "\(row.name)")
      #expect(ours.mnemonic == row.name)
      #expect(ours.pops == row.pops, "\(row.name)")
      #expect(ours.pushes == row.pushes, "\(row.name)")
      #expect(ours.immediates == row.immediates, "\(row.name)")
      #expect(opcode.immediates == row.immediates, "\(row.name)")
      #expect(ours.since == row.since, "\(row.name)")
      for revision in Revision.allCases {
        #expect(
          ours.gas(in: revision).map(Int.init) == row.gas(in: revision),
          "\(row.name) in \(revision.name)")
      }
    }
  }

  @Test func bytesOutsideTheTableAreUndefined() throws {
    let defined = Set(try Self.rows().map(\.byte))
    for byte in UInt8.min...UInt8.max where !defined.contains(byte) {
      let outcome = run(Bytecode([byte]), .osaka)
      #expect(outcome.reason == .undefinedInstruction, "byte \(byte)")
      #expect(outcome.result.gasLeft == 0)
    }
  }

  @Test(arguments: Revision.allCases)
  func instructionsExistFromTheirForkOn(_ revision: Revision) throws {
    for row in try Self.rows() {
      let code = Bytecode().repeated(row.pops, Bytecode().push(0)).raw([row.byte])
      let outcome = run(code, revision)
      let isUndefined = outcome.reason == .undefinedInstruction
      #expect(isUndefined == (revision < row.since), "\(row.name) in \(revision.name)")
    }
  }

  @Test(arguments: Revision.allCases)
  func staticPricesAreCharged(_ revision: Revision) throws {
    // With zero operands, a word of memory and everything warm nothing but the static price is left.
    let dynamic: Set<Opcode> = [.sstore, .jump, .jumpi, .stop, .return, .revert, .invalid]
    for row in try Self.rows() where revision >= row.since {
      let opcode = Opcode(byte: row.byte)
      if dynamic.contains(opcode) { continue }
      let host = MockHost()
      host.isWarm = true
      host.everyoneIsDead = false
      let start = Bytecode().push(0).op(.mload, .pop)
      let code = start.repeated(row.pops, Bytecode().push(0)).raw([row.byte])
      let outcome = run(code, revision, host: host)
      #expect(outcome.reason.isSuccess, "\(row.name) in \(revision.name)")
      let price = try #require(row.gas(in: revision))
      #expect(Int(outcome.gasCost(of: opcode)) == price, "\(row.name) in \(revision.name)")
      #expect(outcome.gasUsed == Int64(3 + 6 + 2 + 3 * row.pops + price), "\(row.name)")
    }
  }

  @Test func tooFewItemsUnderflow() throws {
    for row in try Self.rows() where row.pops > 0 {
      let code = Bytecode().repeated(row.pops - 1, Bytecode().push(0)).raw([row.byte])
      #expect(run(code, .osaka).reason == .stackUnderflow, "\(row.name)")
    }
  }

  @Test func tooManyItemsOverflow() throws {
    for row in try Self.rows() where row.pushes > row.pops {
      let fits = Bytecode().repeated(1023, Bytecode().push(0)).raw([row.byte])
      let outcome = run(fits, .osaka)
      #expect(outcome.reason == .stop, "\(row.name)")
      #expect(outcome.stack.count == 1024)
      let tooMany = Bytecode().repeated(1024, Bytecode().push(0)).raw([row.byte])
      #expect(run(tooMany, .osaka).reason == .stackOverflow, "\(row.name)")
    }
  }

  @Test func stackChangesAsTheTableSays() throws {
    let endsFrame: Set<Opcode> = [
      .stop, .return, .revert, .invalid, .selfdestruct, .jump, .jumpi,
    ]
    for row in try Self.rows() where !endsFrame.contains(Opcode(byte: row.byte)) {
      let host = MockHost()
      host.isWarm = true
      let code = Bytecode().repeated(20, Bytecode().push(0)).raw([row.byte])
      #expect(
        run(code, .osaka, host: host).stack.count == 20 + row.pushes - row.pops, "\(row.name)")
    }
  }

  @Test func gasBelowTheStaticPriceIsOutOfGas() throws {
    for row in try Self.rows() {
      guard let price = row.gas(in: .osaka), price > 0 else { continue }
      let code = Bytecode().repeated(row.pops, Bytecode().push(0)).raw([row.byte])
      let outcome = run(code, .osaka, gas: Int64(3 * row.pops + price - 1))
      #expect(outcome.reason == .outOfGas, "\(row.name)")
    }
  }
}
