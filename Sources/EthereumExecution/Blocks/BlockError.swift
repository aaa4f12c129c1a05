package import Ethereum
package import Primitives

/// Why a block is not part of a chain.
package enum BlockError: Error, Hashable, Sendable, CustomStringConvertible {
  case malformed(TransactionDecodingError)
  case unknownParent(Hash256)
  /// A header field that does not follow from the parent or from the block's content.
  case header(field: String, got: String, expected: String)
  case ommer(String)
  /// A transaction that may not be in the block, with its index.
  case transaction(Int, TransactionError)
  /// More blob gas than the schedule allows.
  case blobGas(used: UInt64, limit: UInt64)
  /// EIP-7934.
  case tooLarge(size: Int, limit: Int)
  /// A system contract without code, or whose call failed (EIP-7002, EIP-7251).
  case systemCall(EthAddress)
  /// A log of the deposit contract that is no deposit (EIP-6110).
  case depositLayout

  package var description: String {
    switch self {
    case .malformed(let error): "block: \(error)"
    case .unknownParent(let hash): "block: unknown parent \(hash)"
    case .header(let field, let got, let expected):
      "block: \(field) is \(got), expected \(expected)"
    case .ommer(let reason): "block: ommer \(reason)"
    case .transaction(let index, let error): "block: transaction \(index): \(error)"
    case .blobGas(let used, let limit): "block: blob gas \(used) above \(limit)"
    case .tooLarge(let size, let limit): "block: \(size) bytes, at most \(limit)"
    case .systemCall(let address): "block: call of system contract \(address) failed"
    case .depositLayout: "block: malformed deposit log"
    }
  }

  /// Fails unless the two agree.
  static func require<Value: Equatable>(
    _ field: String, _ got: Value, equals expected: Value
  ) throws(BlockError) {
    guard got == expected else {
      throw .header(field: field, got: text(got), expected: text(expected))
    }
  }

  /// Fails unless the condition holds; `rule` says what it is.
  static func require(
    _ condition: Bool, _ field: String, _ got: some Any, _ rule: String
  ) throws(BlockError) {
    guard condition else { throw .header(field: field, got: text(got), expected: rule) }
  }

  private static func text<Value>(_ value: Value) -> String {
    if let optional = value as? (any OptionalText) { return optional.text }
    return "\(value)"
  }
}

private protocol OptionalText {
  var text: String { get }
}

extension Optional: OptionalText {
  fileprivate var text: String {
    switch self {
    case .none: "absent"
    case .some(let value): "\(value)"
    }
  }
}
