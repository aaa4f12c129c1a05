package import Primitives

/// What a contract said when it reverted.
package enum RevertReason: Hashable, Sendable {
  /// No data: `revert()`, `require(false)`, or no such function.
  case silent
  /// `Error(string)`: `require(false, "text")` or `revert("text")`.
  case error(String)
  /// `Panic(uint256)`: a check that the compiler put in.
  case panic(UInt256)
  /// A custom error that an ABI names.
  case custom(ABIFunction, [ABIValue])
  /// Data that nothing known explains.
  case unknown([UInt8])

  private static let errorSelector: [UInt8] = [0x08, 0xc3, 0x79, 0xa0]
  private static let panicSelector: [UInt8] = [0x4e, 0x48, 0x7b, 0x71]

  /// The reason behind revert data; custom errors are looked up in `interface`.
  package init(data: [UInt8], interface: ContractInterface? = nil) {
    guard !data.isEmpty else {
      self = .silent
      return
    }
    let body = Array(data.dropFirst(4))
    if data.starts(with: Self.errorSelector),
      case .string(let text)? = Self.values([.string], body)?.first
    {
      self = .error(text)
    } else if data.starts(with: Self.panicSelector),
      case .uint(let code)? = Self.values([.uint(bits: 256)], body)?.first
    {
      self = .panic(code)
    } else if let error = interface?.error(selector: Array(data.prefix(4))),
      let values = Self.values(error.inputs.map(\.type), body)
    {
      self = .custom(error, values)
    } else {
      self = .unknown(data)
    }
  }

  private static func values(_ types: [ABIType], _ data: [UInt8]) -> [ABIValue]? {
    // Data that does not decode is shown raw, as `unknown`.
    try? ABIDecoder.decode(types, from: data)
  }

  /// What Solidity means by a panic code ("Control structures", "Panic via assert").
  package static func panicText(_ code: UInt256) -> String {
    switch code {
    case 0x00: "generic panic"
    case 0x01: "assertion failed"
    case 0x11: "arithmetic underflow or overflow"
    case 0x12: "division or modulo by zero"
    case 0x21: "value is outside of the enum"
    case 0x22: "incorrectly encoded storage byte array"
    case 0x31: "pop on an empty array"
    case 0x32: "array index out of bounds"
    case 0x41: "too much memory allocated"
    case 0x51: "call of an uninitialized internal function"
    default: "unknown panic code"
    }
  }
}

extension RevertReason: CustomStringConvertible {
  /// One line, without "reverted" in front.
  package var description: String {
    switch self {
    case .silent: "no reason given"
    case .error(let text): text
    case .panic(let code): "panic: \(Self.panicText(code)) (\(code.hexQuantity))"
    case .custom(let error, let values):
      "\(error.name)(\(values.map(\.description).joined(separator: ", ")))"
    case .unknown(let data): "custom error \(Hex.encode(data, prefix: true))"
    }
  }
}
