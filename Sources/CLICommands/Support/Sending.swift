import Bridge
import ContractABI
import DevNode
import Ethereum
import FVM
import Filecoin
import Primitives

/// Signing and submitting, shared by `deploy` and `send`.
enum Sending {
  static func submit(
    to: EthAddress?, data: [UInt8], value: UInt256, options: SenderOptions, on chain: Chain,
    interface: ContractInterface?
  ) throws -> MessageRecord {
    let signer = try options.signer(chain)
    let fees = try options.fees(chain)
    let head = try chain.head()
    let nonce =
      try options.nonce ?? chain.state(at: head).actor(.ethereum(signer.address))?.state.nonce ?? 0
    let gasLimit =
      try options.parsedGasLimit()
      ?? estimate(
        CallRequest(from: signer.address, to: to, value: value, input: data), on: chain, at: head,
        interface: interface, hint: "; nothing was sent, give --gas-limit to send it all the same")
    let transaction: Transaction
    if options.legacy {
      transaction = .legacy(
        LegacyTransaction(
          nonce: nonce, gasPrice: fees.cap, gasLimit: gasLimit, to: to, value: value, data: data,
          chainID: chain.configuration.chainID.rawValue))
    } else {
      transaction = .dynamicFee(
        DynamicFeeTransaction(
          chainID: chain.configuration.chainID.rawValue, nonce: nonce,
          maxPriorityFeePerGas: fees.tip, maxFeePerGas: fees.cap, gasLimit: gasLimit, to: to,
          value: value, data: data))
    }
    return try chain.submit(try transaction.signed(privateKey: signer.privateKey))
  }

  /// The least gas limit that works and a tenth more, which Filecoin gives back in full when it is
  /// not used; at most a block's.
  static func estimate(
    _ request: CallRequest, on chain: Chain, at tipset: TipsetRecord,
    interface: ContractInterface?, hint: String = ""
  ) throws -> UInt64 {
    let simulation = try chain.simulation(at: tipset, pending: true)
    do throws(GasEstimation.Failure) {
      let least = try GasEstimation(simulation).minimumGasLimit(request)
      return min(least + least / 10, max(least, BaseFee.blockGasLimit))
    } catch .callFails(let outcome) {
      throw CLIError(Failure.error(outcome, interface).description + hint)
    }
  }
}
