package import JSONText

/// Blocks as text for people: DAG-JSON, where a link is `{"/": "b…"}` and bytes are
/// `{"/": {"bytes": "…"}}` in base 64 without padding.
package enum DAGJSON {
  /// The JSON of a block: DAG-CBOR and CBOR by their content, all else as bytes.
  package static func value(codec: UInt64, _ block: [UInt8]) throws(CBORError) -> JSONValue {
    switch codec {
    case Multicodec.dagCBOR, Multicodec.cbor: value(try CBORValue(cborBytes: block))
    default: value(.bytes(block))
    }
  }

  /// The JSON of a value.
  package static func value(_ value: CBORValue) -> JSONValue {
    switch value {
    case .unsigned(let number): .number(number)
    case .negative(let number): .number(-1 - Int128(number))
    case .bytes(let bytes): ["/": ["bytes": .string(base64(bytes))]]
    case .text(let text): .string(text)
    case .array(let values): .array(values.map(Self.value))
    case .map(let entries):
      .object(JSONObject(entries.map { ($0.key, Self.value($0.value)) }))
    case .link(let cid): ["/": .string(cid.description)]
    case .bool(let flag): .bool(flag)
    case .null: .null
    case .float(let number): .number(number.description)
    }
  }

  private static func base64(_ bytes: [UInt8]) -> String {
    let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    var text: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start..<min(start + 3, bytes.count)]
      let bits = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
      for place in 0...group.count { text.append(digits[bits >> (18 - 6 * place) & 63]) }
    }
    return String(decoding: text, as: UTF8.self)
  }
}
