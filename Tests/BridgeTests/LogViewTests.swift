import Filecoin
import JSONText
import Primitives
import TestSupport
import Testing

@testable import Bridge

@Suite struct LogViewTests {
  private static let file = Fixtures.vectors("filecoin-golden/eth_logs.json")

  /// lotus's TestEthLogFromEvent.
  @Test(.enabled(if: file != nil, "filecoin-golden/eth_logs.json is not there"))
  func goldenEventsBecomeLogs() throws {
    let cases = try JSONValue.parse(Fixtures.bytes(try #require(Self.file)))["cases"]?.array ?? []
    #expect(!cases.isEmpty)
    for entry in cases {
      let id = entry["id"]?.string ?? ""
      let event = ActorEvent(
        try (entry["entries"]?.array ?? []).map { item in
          EventEntry(
            flags: EventEntry.Flags(rawValue: try #require(item["flags"]?.uint64)),
            key: try #require(item["key"]?.string), codec: try #require(item["codec"]?.uint64),
            value: try Hex.decode(try #require(item["value"]?.string)))
        })
      let contents = LogView.contents(of: event)
      #expect((contents != nil) == entry["ok"]?.bool, "\(id)")
      guard let contents else { continue }
      #expect(
        contents.topics.map { Hex.encode($0.bytes) } == entry["topics"]?.array?.map(\.string),
        "\(id)")
      #expect(Hex.encode(contents.data) == entry["data"]?.string ?? "", "\(id)")
    }
  }
}
