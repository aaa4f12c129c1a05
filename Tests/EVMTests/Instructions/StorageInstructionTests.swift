import EVM
import Primitives
import Testing

@Suite struct StorageInstructionTests {
  @Test func valuesAreKept() {
    let host = MockHost()
    let outcome = run(
      Bytecode().operands(1, 42).op(.sstore).push(1).op(.sload).push(2).op(.sload), host: host)
    #expect(outcome.stack == [0, 42])
    #expect(host.accounts[contract]?.storage == [1: 42])
  }

  @Test func hostsThatMeterTakeFromTheSameCounter() {
    let host = MockHost()
    host.isWarm = true
    host.loadCharge = 70
    let code = Bytecode().push(1).op(.sload)
    #expect(run(code, host: host).gasUsed == 3 + 100 + 70)
    #expect(run(code, gas: 172, host: host).reason == .outOfGas)
    #expect(run(code, gas: 173, host: host).reason == .stop)
  }

  @Test func plainPricesBeforeNetMetering() {
    for revision in [Revision.frontier, .byzantium, .petersburg] {
      let costs = Ruleset.ethereum(revision).storageCosts
      #expect(costs[.added].cost == 20000)
      #expect(costs[.deletedThenAdded].cost == 20000)
      #expect(costs[.deletedThenRestored].cost == 20000)
      #expect(costs[.modified].cost == 5000)
      #expect(costs[.unchanged].cost == 5000)
      #expect(costs[.deleted].refund == 15000)
      #expect(costs[.modifiedThenDeleted].refund == 15000)
      #expect(costs[.addedThenDeleted].refund == 15000)
      #expect(costs[.modifiedThenRestored].refund == 0)
    }
  }
}
