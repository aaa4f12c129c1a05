/// A type of the contract ABI.
package indirect enum ABIType: Hashable, Sendable {
  /// `uint8` … `uint256`.
  case uint(bits: Int)
  /// `int8` … `int256`.
  case int(bits: Int)
  case address
  case bool
  /// `bytes1` … `bytes32`.
  case fixedBytes(count: Int)
  case bytes
  case string
  /// An external function: an address and a selector, 24 bytes.
  case function
  /// `T[]`.
  case array(ABIType)
  /// `T[n]`, n > 0.
  case fixedArray(ABIType, count: Int)
  /// `(T1,T2,…)`, with the names of the members where the source gives them.
  case tuple([ABIParameter])
}

/// A parameter of a function, event or error, or a member of a tuple.
package struct ABIParameter: Hashable, Sendable {
  /// Empty when the source names none.
  package var name: String
  package var type: ABIType
  /// Whether an event puts it into a topic.
  package var isIndexed: Bool

  package init(name: String = "", type: ABIType, isIndexed: Bool = false) {
    self.name = name
    self.type = type
    self.isIndexed = isIndexed
  }
}

extension ABIType {
  /// Whether a value is encoded in a tail that the head points to.
  package var isDynamic: Bool {
    switch self {
    case .bytes, .string, .array: true
    case .fixedArray(let element, _): element.isDynamic
    case .tuple(let members): members.contains { $0.type.isDynamic }
    case .uint, .int, .address, .bool, .fixedBytes, .function: false
    }
  }

  /// Bytes that a value takes in the head: 32 for a dynamic type (its offset), else its full size.
  package var headSize: Int {
    guard !isDynamic else { return 32 }
    switch self {
    case .fixedArray(let element, let count): return element.headSize * count
    case .tuple(let members): return members.reduce(0) { $0 + $1.type.headSize }
    default: return 32
    }
  }

  /// Whether an indexed value of the type is its own topic; the others are hashed.
  package var isValueType: Bool {
    switch self {
    case .uint, .int, .address, .bool, .fixedBytes, .function: true
    case .bytes, .string, .array, .fixedArray, .tuple: false
    }
  }
}

extension ABIType: CustomStringConvertible {
  /// The canonical name, as selectors hash it.
  package var description: String {
    switch self {
    case .uint(let bits): "uint\(bits)"
    case .int(let bits): "int\(bits)"
    case .address: "address"
    case .bool: "bool"
    case .fixedBytes(let count): "bytes\(count)"
    case .bytes: "bytes"
    case .string: "string"
    case .function: "function"
    case .array(let element): "\(element)[]"
    case .fixedArray(let element, let count): "\(element)[\(count)]"
    case .tuple(let members): Self.list(members)
    }
  }

  /// `(T1,T2,…)` of the parameters' types.
  static func list(_ parameters: [ABIParameter]) -> String {
    "(\(parameters.map(\.type.description).joined(separator: ",")))"
  }
}
