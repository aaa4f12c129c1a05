package import FVM
package import Filecoin
package import IPLD
package import Primitives

/// Tries calls on a fork of a state; nothing they change is kept.
///
/// A caller that does not exist, or is a contract, may call all the same
/// (lotus `node/impl/eth/gas.go`).
package final class CallSimulation {
  /// How a tried call ended.
  package struct Outcome: Sendable {
    package let exitCode: ExitCode
    /// What the contract returned, or gave as the reason of its revert; the deployed address's EAM
    /// return is left out.
    package let returnData: [UInt8]
    /// Filecoin gas, inclusion on chain included.
    package let gasUsed: UInt64
    /// The contract that a deployment made.
    package let created: EthAddress?
    package let logs: [LogView]
    /// Why it failed, for people.
    package let failure: ApplyResult.Failure?
    /// Present when the context asks for it.
    package let trace: ExecutionTrace?

    package var isSuccess: Bool { exitCode.isSuccess }
  }

  let executor: Executor

  /// A fork of the machine's state. The machine must not be flushed by others meanwhile.
  package init(_ machine: Machine) { executor = Executor(machine: machine) }

  /// A fork of the state at `root`.
  package convenience init(
    context: MachineContext, root: CID, store: any Blockstore, externs: any Externs,
    actors: (Manifest) -> ActorRegistry
  ) throws(Machine.SetupError) {
    self.init(
      try Machine(
        context: context, root: root, store: store, externs: externs, actors: actors))
  }

  /// The state that calls are tried on.
  package var stateTree: StateTree { executor.machine.stateTree }

  /// Tries a call with the request's gas, or as much as a block holds.
  package func call(_ request: CallRequest) throws(ExecutorError) -> Outcome {
    try run(request, gasLimit: request.gasLimit ?? BaseFee.blockGasLimit)
  }

  func run(_ request: CallRequest, gasLimit: UInt64) throws(ExecutorError) -> Outcome {
    let message = request.message(gasLimit: gasLimit)
    var logs: [LogView] = []
    let result = try executor.simulate(
      message, length: request.chainLength(of: message)
    ) { result, tree throws(KernelError) in
      logs = try LogView.logs(of: result.events, in: tree)
    }
    let created =
      request.to == nil && result.receipt.exitCode.isSuccess
      ? ReturnData.createdContract(result.receipt.returnData)?.address : nil
    let data = ReturnData.decode(result.receipt.returnData) ?? result.receipt.returnData
    return Outcome(
      exitCode: result.receipt.exitCode, returnData: created == nil ? data : [],
      gasUsed: result.receipt.gasUsed, created: created, logs: logs, failure: result.failure,
      trace: result.trace)
  }
}
