import EVM
package import Ethereum
import Precompiles
package import Primitives

extension EthereumHost {
  /// Checks a transaction and carries it out on the world state, from buying its gas to paying the
  /// coinbase (Yellow Paper §6; execution-specs `process_transaction`).
  ///
  /// The sender has been recovered by the caller. An error leaves the state as it was.
  package func execute(
    _ transaction: Transaction, sender: EthAddress, availableGas: UInt64,
    blobSchedule: BlobSchedule?
  ) throws(TransactionError) -> TransactionOutcome {
    world.beginTransaction()
    let block = context.block
    let ruleset = interpreter.ruleset
    let intrinsic = try TransactionValidation.check(
      transaction, sender: sender, block: block, availableGas: availableGas,
      blobSchedule: blobSchedule, ruleset: ruleset, world: world)
    let price = transaction.effectiveGasPrice(
      baseFee: ruleset.rules.hasBaseFee ? block.baseFee : nil)
    context.transaction = TransactionContext(
      origin: sender, gasPrice: price, blobHashes: transaction.blobHashes)

    let blobGas = UInt64(transaction.blobHashes.count) * BlobSchedule.gasPerBlob
    // Validation has compared the balance with more than this.
    _ = world.debit(sender, price * UInt256(transaction.gasLimit))
    _ = world.debit(sender, block.blobBaseFee * UInt256(blobGas))
    world.setNonce(sender, transaction.nonce + 1)
    let authorizationRefund = prepare(transaction, sender: sender)

    // Gas beyond what a counter holds cannot be used up by any block.
    let budget = Int64(clamping: transaction.gasLimit - UInt64(intrinsic.base))
    let result = try run(transaction, sender: sender, gas: budget, refund: authorizationRefund)
    let usedBefore = UInt64(intrinsic.base) + UInt64(budget - result.gasLeft)
    let counter = authorizationRefund + (result.reason.isSuccess ? result.gasRefund : 0)
    let refund = min(
      usedBefore / UInt64(ruleset.gasSchedule.refundQuotient), UInt64(max(0, counter)))
    let used = max(usedBefore - refund, UInt64(intrinsic.floor))
    pay(transaction, sender: sender, price: price, gasUsed: used)
    let logs = world.logs.logs
    world.finishTransaction()
    // What init code returns is the contract's code, no data for the sender, unless it reverts.
    let returnsData = transaction.to != nil || result.reason == .revert
    return TransactionOutcome(
      reason: result.reason, gasUsed: used, gasRefunded: usedBefore - min(usedBefore, used),
      blobGasUsed: blobGas, output: returnsData ? result.output : [], logs: logs,
      createdAddress: result.createdAddress)
  }

  /// Warms what the rules warm and applies authorizations; what these refund, in gas.
  private func prepare(_ transaction: Transaction, sender: EthAddress) -> Int64 {
    let rules = interpreter.ruleset.rules
    guard rules.hasAccessPrices else { return 0 }
    _ = world.access(sender)
    if rules.warmsCoinbase { _ = world.access(context.block.coinbase) }
    for entry in transaction.accessList {
      _ = world.access(entry.address)
      for key in entry.storageKeys { world.warm(key, of: entry.address) }
    }
    let refund = transaction.authorizations.reduce(0) { $0 + apply($1) }
    guard let to = transaction.to else { return refund }
    _ = world.access(to)
    if rules.hasDelegation, let delegate = Delegation.delegate(of: world.code(of: to)) {
      _ = world.access(delegate)
    }
    return refund
  }

  /// Sets one delegation if its tuple is valid (EIP-7702 §behavior); what is refunded, in gas.
  private func apply(_ authorization: Authorization) -> Int64 {
    let chainID = authorization.chainID
    guard chainID.isZero || chainID == context.block.chainID, authorization.nonce < .max,
      let authority = authorization.authority()
    else { return 0 }
    _ = world.access(authority)
    guard
      world.codeHash(of: authority) == .emptyCode
        || Delegation.delegate(of: world.code(of: authority)) != nil,
      world.nonce(of: authority) == authorization.nonce
    else { return 0 }
    let schedule = interpreter.ruleset.gasSchedule
    let refund =
      world.exists(authority) ? schedule.authorization - schedule.authorizationBase : 0
    world.setDelegation(authority, to: authorization.address)
    world.setNonce(authority, authorization.nonce + 1)
    return refund
  }

  private func run(
    _ transaction: Transaction, sender: EthAddress, gas: Int64, refund: Int64
  ) throws(TransactionError) -> CallResult {
    do {
      return try transaction.data.withByteView { input throws(HaltReason) in
        let to = transaction.to
        return try interpreter.start(
          CallMessage(
            kind: to == nil ? .create : .call, gas: gas, recipient: to ?? .zero,
            codeAddress: to ?? .zero, sender: sender, value: transaction.value, input: input),
          host: self, refund: refund)
      }
    } catch {
      throw .notExecutable(failure)
    }
  }

  /// Gives back what was not used and pays the coinbase; the base fee is burnt (EIP-1559).
  private func pay(
    _ transaction: Transaction, sender: EthAddress, price: UInt256, gasUsed: UInt64
  ) {
    world.credit(sender, price * UInt256(transaction.gasLimit - gasUsed))
    let burnt = interpreter.ruleset.rules.hasBaseFee ? context.block.baseFee : .zero
    world.credit(context.block.coinbase, (price - burnt) * UInt256(gasUsed))
  }
}
