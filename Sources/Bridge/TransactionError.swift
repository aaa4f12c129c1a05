package import Ethereum
package import Filecoin

/// Why an Ethereum transaction has no Filecoin message, or a message no Ethereum transaction.
package enum TransactionConversionError: Error, Hashable, Sendable, CustomStringConvertible {
  case malformed(TransactionDecodingError)
  /// Types 1, 3 and 4.
  case unsupportedType(TransactionType)
  case nonEmptyAccessList
  case wrongChainID(UInt64, expected: ChainID)
  case invalidSignature(TransactionSignatureError)
  /// A gas limit above 2^63 − 1.
  case gasLimitTooLarge(UInt64)
  /// A message whose signature is not a delegated one of a known form.
  case invalidDelegatedSignature(String)
  /// A message that no transaction makes.
  case notEthereum(String)

  package var description: String {
    switch self {
    case .malformed(let error): "\(error)"
    case .unsupportedType(.accessList): "EIP-2930 transaction is not supported"
    case .unsupportedType(let type): "unsupported transaction type \(type.rawValue)"
    case .nonEmptyAccessList: "access list should be an empty list"
    case .wrongChainID(let id, let expected):
      "invalid chain id, expected \(expected.rawValue), got \(id)"
    case .invalidSignature(let error): "\(error)"
    case .gasLimitTooLarge(let limit): "gas limit \(limit) is over 2^63 - 1"
    case .invalidDelegatedSignature(let reason): "delegated signature: \(reason)"
    case .notEthereum(let reason): "not an Ethereum message: \(reason)"
    }
  }
}
