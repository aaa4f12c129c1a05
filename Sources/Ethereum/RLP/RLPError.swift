/// Why bytes are no canonical RLP, or not of the expected shape, and where.
package struct RLPError: Error, Hashable, Sendable, CustomStringConvertible {
  package enum Reason: Hashable, Sendable {
    /// The input ends inside an item.
    case truncated
    /// Bytes follow the outermost item.
    case trailingBytes(count: Int)
    /// A single byte below 0x80 that has a prefix of its own.
    case nonMinimalByte
    /// A length written in the long form that fits the short form, or with leading zeros.
    case nonMinimalLength
    /// A length that no memory can hold.
    case lengthTooLarge
    /// An item that is longer than the list around it.
    case exceedsList
    /// More nested lists than `RLPDecoder.maximumDepth`.
    case tooDeep
    case expectedList
    case expectedBytes
    /// An integer with leading zero bytes.
    case leadingZero
    /// An integer or a string that does not fit its field.
    case wrongSize(expected: String, got: Int)
    /// A list that ends before all fields are read.
    case missingField
    /// A list with more fields than expected.
    case extraFields
  }

  /// Offset in bytes from the start of the input.
  package var position: Int
  package var reason: Reason

  package init(_ reason: Reason, at position: Int) {
    self.reason = reason
    self.position = position
  }

  package var description: String {
    let text =
      switch reason {
      case .truncated: "input ends inside an item"
      case .trailingBytes(let count): "\(count) bytes after the item"
      case .nonMinimalByte: "single byte below 0x80 with a length prefix"
      case .nonMinimalLength: "length is not in its shortest form"
      case .lengthTooLarge: "length does not fit memory"
      case .exceedsList: "item is longer than the list around it"
      case .tooDeep: "more than \(RLPDecoder.maximumDepth) nested lists"
      case .expectedList: "expected a list, found a byte string"
      case .expectedBytes: "expected a byte string, found a list"
      case .leadingZero: "integer with leading zeros"
      case .wrongSize(let expected, let got): "expected \(expected), found \(got) bytes"
      case .missingField: "list ends before all fields are read"
      case .extraFields: "list has more fields than expected"
      }
    return "rlp: \(text) at byte \(position)"
  }
}
