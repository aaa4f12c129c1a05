import EVM
import Primitives
import Testing

@testable import Actors

@Suite struct EthereumJournalTests {
  private let alice = EthAddress(truncating: 0xa11ce)
  private let bob = EthAddress(truncating: 0xb0b)

  private func journal(_ rules: ContractRules = .ethereum) -> EthereumJournal {
    EthereumJournal(
      ruleset: rules.ruleset(.osaka, countsEthereumGas: true), rules: rules, countsGas: true)
  }

  /// EIP-2929: what a reverted frame touched is cold again, and precompiles are warm from the start.
  @Test func accessIsRolledBack() {
    let journal = journal()
    #expect(journal.access(alice) == .cold)
    let mark = journal.mark
    #expect(journal.access(bob) == .cold)
    #expect(journal.access(1, of: alice) == .cold)
    #expect(journal.access(1, of: alice) == .warm)
    journal.rollback(to: mark)
    #expect(journal.access(bob) == .cold)
    #expect(journal.access(1, of: alice) == .cold)
    #expect(journal.access(alice) == .warm)
    #expect(journal.access(EthAddress(truncating: 1)) == .warm)
  }

  /// EIP-2200: the original value is the transaction's, not the frame's.
  @Test func originalValuesOutliveFrames() {
    let journal = journal()
    #expect(journal.store(1, 5, over: 3, of: alice) == .modified)
    let mark = journal.mark
    #expect(journal.store(1, 0, over: 5, of: alice) == .modifiedThenDeleted)
    journal.rollback(to: mark)
    #expect(journal.store(1, 3, over: 5, of: alice) == .modifiedThenRestored)
    #expect(journal.store(1, 7, over: 0, of: bob) == .added)
  }

  /// EIP-6780: a creation that is undone does not make the contract new.
  @Test func creationIsRolledBack() {
    let journal = journal()
    let mark = journal.mark
    journal.noteCreation(of: alice)
    #expect(journal.isNew(alice))
    journal.rollback(to: mark)
    #expect(!journal.isNew(alice))
    #expect(!journal.touched.contains(alice))
  }

  /// A send that begins no frame leaves its gas alone.
  @Test func gasIsHandedOver() {
    let journal = journal()
    journal.offer(500)
    #expect(journal.takeOutcome() == nil)
    journal.offer(500)
    #expect(journal.takeOffer() == 500)
    #expect(journal.takeOffer() == 0)
    journal.end(CallResult(.return, gasLeft: 123, gasRefund: 4, output: [1]))
    let ended = journal.takeOutcome()
    #expect(ended?.gasLeft == 123)
    #expect(ended?.gasRefund == 4)
    #expect(ended?.output.isEmpty == true)
    #expect(journal.takeOutcome() == nil)
  }

  @Test func rulesAreSwitches() {
    var rules = ContractRules.filecoin
    #expect(rules.deviations.count == Deviation.allCases.count)
    rules.remove(.callCode)
    #expect(!rules.contains(.callCode) && rules.contains(.coinbase))
    rules.insert(.callCode)
    #expect(rules == .filecoin)
    #expect(ContractRules([.logSize]).deviations == [.logSize])
    #expect(ContractRules.ethereum.deviations.isEmpty)
  }

  /// FIP-0054: Filecoin's set is Osaka's without CALLCODE, BLOBHASH and BLOBBASEFEE, at any fork.
  @Test(arguments: [true, false])
  func instructionsFollowTheRules(countsEthereumGas: Bool) {
    let absent: Set<Opcode> = [.callcode, .blobhash, .blobbasefee]
    let filecoin = ContractRules.filecoin.ruleset(.cancun, countsEthereumGas: countsEthereumGas)
    let ethereum = ContractRules.ethereum.ruleset(.cancun, countsEthereumGas: countsEthereumGas)
    for row in OpcodeTable.rows {
      #expect(
        filecoin.instructions.defines(row.opcode) == !absent.contains(row.opcode), "\(row.mnemonic)"
      )
      #expect(
        ethereum.instructions.defines(row.opcode) == (row.gas(in: .cancun) != nil),
        "\(row.mnemonic)")
    }
    #expect(ethereum.rules.maxCallDepth == 1024)
    #expect(filecoin.rules.maxCallDepth == nil)
  }
}
