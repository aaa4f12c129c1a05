public import Primitives

/// What a block tells its transactions (Yellow Paper §9.3: I_H).
public struct BlockContext: Sendable {
  public var number: UInt64
  /// Seconds since the Unix epoch.
  public var timestamp: UInt64
  public var coinbase: EthAddress
  public var gasLimit: UInt64
  /// Wei (attoFIL) per gas; zero before London.
  public var baseFee: UInt256
  /// Wei per blob gas; one before Cancun.
  public var blobBaseFee: UInt256
  /// DIFFICULTY before Paris, PREVRANDAO from then on (EIP-4399).
  public var difficultyOrRandao: UInt256
  public var chainID: UInt256

  public init(
    number: UInt64 = 0, timestamp: UInt64 = 0, coinbase: EthAddress = .zero, gasLimit: UInt64 = 0,
    baseFee: UInt256 = .zero, blobBaseFee: UInt256 = .one, difficultyOrRandao: UInt256 = .zero,
    chainID: UInt256 = .one
  ) {
    self.number = number
    self.timestamp = timestamp
    self.coinbase = coinbase
    self.gasLimit = gasLimit
    self.baseFee = baseFee
    self.blobBaseFee = blobBaseFee
    self.difficultyOrRandao = difficultyOrRandao
    self.chainID = chainID
  }
}

/// What a transaction tells all its frames.
public struct TransactionContext: Sendable {
  /// The signer of the transaction.
  public var origin: EthAddress
  /// Effective price, wei per gas (EIP-1559).
  public var gasPrice: UInt256
  /// Versioned hashes of the blobs (EIP-4844).
  public var blobHashes: [Hash256]

  public init(origin: EthAddress = .zero, gasPrice: UInt256 = .zero, blobHashes: [Hash256] = []) {
    self.origin = origin
    self.gasPrice = gasPrice
    self.blobHashes = blobHashes
  }
}

/// A value that is the same for all frames of a transaction.
public enum ContextValue: Sendable {
  case origin, gasPrice, coinbase, timestamp, number, gasLimit, chainID, baseFee, blobBaseFee
}

/// Everything that stays the same for all frames of one transaction.
public struct ExecutionContext: Sendable {
  public var block: BlockContext
  public var transaction: TransactionContext

  public init(block: BlockContext, transaction: TransactionContext) {
    self.block = block
    self.transaction = transaction
  }
}

extension ExecutionContext {
  /// A value as the instruction that asks for it pushes it.
  public subscript(value: ContextValue) -> UInt256 {
    switch value {
    case .origin: transaction.origin.word
    case .gasPrice: transaction.gasPrice
    case .coinbase: block.coinbase.word
    case .timestamp: UInt256(block.timestamp)
    case .number: UInt256(block.number)
    case .gasLimit: UInt256(block.gasLimit)
    case .chainID: block.chainID
    case .baseFee: block.baseFee
    case .blobBaseFee: block.blobBaseFee
    }
  }
}
