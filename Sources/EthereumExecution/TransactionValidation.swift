package import EVM
package import Ethereum
package import Primitives

/// The rules that a transaction must meet to be part of a block.
package enum TransactionValidation {
  /// What needs neither state nor block: type, fields, gas (the rules of a transaction pool).
  package static func checkForm(
    _ transaction: Transaction, chainID: UInt256, ruleset: Ruleset
  ) throws(TransactionError) -> IntrinsicGas {
    let rules = ruleset.rules
    let schedule = ruleset.gasSchedule
    guard supports(transaction.type, rules) else { throw .unsupportedType(transaction.type) }
    if let id = transaction.chainID {
      guard rules.hasChainIDSignatures else { throw .protectedTooEarly }
      guard UInt256(id) == chainID else { throw .wrongChain(got: id, expected: chainID) }
    }
    guard transaction.nonce < .max else { throw .nonceOverflow }
    if transaction.maxPriorityFeePerGas > transaction.maxFeePerGas {
      throw .priorityAboveMaxFee(
        priority: transaction.maxPriorityFeePerGas, maxFee: transaction.maxFeePerGas)
    }
    guard transaction.maxFeePerGas.multipliedChecked(by: UInt256(transaction.gasLimit)) != nil
    else { throw .costOverflow }
    if rules.capsTransactionGas, transaction.gasLimit > UInt64(schedule.transactionGasCap) {
      throw .gasLimitAboveCap(gasLimit: transaction.gasLimit, cap: schedule.transactionGasCap)
    }
    if rules.limitsInitCode, transaction.to == nil,
      transaction.data.count > schedule.initCodeSizeLimit
    {
      throw .initCodeTooLarge(
        size: transaction.data.count, limit: schedule.initCodeSizeLimit)
    }
    let gas = IntrinsicGas(transaction, ruleset)
    guard UInt64(gas.base) <= transaction.gasLimit else {
      throw .intrinsicGas(gasLimit: transaction.gasLimit, needed: gas.base)
    }
    guard UInt64(gas.floor) <= transaction.gasLimit else {
      throw .floorGas(gasLimit: transaction.gasLimit, needed: gas.floor)
    }
    switch transaction {
    case .blob: try checkBlobs(transaction)
    case .setCode:
      if transaction.to == nil { throw .createNotAllowed(.setCode) }
      if transaction.authorizations.isEmpty { throw .noAuthorizations }
    case .legacy, .accessList, .dynamicFee: break
    }
    return gas
  }

  /// The sender, by the signature rules of the fork.
  package static func sender(
    of transaction: Transaction, rules: Rules
  ) throws(TransactionError) -> EthAddress {
    do {
      return try transaction.sender(allowsHighS: !rules.requiresLowS)
    } catch {
      throw .invalidSignature(error)
    }
  }

  /// All rules, in a block and on a state. `availableGas` is what the block has left.
  package static func check(
    _ transaction: Transaction, sender: EthAddress, block: BlockContext, availableGas: UInt64,
    blobSchedule: BlobSchedule?, ruleset: Ruleset, world: WorldState
  ) throws(TransactionError) -> IntrinsicGas {
    let gas = try checkForm(transaction, chainID: block.chainID, ruleset: ruleset)
    guard transaction.gasLimit <= availableGas else {
      throw .gasLimitAboveBlock(gasLimit: transaction.gasLimit, available: availableGas)
    }
    if ruleset.rules.hasBaseFee, transaction.maxFeePerGas < block.baseFee {
      throw .feeBelowBaseFee(maxFee: transaction.maxFeePerGas, baseFee: block.baseFee)
    }
    if let maxFee = transaction.maxFeePerBlobGas {
      guard maxFee >= block.blobBaseFee else {
        throw .blobFeeTooLow(maxFee: maxFee, baseFee: block.blobBaseFee)
      }
      let limit = min(
        blobSchedule?.maximum ?? 0, ruleset.rules.maxBlobsPerTransaction ?? .max)
      guard transaction.blobHashes.count <= limit else {
        throw .tooManyBlobs(count: transaction.blobHashes.count, limit: limit)
      }
    }
    try checkSender(transaction, sender, world: world)
    return gas
  }

  private static func checkSender(
    _ transaction: Transaction, _ sender: EthAddress, world: WorldState
  ) throws(TransactionError) {
    if world.codeHash(of: sender) != .emptyCode,
      Delegation.delegate(of: world.code(of: sender)) == nil
    {
      throw .senderHasCode(sender)
    }
    let nonce = world.nonce(of: sender)
    guard transaction.nonce >= nonce else {
      throw .nonceTooLow(got: transaction.nonce, expected: nonce)
    }
    guard transaction.nonce == nonce else {
      throw .nonceTooHigh(got: transaction.nonce, expected: nonce)
    }
    let balance = world.balance(of: sender)
    guard let cost = highestCost(transaction), cost <= balance else {
      throw .insufficientBalance(balance: balance)
    }
  }

  /// Value, gas and blob gas at the highest prices offered, in wei; nil beyond 256 bits.
  private static func highestCost(_ transaction: Transaction) -> UInt256? {
    let gas = transaction.maxFeePerGas.multipliedChecked(by: UInt256(transaction.gasLimit))
    guard let total = gas?.addingChecked(transaction.value) else { return nil }
    guard let price = transaction.maxFeePerBlobGas else { return total }
    let blobGas = UInt256(UInt64(transaction.blobHashes.count) * BlobSchedule.gasPerBlob)
    return price.multipliedChecked(by: blobGas)?.addingChecked(total)
  }

  private static func checkBlobs(_ transaction: Transaction) throws(TransactionError) {
    if transaction.to == nil { throw .createNotAllowed(.blob) }
    if transaction.blobHashes.isEmpty { throw .noBlobs }
    for hash in transaction.blobHashes {
      let version = UInt8(truncatingIfNeeded: hash.word.limb3 >> 56)
      // VERSIONED_HASH_VERSION_KZG (EIP-4844).
      if version != 1 { throw .invalidBlobVersion(version) }
    }
  }

  private static func supports(_ type: TransactionType, _ rules: Rules) -> Bool {
    switch type {
    case .legacy: true
    case .accessList: rules.hasAccessListTransactions
    case .dynamicFee: rules.hasBaseFee
    case .blob: rules.hasBlobTransactions
    case .setCode: rules.hasSetCodeTransactions
    }
  }
}
