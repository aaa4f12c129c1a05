import Ethereum
import JSONText
import Primitives
import TestSupport
import Testing

@Suite struct RLPTests {
  static let twoToThe256 =
    "115792089237316195423570985008687907853269984665640564039457584007913129639936"

  /// A value of the vectors: text, `#decimal`, number or list.
  static func item(_ value: JSONValue) -> RLPItem? {
    switch value {
    case .string(let text) where text.hasPrefix("#"):
      // One of the vectors is 2^256, one more than a word can hold.
      if text.dropFirst() == Self.twoToThe256 {
        return .bytes([1] + [UInt8](repeating: 0, count: 32))
      }
      return UInt256(text: text.dropFirst()).map { .bytes($0.minimalBigEndianBytes) }
    case .string(let text): return .bytes(Array(text.utf8))
    case .number: return value.uint64.map { .bytes(UInt256($0).minimalBigEndianBytes) }
    case .array(let values):
      var items: [RLPItem] = []
      for value in values {
        guard let item = item(value) else { return nil }
        items.append(item)
      }
      return .list(items)
    default: return nil
    }
  }

  /// A value of the golden file: hex digits or a list.
  static func hexItem(_ value: JSONValue) throws -> RLPItem {
    if let values = value.array { return .list(try values.map(hexItem)) }
    return .bytes(try Hex.decode(value.string ?? "?"))
  }

  @Test(.enabled(if: Fixtures.vectors("RLPTests") != nil, "vectors are absent"))
  func validItemsEncodeAndDecode() throws {
    let path = try #require(Fixtures.vectors("RLPTests/rlptest.json"))
    let cases = try #require(try JSONValue.parse(Fixtures.bytes(path)).object)
    #expect(cases.count >= 27)
    for member in cases {
      let bytes = try Hex.decode(member.value["out"]?.string ?? "?")
      let item = try #require(member.value["in"].flatMap(Self.item), "\(member.key)")
      #expect(item.encoded == bytes, "\(member.key)")
      #expect(try RLPDecoder.decode(bytes) == item, "\(member.key)")
    }
  }

  @Test(.enabled(if: Fixtures.vectors("RLPTests") != nil, "vectors are absent"))
  func invalidItemsAreRefused() throws {
    let path = try #require(Fixtures.vectors("RLPTests/invalidRLPTest.json"))
    let cases = try #require(try JSONValue.parse(Fixtures.bytes(path)).object)
    #expect(cases.count >= 26)
    for member in cases {
      let bytes = try Hex.decode(member.value["out"]?.string ?? "?")
      #expect(throws: RLPError.self, "\(member.key)") { try RLPDecoder.decode(bytes) }
    }
  }

  @Test(.enabled(if: Fixtures.vectors("filecoin-golden") != nil, "vectors are absent"))
  func goldenItemsAgree() throws {
    let path = try #require(Fixtures.vectors("filecoin-golden/rlp.json"))
    let cases = try #require(try JSONValue.parse(Fixtures.bytes(path))["cases"]?.array)
    for vector in cases {
      let name = vector["id"]?.string ?? ""
      let bytes = try Hex.decode(vector["rlp"]?.string ?? "?")
      switch vector["kind"]?.string {
      case "roundtrip":
        let item = try Self.hexItem(try #require(vector["value"]))
        #expect(item.encoded == bytes, "\(name)")
        #expect(try RLPDecoder.decode(bytes) == item, "\(name)")
      case "decode":
        let item = try Self.hexItem(try #require(vector["value"]))
        #expect(try RLPDecoder.decode(bytes) == item, "\(name)")
      default:
        // The length of a transaction's list is the transaction decoder's business.
        if vector["error"]?.string == "more than 12 elements" { continue }
        #expect(throws: RLPError.self, "\(name)") { try RLPDecoder.decode(bytes) }
      }
    }
  }

  static let errors: [(String, RLPError)] = [
    ("", RLPError(.truncated, at: 0)),
    ("0102", RLPError(.trailingBytes(count: 1), at: 1)),
    ("8101", RLPError(.nonMinimalByte, at: 0)),
    ("c28101", RLPError(.nonMinimalByte, at: 1)),
    ("b801ff", RLPError(.nonMinimalLength, at: 0)),
    ("83aabb", RLPError(.truncated, at: 0)),
    ("c383aabb", RLPError(.exceedsList, at: 1)),
    ("c381aa83aabbcc", RLPError(.exceedsList, at: 3)),
    ("bfffffffffffffffff", RLPError(.lengthTooLarge, at: 0)),
  ]

  @Test(arguments: errors)
  func errorsNameThePosition(hex: String, error: RLPError) throws {
    let bytes = try Hex.decode(hex)
    #expect(throws: error) { try RLPDecoder.decode(bytes) }
  }

  @Test func deepListsAreRefused() {
    func nested(_ depth: Int) -> [UInt8] {
      var bytes: [UInt8] = [0xc0]
      for _ in 1..<depth {
        var outer = RLPEncoder()
        outer.appendList { $0.append(encoded: bytes) }
        bytes = outer.bytes
      }
      return bytes
    }
    #expect(throws: Never.self) { try RLPDecoder.decode(nested(RLPDecoder.maximumDepth)) }
    #expect(throws: RLPError.self) { try RLPDecoder.decode(nested(RLPDecoder.maximumDepth + 1)) }
  }
}
