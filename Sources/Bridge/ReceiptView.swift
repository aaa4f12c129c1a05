package import Ethereum
package import FVM
package import Filecoin
package import Primitives

/// The outcome of a message as an Ethereum receipt shows it; its place in the chain is the node's to
/// add (lotus `node/impl/eth/utils.go`).
package struct ReceiptView: Hashable, Sendable {
  package var isSuccess: Bool
  /// Filecoin's own account of the outcome.
  package var exitCode: ExitCode
  /// Filecoin gas.
  package var gasUsed: UInt64
  /// Wei a gas unit: all that was spent on gas, divided by `gasUsed` and rounded down.
  package var effectiveGasPrice: UInt256
  /// The contract that a deployment made.
  package var contractAddress: EthAddress?
  package var logs: [LogView]
  package var bloom: Bloom
  /// What the contract returned, or gave as the reason of its revert; the raw block of a native
  /// actor that returned something else than bytes.
  package var returnData: [UInt8]

  /// The view of a receipt; `spent` is base-fee burn, tip and over-estimation burn together.
  package init(
    _ receipt: Filecoin.Receipt, of transaction: TransactionView, spent: TokenAmount,
    logs: [LogView]
  ) {
    isSuccess = receipt.exitCode.isSuccess
    exitCode = receipt.exitCode
    gasUsed = receipt.gasUsed
    let price =
      receipt.gasUsed == 0
      ? BigInt.zero
      : spent.atto.quotientAndRemainder(dividingBy: BigInt(receipt.gasUsed)).quotient
    effectiveGasPrice = price.asUInt256 ?? .max
    self.logs = logs
    bloom = Bloom(logs.map(\.log))
    returnData = ReturnData.decode(receipt.returnData) ?? receipt.returnData
    if transaction.to == nil, receipt.exitCode.isSuccess,
      let created = ReturnData.createdContract(receipt.returnData)
    {
      contractAddress = created.address
      returnData = []
    }
  }

  /// The view of a message just applied, over the state after it.
  package init(
    _ result: ApplyResult, of transaction: TransactionView, in tree: StateTree
  ) throws(KernelError) {
    self.init(
      result.receipt, of: transaction, spent: result.gas.spent,
      logs: try LogView.logs(of: result.events, in: tree))
  }
}

extension GasOutputs {
  /// What the sender has paid for gas in all, attoFIL.
  package var spent: TokenAmount { baseFeeBurn + minerTip + overEstimationBurn }
}
