import JSONText
import Testing

/// Cases after RFC 8259 and the published JSONTestSuite (y_ accepted, n_ rejected, i_ our choice).
@Suite struct JSONParserTests {
  static let valid: [(String, JSONValue)] = [
    ("[]", JSONValue.array([])),
    ("{}", .object([:])),
    ("[[]   ]", [[]]),
    ("[\"\"]", [""]),
    ("[null, 1, \"1\", {}]", .array([.null, 1, "1", [:]])),
    ("[false]", [false]),
    (" [] ", []),
    ("\"asd\"", "asd"),
    ("true", true),
    ("null", .null),
    ("-0", .number("-0")),
    ("[123e65]", .array([.number("123e65")])),
    ("[0e+1]", .array([.number("0e+1")])),
    ("[1E-2]", .array([.number("1E-2")])),
    ("[123.456e78]", .array([.number("123.456e78")])),
    ("[-123]", [-123]),
    (
      "[-0.000000000000000000000000000001]",
      .array([.number("-0.000000000000000000000000000001")])
    ),
    ("{\"\":0}", .object(["": 0])),
    ("{\"asd\":\"sdf\", \"dfg\":\"fgh\"}", ["asd": "sdf", "dfg": "fgh"]),
    ("{\"a\":{\"b\":[1,2]},\"c\":null}", ["a": ["b": [1, 2]], "c": .null]),
    ("\u{FEFF}{}", [:]),
    ("\t\r\n[1\n,\r2\t]", [1, 2]),
  ]

  @Test(arguments: valid)
  func readsValidTexts(text: String, value: JSONValue) throws {
    #expect(try JSONValue.parse(text) == value)
  }

  static let strings: [(String, String)] = [
    (#""\u0060\u012a\u12AB""#, "\u{60}\u{12A}\u{12AB}"),
    (#""\uD801\udc37""#, "\u{10437}"),
    (#""\ud83d\ude39\ud83d\udc8d""#, "\u{1F639}\u{1F48D}"),
    (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{C}\n\r\t"),
    (#""\\u0000""#, "\\u0000"),
    (#""\u0000""#, "\u{0}"),
    (#""a/*b*/c/*d//e""#, "a/*b*/c/*d//e"),
    (#""\uFFFF""#, "\u{FFFF}"),
    (#""\uDBFF\uDFFE""#, "\u{10FFFE}"),
    ("\"\u{20AC}\u{1D11E}\u{7F}\"", "\u{20AC}\u{1D11E}\u{7F}"),
    (#""x\ny\"z""#, "x\ny\"z"),
  ]

  @Test(arguments: strings)
  func decodesStrings(text: String, value: String) throws {
    let parsed = try JSONValue.parse(text)
    #expect(parsed.string.map { Array($0.utf8) } == Array(value.utf8))
  }

  static let errors: [(String, Int, Int, Int)] = [
    ("", 0, 1, 1), (" ", 1, 1, 2), ("[1 true]", 3, 1, 4), ("[\"a\",\n4\n,1,", 11, 3, 4),
    ("[,1]", 1, 1, 2), ("[1,,2]", 3, 1, 4), ("[1,]", 3, 1, 4), ("[\"\",]", 4, 1, 5),
    ("[1]]", 3, 1, 4), ("[1]x", 3, 1, 4), ("[\"x\"", 4, 1, 5), ("[3[4]]", 2, 1, 3),
    ("[fals]", 1, 1, 2), ("[nul]", 1, 1, 2), ("[tru]", 1, 1, 2), ("[True]", 1, 1, 2),
    ("[++1]", 1, 1, 2), ("[+1]", 1, 1, 2), ("[-]", 2, 1, 3), ("[-a]", 2, 1, 3),
    ("[.5]", 1, 1, 2), ("[2.]", 3, 1, 4), ("[2.e3]", 3, 1, 4), ("[0.e1]", 3, 1, 4),
    ("[1eE2]", 3, 1, 4), ("[1e]", 3, 1, 4), ("[1e+]", 4, 1, 5), ("[012]", 1, 1, 2),
    ("[-012]", 1, 1, 2), ("[0x1]", 2, 1, 3), ("[NaN]", 1, 1, 2), ("[Infinity]", 1, 1, 2),
    ("[1.0.0]", 4, 1, 5), ("['a']", 1, 1, 2), ("{a:1}", 1, 1, 2), ("{'a':0}", 1, 1, 2),
    ("{\"a\",1}", 4, 1, 5), ("{\"a\" 1}", 5, 1, 6), ("{\"a\":}", 5, 1, 6), ("{\"a\":1,}", 7, 1, 8),
    ("{\"a\":1,,\"b\":2}", 7, 1, 8), ("{1:1}", 1, 1, 2), ("{\"a\":1 \"b\"", 7, 1, 8),
    ("{\"x\"::\"b\"}", 5, 1, 6), ("{[: \"x\"}", 1, 1, 2), ("{\"a\":\"a\" 123}", 9, 1, 10),
    ("{\"a\":1,\n \"b\":2, \"a\":3}", 16, 2, 9), ("[\"\\x00\"]", 2, 1, 3), ("[\"\\", 3, 1, 4),
    ("[\"\\u00A\"]", 7, 1, 8), ("[\"\\uD800\"]", 2, 1, 3), ("[\"\\uD800\\n\"]", 2, 1, 3),
    ("[\"\\uDC00\"]", 2, 1, 3), ("[\"\\uD800\\uD800\"]", 2, 1, 3), ("[\"\\uD834\\u\"]", 10, 1, 11),
    ("[\"a\u{0}a\"]", 3, 1, 4), ("[\"new\nline\"]", 5, 1, 6), ("[\"\t\"]", 2, 1, 3),
    ("[\"\u{20AC}\" x]", 7, 1, 6), ("[1]/*c*/", 3, 1, 4), ("// c\n[]", 0, 1, 1),
    ("[\u{A0}]", 1, 1, 2), ("[\u{C}]", 1, 1, 2), ("*", 0, 1, 1), ("]", 0, 1, 1), ("[1\n", 3, 2, 1),
    ("{", 1, 1, 2), ("{\"a\"", 4, 1, 5), ("{\"a\":", 5, 1, 6), ("\"", 1, 1, 2),
  ]

  @Test(arguments: errors)
  func placesErrors(text: String, offset: Int, line: Int, column: Int) {
    let error = #expect(throws: JSONError.self) { try JSONValue.parse(text) }
    #expect(error?.offset == offset, "\(text): \(error?.description ?? "")")
    #expect(error?.line == line)
    #expect(error?.column == column)
  }

  static let invalidUTF8: [([UInt8], Int)] = [
    ([0x22, 0xFF, 0x22], 1), ([0x22, 0x61, 0xC0, 0xAF, 0x22], 2),
    ([0x22, 0xED, 0xA0, 0x80, 0x22], 1),
    ([0x22, 0xE2, 0x82, 0x22], 1), ([0x22, 0xF4, 0xBF, 0xBF, 0xBF, 0x22], 1),
    ([0x5B, 0xFF, 0x5D], 1),
    ([0xFE, 0xFF, 0x00, 0x5B], 0), ([0xEF, 0xBB, 0x7B, 0x7D], 0),
  ]

  @Test(arguments: invalidUTF8)
  func rejectsInvalidUTF8(bytes: [UInt8], offset: Int) {
    let error = #expect(throws: JSONError.self) { try JSONValue.parse(bytes) }
    #expect(error?.offset == offset)
  }

  @Test func limitsDepth() throws {
    func nested(_ depth: Int) -> String {
      String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    }
    _ = try JSONValue.parse(nested(512))
    #expect(throws: JSONError.self) { try JSONValue.parse(nested(513)) }
    #expect(throws: JSONError.self) { try JSONValue.parse(String(repeating: "[", count: 100_000)) }
    #expect(throws: JSONError.self) {
      try JSONValue.parse(String(repeating: "{\"a\":[", count: 50_000))
    }
    _ = try JSONValue.parse("[[[]]]", maximumDepth: 3)
    #expect(throws: JSONError.self) { try JSONValue.parse("[[[]]]", maximumDepth: 2) }
  }

  @Test func saysWhatIsWrong() {
    let error = #expect(throws: JSONError.self) { try JSONValue.parse("{\n  \"a\" 1}") }
    #expect(error?.description == "line 2, column 7: expected ':' after an object key, found '1'")
  }

  @Test func noPrefixOrMutationTraps() {
    let text = Array(#"{"a":[1,-2.5e+3,true,null,"\u00e9\ud83d\ude39x"],"b":{"c":false}}"#.utf8)
    for end in 0..<text.count {
      #expect(throws: JSONError.self) { try JSONValue.parse(Array(text[..<end])) }
    }
    var accepted = 0
    for position in text.indices {
      for byte in [0, 0x22, 0x2C, 0x5B, 0x5C, 0x5D, 0x7B, 0x7D, 0x80, 0xFF] as [UInt8] {
        var changed = text
        changed[position] = byte
        do {
          _ = try JSONValue.parse(changed)
          accepted += 1
        } catch {
          #expect(error.offset <= changed.count)
        }
      }
    }
    #expect(accepted < text.count * 10)
  }
}
