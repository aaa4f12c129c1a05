import JSONText
import Testing

@Suite struct JSONWriterTests {
  static let sample: JSONValue = [
    "name": "a", "list": [1, [], [:], [true, .null]], "empty": [:], "none": [],
  ]

  @Test func writesCompact() {
    #expect(
      Self.sample.serialized()
        == #"{"name":"a","list":[1,[],{},[true,null]],"empty":{},"none":[]}"#)
  }

  /// As `json.MarshalIndent(v, "", "  ")` of Go.
  @Test func writesPretty() {
    #expect(
      Self.sample.serialized(pretty: true) == """
        {
          "name": "a",
          "list": [
            1,
            [],
            {},
            [
              true,
              null
            ]
          ],
          "empty": {},
          "none": []
        }
        """)
  }

  @Test func escapesOnlyWhatMustBe() {
    let text = "\"\\/\u{8}\u{C}\n\r\t\u{1}\u{1F}\u{7F}\u{E9}\u{1F639}<&>"
    #expect(
      JSONValue.quoted(text)
        == #""\"\\/\b\f\n\r\t\u0001\u001f"# + "\u{7F}\u{E9}\u{1F639}<&>\"")
    #expect(JSONValue.string("<&>").serialized(escapingHTML: true) == #""\u003c\u0026\u003e""#)
  }

  @Test(arguments: [
    "0", "-1.50e+10", #""\u0000 é \uD83D\uDE39""#, "[[[1]]]", #"{"":{"b":[null,false]}}"#,
  ])
  func readsBackWhatItWrote(text: String) throws {
    let value = try JSONValue.parse(text)
    #expect(try JSONValue.parse(value.serialized()) == value)
    #expect(try JSONValue.parse(value.serialized(pretty: true)) == value)
  }
}
