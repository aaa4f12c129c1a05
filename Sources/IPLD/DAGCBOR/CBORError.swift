/// Why bytes are not the DAG-CBOR that was asked for, and where.
package struct CBORError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The kinds of failure.
  package enum Reason: Hashable, Sendable {
    /// The bytes end inside an item.
    case truncated
    /// Bytes after the item.
    case trailingBytes
    /// A length or number that is not in its shortest form, an indefinite length, a map out of
    /// order, a float that is not finite 64-bit.
    case notCanonical(String)
    /// Well-formed, but of another kind than the value needs.
    case unexpected(String)
    /// A text that is no UTF-8.
    case invalidText
    /// A link that is no CID.
    case invalidLink(CIDError)
    /// Arrays within arrays beyond `CBORDecoder.maximumDepth`.
    case tooDeep
  }

  package let reason: Reason
  /// Bytes from the start of the input.
  package let offset: Int

  package init(_ reason: Reason, at offset: Int) {
    self.reason = reason
    self.offset = offset
  }

  package var description: String {
    let text =
      switch reason {
      case .truncated: "input ends inside an item"
      case .trailingBytes: "bytes after the item"
      case .notCanonical(let what): "not canonical: \(what)"
      case .unexpected(let what): what
      case .invalidText: "text is not UTF-8"
      case .invalidLink(let error): "invalid link: \(error)"
      case .tooDeep: "nested too deeply"
      }
    return "CBOR at byte \(offset): \(text)"
  }
}
