/// Any DAG-CBOR value.
package enum CBORValue: Hashable, Sendable {
  case unsigned(UInt64)
  /// The number −1 − n.
  case negative(UInt64)
  case bytes([UInt8])
  case text(String)
  case array([CBORValue])
  /// Pairs in canonical order of their keys: shorter first, then by bytes.
  case map([Entry])
  case link(CID)
  case bool(Bool)
  case null
  /// Finite.
  case float(Double)

  /// A pair of a map.
  package struct Entry: Hashable, Sendable {
    package var key: String
    package var value: CBORValue

    package init(_ key: String, _ value: CBORValue) {
      self.key = key
      self.value = value
    }
  }

  /// Whether `left` comes before `right` in a canonical map.
  package static func keysAreOrdered(_ left: String, _ right: String) -> Bool {
    left.utf8.count == right.utf8.count
      ? left.utf8.lexicographicallyPrecedes(right.utf8) : left.utf8.count < right.utf8.count
  }
}

extension CBORValue: CBORCodable {
  package func encode(to encoder: inout CBOREncoder) {
    switch self {
    case .unsigned(let value): encoder.append(value)
    case .negative(let value): encoder.append(negative: value)
    case .bytes(let value): encoder.append(bytes: value)
    case .text(let value): encoder.append(text: value)
    case .array(let values): encoder.append(array: values)
    case .map(let entries):
      encoder.appendMap(count: entries.count)
      for entry in entries.sorted(by: { Self.keysAreOrdered($0.key, $1.key) }) {
        encoder.append(text: entry.key)
        encoder.append(entry.value)
      }
    case .link(let cid): encoder.append(cid)
    case .bool(let value): encoder.append(value)
    case .null: encoder.appendNull()
    case .float(let value): encoder.append(value)
    }
  }

  package init(from decoder: inout CBORDecoder) throws(CBORError) {
    self = try Self.read(from: &decoder, depth: 0)
  }

  private static func read(
    from decoder: inout CBORDecoder, depth: Int
  ) throws(CBORError) -> CBORValue {
    guard depth <= CBORDecoder.maximumDepth else { throw CBORError(.tooDeep, at: decoder.offset) }
    switch try decoder.peekKind() {
    case .unsigned: return .unsigned(try decoder.readUnsigned())
    case .negative: return .negative(try decoder.readNegative())
    case .bytes: return .bytes(try decoder.readBytes())
    case .text: return .text(try decoder.readText())
    case .link: return .link(try decoder.readLink())
    case .bool: return .bool(try decoder.readBool())
    case .float: return .float(try decoder.readFloat())
    case .null:
      _ = try decoder.readNullIfPresent()
      return .null
    case .array:
      let count = try decoder.readArray()
      var values: [CBORValue] = []
      for _ in 0..<count { values.append(try read(from: &decoder, depth: depth + 1)) }
      return .array(values)
    case .map:
      let count = try decoder.readMap()
      var entries: [Entry] = []
      for _ in 0..<count {
        let start = decoder.offset
        let key = try decoder.readText()
        if let last = entries.last, !keysAreOrdered(last.key, key) {
          throw CBORError(.notCanonical("map keys are not in order"), at: start)
        }
        entries.append(Entry(key, try read(from: &decoder, depth: depth + 1)))
      }
      return .map(entries)
    }
  }
}
