import EVM
import Ethereum
import EthereumExecution
import Primitives
import Testing

/// Transactions whose outcome is computed by hand from the Yellow Paper and the EIPs.
@Suite struct StateTransitionTests {
  static let sender = EthAddress(truncating: 0xaaaa)
  static let recipient = EthAddress(truncating: 0xbbbb)
  static let coinbase = EthAddress(truncating: 0xcccc)
  static let ether = UInt256(1_000_000_000_000_000_000 as UInt64)

  static func run(
    _ transaction: Transaction, on state: InMemoryState, _ revision: Revision, baseFee: UInt256 = 0
  ) -> StateTransition.End {
    let block = BlockContext(
      number: 1, timestamp: 1000, coinbase: coinbase, gasLimit: 30_000_000, baseFee: baseFee)
    return StateTransition.run(
      transaction, sender: sender, on: state, in: .init(block: block),
      interpreter: Interpreter(ruleset: .ethereum(revision)))
  }

  @Test func transferMovesValueAndPaysTheCoinbase() throws {
    let state = InMemoryState([Self.sender: InMemoryAccount(nonce: 5, balance: Self.ether)])
    let end = Self.run(
      .dynamicFee(
        .init(
          chainID: 1, nonce: 5, maxPriorityFeePerGas: 3, maxFeePerGas: 10, gasLimit: 50_000,
          to: Self.recipient, value: 1000, data: [0, 1])),
      on: state, .cancun, baseFee: 4)
    let outcome = try end.result.get()
    // 21000 + 4 for the zero byte + 16 for the other; the price is min(10, 4 + 3).
    #expect(outcome.isSuccess)
    #expect(outcome.gasUsed == 21020)
    #expect(end.state.accounts[Self.sender]?.nonce == 6)
    #expect(
      end.state.accounts[Self.sender]?.balance == Self.ether - 1000 - UInt256(21020 * 7 as UInt64))
    #expect(end.state.accounts[Self.recipient]?.balance == 1000)
    #expect(end.state.accounts[Self.coinbase]?.balance == UInt256(21020 * 3 as UInt64))
  }

  @Test func createDeploysWhatInitCodeReturns() throws {
    // PUSH1 0xfe, PUSH0, MSTORE8, PUSH1 1, PUSH0, RETURN: deploys the single byte 0xfe.
    let initCode: [UInt8] = [0x60, 0xfe, 0x5f, 0x53, 0x60, 0x01, 0x5f, 0xf3]
    let state = InMemoryState([Self.sender: InMemoryAccount(balance: Self.ether)])
    let end = Self.run(
      .legacy(
        .init(nonce: 0, gasPrice: 1, gasLimit: 100_000, to: nil, value: 7, data: initCode)),
      on: state, .shanghai)
    let outcome = try end.result.get()
    let address = ContractAddress.create(from: Self.sender, nonce: 0)
    let account = try #require(end.state.accounts[address])
    #expect(outcome.createdAddress == address)
    #expect(account.code.view.bytes == [0xfe])
    #expect(account.nonce == 1)
    #expect(account.balance == 7)
    // 21000 + 32000 + 8 × 16 + one word of init code at 2; PUSH1 3 + PUSH0 2 + MSTORE8 3 + memory 3
    // + PUSH1 3 + PUSH0 2 + RETURN 0; deposit of a byte 200.
    #expect(outcome.gasUsed == 53_130 + 16 + 200)
  }

  static let rejected: [(String, Transaction, Revision)] = [
    (
      "nonce too high",
      .legacy(
        .init(nonce: 1, gasPrice: 1, gasLimit: 21_000, to: recipient, value: 0, data: [])),
      .berlin
    ),
    (
      "no gas for the data",
      .legacy(
        .init(nonce: 0, gasPrice: 1, gasLimit: 21_000, to: recipient, value: 0, data: [1])),
      .berlin
    ),
    (
      "balance",
      .legacy(
        .init(nonce: 0, gasPrice: 1, gasLimit: 21_000, to: recipient, value: ether, data: [])),
      .berlin
    ),
    (
      "type before its fork",
      .accessList(
        .init(
          chainID: 1, nonce: 0, gasPrice: 1, gasLimit: 21_000, to: recipient, value: 0, data: [])),
      .istanbul
    ),
    (
      "floor of calldata",
      .legacy(
        .init(
          nonce: 0, gasPrice: 1, gasLimit: 21_000 + 39, to: recipient, value: 0, data: [1])),
      .prague
    ),
    (
      "above the cap",
      .legacy(
        .init(
          nonce: 0, gasPrice: 1, gasLimit: 16_777_217, to: recipient, value: 0, data: [])),
      .osaka
    ),
  ]

  @Test(arguments: rejected)
  func rejectionLeavesTheStateAlone(name: String, transaction: Transaction, revision: Revision) {
    let state = InMemoryState([Self.sender: InMemoryAccount(balance: Self.ether)])
    let end = Self.run(transaction, on: state, revision)
    #expect(throws: TransactionError.self, "\(name)") { try end.result.get() }
    #expect(end.state.stateRoot() == state.stateRoot(), "\(name)")
  }
}
