package import Primitives

/// What every type of transaction can be asked for.
extension Transaction {
  package var type: TransactionType {
    switch self {
    case .legacy: .legacy
    case .accessList: .accessList
    case .dynamicFee: .dynamicFee
    case .blob: .blob
    case .setCode: .setCode
    }
  }

  /// The chain it is bound to; nil for a legacy transaction without replay protection.
  package var chainID: UInt64? {
    switch self {
    case .legacy(let transaction): transaction.chainID
    case .accessList(let transaction): transaction.chainID
    case .dynamicFee(let transaction): transaction.chainID
    case .blob(let transaction): transaction.chainID
    case .setCode(let transaction): transaction.chainID
    }
  }

  package var nonce: UInt64 {
    switch self {
    case .legacy(let transaction): transaction.nonce
    case .accessList(let transaction): transaction.nonce
    case .dynamicFee(let transaction): transaction.nonce
    case .blob(let transaction): transaction.nonce
    case .setCode(let transaction): transaction.nonce
    }
  }

  package var gasLimit: UInt64 {
    switch self {
    case .legacy(let transaction): transaction.gasLimit
    case .accessList(let transaction): transaction.gasLimit
    case .dynamicFee(let transaction): transaction.gasLimit
    case .blob(let transaction): transaction.gasLimit
    case .setCode(let transaction): transaction.gasLimit
    }
  }

  /// The recipient; nil creates a contract.
  package var to: EthAddress? {
    switch self {
    case .legacy(let transaction): transaction.to
    case .accessList(let transaction): transaction.to
    case .dynamicFee(let transaction): transaction.to
    case .blob(let transaction): transaction.to
    case .setCode(let transaction): transaction.to
    }
  }

  /// Wei.
  package var value: UInt256 {
    switch self {
    case .legacy(let transaction): transaction.value
    case .accessList(let transaction): transaction.value
    case .dynamicFee(let transaction): transaction.value
    case .blob(let transaction): transaction.value
    case .setCode(let transaction): transaction.value
    }
  }

  /// Calldata, or init code for a creation.
  package var data: [UInt8] {
    switch self {
    case .legacy(let transaction): transaction.data
    case .accessList(let transaction): transaction.data
    case .dynamicFee(let transaction): transaction.data
    case .blob(let transaction): transaction.data
    case .setCode(let transaction): transaction.data
    }
  }

  package var accessList: [AccessListEntry] {
    switch self {
    case .legacy: []
    case .accessList(let transaction): transaction.accessList
    case .dynamicFee(let transaction): transaction.accessList
    case .blob(let transaction): transaction.accessList
    case .setCode(let transaction): transaction.accessList
    }
  }

  /// Wei per gas in all, at most; the gas price before EIP-1559.
  package var maxFeePerGas: UInt256 {
    switch self {
    case .legacy(let transaction): transaction.gasPrice
    case .accessList(let transaction): transaction.gasPrice
    case .dynamicFee(let transaction): transaction.maxFeePerGas
    case .blob(let transaction): transaction.maxFeePerGas
    case .setCode(let transaction): transaction.maxFeePerGas
    }
  }

  /// Wei per gas for the block's producer, at most; the gas price before EIP-1559.
  package var maxPriorityFeePerGas: UInt256 {
    switch self {
    case .legacy(let transaction): transaction.gasPrice
    case .accessList(let transaction): transaction.gasPrice
    case .dynamicFee(let transaction): transaction.maxPriorityFeePerGas
    case .blob(let transaction): transaction.maxPriorityFeePerGas
    case .setCode(let transaction): transaction.maxPriorityFeePerGas
    }
  }

  /// Wei per blob gas, at most; nil but for blob transactions.
  package var maxFeePerBlobGas: UInt256? {
    guard case .blob(let transaction) = self else { return nil }
    return transaction.maxFeePerBlobGas
  }

  package var blobHashes: [Hash256] {
    guard case .blob(let transaction) = self else { return [] }
    return transaction.blobHashes
  }

  package var authorizations: [Authorization] {
    guard case .setCode(let transaction) = self else { return [] }
    return transaction.authorizations
  }

  package var signature: TransactionSignature {
    get {
      switch self {
      case .legacy(let transaction): transaction.signature
      case .accessList(let transaction): transaction.signature
      case .dynamicFee(let transaction): transaction.signature
      case .blob(let transaction): transaction.signature
      case .setCode(let transaction): transaction.signature
      }
    }
    set {
      switch self {
      case .legacy(var transaction):
        transaction.signature = newValue
        self = .legacy(transaction)
      case .accessList(var transaction):
        transaction.signature = newValue
        self = .accessList(transaction)
      case .dynamicFee(var transaction):
        transaction.signature = newValue
        self = .dynamicFee(transaction)
      case .blob(var transaction):
        transaction.signature = newValue
        self = .blob(transaction)
      case .setCode(var transaction):
        transaction.signature = newValue
        self = .setCode(transaction)
      }
    }
  }

  /// What the sender pays for each gas under `baseFee` (EIP-1559); all of `maxFeePerGas` without
  /// one. Wei per gas.
  package func effectiveGasPrice(baseFee: UInt256?) -> UInt256 {
    guard let baseFee else { return maxFeePerGas }
    guard let room = maxFeePerGas.subtractingChecked(baseFee) else { return maxFeePerGas }
    return baseFee + min(room, maxPriorityFeePerGas)
  }
}
