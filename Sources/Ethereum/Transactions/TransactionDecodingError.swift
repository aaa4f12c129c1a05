package import Primitives

/// Why bytes are no transaction.
package enum TransactionDecodingError: Error, Hashable, Sendable, CustomStringConvertible {
  case empty
  /// A type byte that no rule defines (EIP-2718).
  case unsupportedType(UInt8)
  case malformed(RLPError)
  /// A legacy `v` that is neither 27, 28 nor an EIP-155 value.
  case invalidV(UInt256)

  package var description: String {
    switch self {
    case .empty: "transaction: no bytes"
    case .unsupportedType(let type): "transaction: unsupported type \(type) at byte 0"
    case .malformed(let error): "transaction: \(error)"
    case .invalidV(let v): "transaction: invalid signature v \(v.hexQuantity)"
    }
  }
}
