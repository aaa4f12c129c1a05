import EVM
import Ethereum
import EthereumExecution
package import Primitives

/// Runs scenarios as Ethereum transactions. For use on an `ExecutionThread`.
package final class EthereumScenarioBackend: ScenarioBackend {
  private let environment: Scenario.Environment
  private let interpreter: Interpreter
  private var state: InMemoryState
  /// Gas of the last step as a transaction, a call's too.
  package private(set) var lastGasUsed: UInt64 = 0

  /// The scenario's state at its start.
  package init(_ scenario: Scenario, fork: Revision) {
    environment = scenario.environment
    interpreter = Interpreter(ruleset: .ethereum(fork))
    state = InMemoryState(fixtures: scenario.pre)
  }

  package func run(_ step: ScenarioStep) throws -> ScenarioOutcome {
    let rules = interpreter.ruleset.rules
    var block = BlockContext(
      number: step.blockNumber, timestamp: step.timestamp, coinbase: environment.coinbase,
      gasLimit: environment.gasLimit, chainID: UInt256(environment.chainID))
    block.baseFee = environment.baseFee
    block.difficultyOrRandao = rules.hasRandao ? environment.prevRandao : .zero
    let transaction = Transaction.legacy(
      LegacyTransaction(
        nonce: nonce(of: step.from), gasPrice: .zero, gasLimit: step.gas, to: step.to,
        value: step.value, data: step.data))
    let end = StateTransition.run(
      transaction, sender: step.from, on: state,
      in: StateTransition.Environment(block: block), interpreter: interpreter)
    let outcome = try end.result.get()
    lastGasUsed = outcome.gasUsed
    if step.kind != .call { state = end.state }
    return ScenarioOutcome(
      status: outcome.isSuccess
        ? .success : outcome.reason == .revert ? .revert : .failure("\(outcome.reason)"),
      output: outcome.output, logs: outcome.logs,
      gasUsed: step.kind == .call ? nil : outcome.gasUsed, contract: outcome.createdAddress)
  }

  package func balance(of address: EthAddress) -> UInt256 {
    state.accounts[address]?.balance ?? .zero
  }

  package func nonce(of address: EthAddress) -> UInt64 { state.accounts[address]?.nonce ?? 0 }

  package func code(of address: EthAddress) -> [UInt8] { state.code(of: address).view.bytes }

  package func storage(_ key: UInt256, of address: EthAddress) -> UInt256 {
    state.storage(key, of: address)
  }

  package func contracts() -> Set<EthAddress>? {
    Set(state.accounts.filter { $0.value.codeHash != .emptyCode }.keys)
  }

  package func allStorage(of address: EthAddress) -> [UInt256: UInt256]? {
    state.accounts[address]?.storage ?? [:]
  }
}
