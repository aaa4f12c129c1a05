extension CBORValue {
  /// Why a path leads nowhere.
  package struct PathError: Error, Hashable, Sendable, CustomStringConvertible {
    /// One line, with the segment and its place.
    package let description: String
  }

  /// The value of a block at the end of a path: keys of maps and positions of arrays, divided by `/`.
  ///
  /// Links on the way, and one at its end, are followed.
  package static func find(
    _ path: String, from root: CID, in store: any Blockstore
  ) throws -> CBORValue {
    var value = try block(root, in: store)
    for (place, segment) in path.split(separator: "/").enumerated() {
      func failure(_ reason: String) -> PathError {
        PathError(description: "path segment \(place) \"\(segment)\": \(reason)")
      }
      switch value {
      case .array(let items):
        guard let index = Int(segment), items.indices.contains(index) else {
          throw failure("not a position in an array of \(items.count)")
        }
        value = items[index]
      case .map(let entries):
        guard let entry = entries.first(where: { $0.key == segment }) else {
          throw failure(
            "no such key; there are " + entries.map { "\"\($0.key)\"" }.joined(separator: ", "))
        }
        value = entry.value
      default: throw failure("the value here is neither array nor map")
      }
      if case .link(let cid) = value { value = try block(cid, in: store) }
    }
    return value
  }

  /// A block's content; all that is not CBOR is bytes.
  private static func block(_ cid: CID, in store: any Blockstore) throws -> CBORValue {
    guard let bytes = try store.get(cid) else { throw IPLDError.missingBlock(cid) }
    switch cid.codec {
    case Multicodec.dagCBOR, Multicodec.cbor:
      do {
        return try CBORValue(cborBytes: bytes)
      } catch {
        throw IPLDError.malformedBlock(cid, error)
      }
    default: return .bytes(bytes)
    }
  }
}
