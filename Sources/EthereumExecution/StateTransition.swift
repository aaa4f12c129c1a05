package import EVM
package import Ethereum
package import Primitives

/// One transaction on a state: what a state test describes.
package enum StateTransition {
  /// Everything around the transaction.
  package struct Environment {
    package var block: BlockContext
    /// Nil before blobs.
    package var blobSchedule: BlobSchedule?
    /// The hashes of the blocks before.
    package var blockHash: (UInt64) -> Hash256

    package init(
      block: BlockContext, blobSchedule: BlobSchedule? = nil,
      blockHash: @escaping (UInt64) -> Hash256 = { _ in .zero }
    ) {
      self.block = block
      self.blobSchedule = blobSchedule
      self.blockHash = blockHash
    }
  }

  /// The end of a transaction: accepted or not, and the state after it.
  package struct End {
    package var result: Result<TransactionOutcome, TransactionError>
    package var state: InMemoryState
  }

  /// Carries the transaction out on `state`.
  ///
  /// The coinbase is paid a reward of nothing afterwards, as in every client's runner of state
  /// tests: a rejected transaction too touches it. The interpreter brings the ruleset and the
  /// tracer and may be used again; call from an `ExecutionThread`.
  package static func run(
    _ transaction: Transaction, sender: EthAddress, on state: InMemoryState,
    in environment: Environment, interpreter: Interpreter
  ) -> End {
    let rules = interpreter.ruleset.rules
    let world = WorldState(on: state, rules: rules)
    let host = EthereumHost(
      world: world, interpreter: interpreter,
      context: ExecutionContext(block: environment.block, transaction: TransactionContext()),
      blockHash: environment.blockHash)
    let result: Result<TransactionOutcome, TransactionError>
    do throws(TransactionError) {
      result = .success(
        try host.execute(
          transaction, sender: sender, availableGas: environment.block.gasLimit,
          blobSchedule: environment.blobSchedule))
    } catch {
      result = .failure(error)
    }
    world.beginTransaction()
    world.touch(environment.block.coinbase)
    world.finishTransaction()
    var after = state
    after.apply(world.diff())
    return End(result: result, state: after)
  }
}
