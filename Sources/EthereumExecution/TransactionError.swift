package import Ethereum
package import Precompiles
package import Primitives

/// Why a transaction cannot be part of a block; it leaves the state as it was.
package enum TransactionError: Error, Hashable, Sendable, CustomStringConvertible {
  case unsupportedType(TransactionType)
  /// Bound to another chain (EIP-155).
  case wrongChain(got: UInt64, expected: UInt256)
  case invalidSignature(TransactionSignatureError)
  /// Replay protection before EIP-155.
  case protectedTooEarly
  case gasLimitAboveBlock(gasLimit: UInt64, available: UInt64)
  /// EIP-7825.
  case gasLimitAboveCap(gasLimit: UInt64, cap: Int64)
  case intrinsicGas(gasLimit: UInt64, needed: Int64)
  /// EIP-7623.
  case floorGas(gasLimit: UInt64, needed: Int64)
  /// EIP-3860.
  case initCodeTooLarge(size: Int, limit: Int)
  case nonceTooLow(got: UInt64, expected: UInt64)
  case nonceTooHigh(got: UInt64, expected: UInt64)
  /// EIP-2681.
  case nonceOverflow
  /// EIP-3607.
  case senderHasCode(EthAddress)
  case insufficientBalance(balance: UInt256)
  /// Gas limit times price does not fit a word.
  case costOverflow
  /// EIP-1559.
  case feeBelowBaseFee(maxFee: UInt256, baseFee: UInt256)
  /// EIP-1559.
  case priorityAboveMaxFee(priority: UInt256, maxFee: UInt256)
  /// EIP-4844.
  case noBlobs
  case tooManyBlobs(count: Int, limit: UInt64)
  case invalidBlobVersion(UInt8)
  case blobFeeTooLow(maxFee: UInt256, baseFee: UInt256)
  /// Blob and set-code transactions cannot create (EIP-4844, EIP-7702).
  case createNotAllowed(TransactionType)
  /// EIP-7702.
  case noAuthorizations
  /// No verdict: the machine could not run it.
  case notExecutable(PrecompileError?)

  package var description: String {
    switch self {
    case .unsupportedType(let type):
      "transaction type \(type.rawValue) is not supported by the fork"
    case .wrongChain(let got, let expected): "chain id \(got) instead of \(expected)"
    case .invalidSignature(let error): "\(error)"
    case .protectedTooEarly: "replay protection is not known to the fork"
    case .gasLimitAboveBlock(let gasLimit, let available):
      "gas limit \(gasLimit) above the block's remaining \(available)"
    case .gasLimitAboveCap(let gasLimit, let cap): "gas limit \(gasLimit) above the cap \(cap)"
    case .intrinsicGas(let gasLimit, let needed):
      "gas limit \(gasLimit) below the intrinsic gas \(needed)"
    case .floorGas(let gasLimit, let needed):
      "gas limit \(gasLimit) below the calldata floor \(needed)"
    case .initCodeTooLarge(let size, let limit): "init code of \(size) bytes above \(limit)"
    case .nonceTooLow(let got, let expected): "nonce \(got) too low, expected \(expected)"
    case .nonceTooHigh(let got, let expected): "nonce \(got) too high, expected \(expected)"
    case .nonceOverflow: "nonce is at its maximum"
    case .senderHasCode(let sender): "sender \(sender) has code"
    case .insufficientBalance(let balance): "balance \(balance) does not cover the cost"
    case .costOverflow: "gas limit times price does not fit 256 bits"
    case .feeBelowBaseFee(let maxFee, let baseFee): "max fee \(maxFee) below base fee \(baseFee)"
    case .priorityAboveMaxFee(let priority, let maxFee):
      "priority fee \(priority) above max fee \(maxFee)"
    case .noBlobs: "blob transaction without blobs"
    case .tooManyBlobs(let count, let limit): "\(count) blobs, at most \(limit)"
    case .invalidBlobVersion(let version): "blob hash of version \(version)"
    case .blobFeeTooLow(let maxFee, let baseFee):
      "max blob fee \(maxFee) below blob base fee \(baseFee)"
    case .createNotAllowed(let type): "transaction type \(type.rawValue) cannot create a contract"
    case .noAuthorizations: "set-code transaction without authorizations"
    case .notExecutable(let error): error.map { "\($0)" } ?? "the host failed"
    }
  }
}
