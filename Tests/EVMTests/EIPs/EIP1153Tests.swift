import EVM
import Primitives
import Testing

/// TLOAD and TSTORE (EIP-1153).
@Suite struct EIP1153Tests {
  @Test func valuesLiveInTheTransaction() {
    let outcome = run(Bytecode().operands(1, 9).op(.tstore).push(1).op(.tload).push(2).op(.tload))
    #expect(outcome.stack == [0, 9])
    #expect(outcome.gasUsed == 4 * 3 + 3 * 100)
    #expect(outcome.host.accounts.isEmpty)
  }

  @Test func theSentryOfStorageDoesNotApply() {
    #expect(run(Bytecode().operands(0, 1).op(.tstore), gas: 106).reason == .stop)
    #expect(run(Bytecode().operands(0, 1).op(.tstore), gas: 105).reason == .outOfGas)
  }
}
