import EVM
import Primitives
import Testing

/// Net metering of SSTORE: EIP-1283, EIP-2200, EIP-2929 and EIP-3529.
@Suite struct EIP2200Tests {
  struct Case: Sendable {
    /// The value before the transaction, then the values written in order.
    var original: UInt256
    var writes: [UInt256]
    /// Gas used with its two pushes a write, and the refund.
    var gas: Int64
    var refund: Int64
  }

  /// The test cases of EIP-1283; each lists the codes' results under that EIP.
  static let eip1283: [Case] = [
    Case(original: 0, writes: [0, 0], gas: 412, refund: 0),
    Case(original: 0, writes: [0, 1], gas: 20212, refund: 0),
    Case(original: 0, writes: [1, 0], gas: 20212, refund: 19800),
    Case(original: 0, writes: [1, 2], gas: 20212, refund: 0),
    Case(original: 0, writes: [1, 1], gas: 20212, refund: 0),
    Case(original: 1, writes: [0, 0], gas: 5212, refund: 15000),
    Case(original: 1, writes: [0, 1], gas: 5212, refund: 4800),
    Case(original: 1, writes: [0, 2], gas: 5212, refund: 0),
    Case(original: 1, writes: [2, 0], gas: 5212, refund: 15000),
    Case(original: 1, writes: [2, 3], gas: 5212, refund: 0),
    Case(original: 1, writes: [2, 1], gas: 5212, refund: 4800),
    Case(original: 1, writes: [2, 2], gas: 5212, refund: 0),
    Case(original: 1, writes: [1, 0], gas: 5212, refund: 15000),
    Case(original: 1, writes: [1, 2], gas: 5212, refund: 0),
    Case(original: 1, writes: [1, 1], gas: 412, refund: 0),
    Case(original: 0, writes: [1, 0, 1], gas: 40218, refund: 19800),
    Case(original: 1, writes: [0, 1, 0], gas: 10218, refund: 19800),
  ]

  /// The test cases of EIP-2200.
  static let eip2200: [Case] = [
    Case(original: 0, writes: [0, 0], gas: 1612, refund: 0),
    Case(original: 0, writes: [0, 1], gas: 20812, refund: 0),
    Case(original: 0, writes: [1, 0], gas: 20812, refund: 19200),
    Case(original: 0, writes: [1, 2], gas: 20812, refund: 0),
    Case(original: 0, writes: [1, 1], gas: 20812, refund: 0),
    Case(original: 1, writes: [0, 0], gas: 5812, refund: 15000),
    Case(original: 1, writes: [0, 1], gas: 5812, refund: 4200),
    Case(original: 1, writes: [0, 2], gas: 5812, refund: 0),
    Case(original: 1, writes: [2, 0], gas: 5812, refund: 15000),
    Case(original: 1, writes: [2, 3], gas: 5812, refund: 0),
    Case(original: 1, writes: [2, 1], gas: 5812, refund: 4200),
    Case(original: 1, writes: [2, 2], gas: 5812, refund: 0),
    Case(original: 1, writes: [1, 0], gas: 5812, refund: 15000),
    Case(original: 1, writes: [1, 2], gas: 5812, refund: 0),
    Case(original: 1, writes: [1, 1], gas: 1612, refund: 0),
    Case(original: 0, writes: [1, 0, 1], gas: 40818, refund: 19200),
    Case(original: 1, writes: [0, 1, 0], gas: 10818, refund: 19200),
  ]

  /// The table of EIP-3529 §"Specification", slot warm.
  static let eip3529: [Case] = [
    Case(original: 0, writes: [0, 0], gas: 212, refund: 0),
    Case(original: 0, writes: [0, 1], gas: 20112, refund: 0),
    Case(original: 0, writes: [1, 0], gas: 20112, refund: 19900),
    Case(original: 0, writes: [1, 2], gas: 20112, refund: 0),
    Case(original: 0, writes: [1, 1], gas: 20112, refund: 0),
    Case(original: 1, writes: [0, 0], gas: 3012, refund: 4800),
    Case(original: 1, writes: [0, 1], gas: 3012, refund: 2800),
    Case(original: 1, writes: [0, 2], gas: 3012, refund: 0),
    Case(original: 1, writes: [2, 0], gas: 3012, refund: 4800),
    Case(original: 1, writes: [2, 3], gas: 3012, refund: 0),
    Case(original: 1, writes: [2, 1], gas: 3012, refund: 2800),
    Case(original: 1, writes: [2, 2], gas: 3012, refund: 0),
    Case(original: 1, writes: [1, 0], gas: 3012, refund: 4800),
    Case(original: 1, writes: [1, 2], gas: 3012, refund: 0),
    Case(original: 1, writes: [1, 1], gas: 212, refund: 0),
    Case(original: 0, writes: [1, 0, 1], gas: 40118, refund: 19900),
    Case(original: 1, writes: [0, 1, 0], gas: 5918, refund: 7600),
  ]

  private func check(_ cases: [Case], _ revision: Revision) {
    for item in cases {
      let host = MockHost()
      host.isWarm = true
      host.accounts[contract] = MockHost.Account(
        original: [0: item.original], storage: [0: item.original])
      let code = item.writes.reduce(Bytecode()) { $0.operands(0, $1).op(.sstore) }
      let outcome = run(code, revision, host: host)
      #expect(outcome.gasUsed == item.gas, "\(revision.name) \(item)")
      #expect(outcome.result.gasRefund == item.refund, "\(revision.name) \(item)")
    }
  }

  @Test func constantinopleMetersNet() { check(Self.eip1283, .constantinople) }
  @Test func istanbulMetersNet() { check(Self.eip2200, .istanbul) }
  @Test func londonMetersNet() { check(Self.eip3529, .london) }

  @Test func aColdSlotCostsMore() {
    let code = Bytecode().operands(0, 1).op(.sstore).operands(0, 2).op(.sstore)
    #expect(run(code, .berlin).gasUsed == 12 + 22100 + 100)
    #expect(run(Bytecode().push(0).op(.sload), .berlin).gasUsed == 3 + 2100)
    #expect(run(Bytecode().push(0).op(.sload, .sload), .berlin).gasUsed == 3 + 2100 + 100)
  }

  @Test func theStipendIsNotEnoughToWrite() {
    let code = Bytecode().operands(0, 0).op(.sstore)
    for revision in [Revision.istanbul, .osaka] {
      #expect(run(code, revision, gas: 6 + 2300).reason == .outOfGas)
      #expect(run(code, revision, gas: 6 + 2301).reason == .stop)
    }
    #expect(run(code, .constantinople, gas: 6 + 200).reason == .stop)
  }
}
