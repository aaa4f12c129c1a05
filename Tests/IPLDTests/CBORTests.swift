import JSONText
import Primitives
import TestSupport
import Testing

@testable import IPLD

@Suite struct CBORTests {
  /// Values of RFC 8949, appendix A, that DAG-CBOR has too.
  static let examples: [(hex: String, value: CBORValue)] = [
    ("00", .unsigned(0)), ("17", .unsigned(23)), ("1818", .unsigned(24)),
    ("1903e8", .unsigned(1000)), ("1a000f4240", .unsigned(1_000_000)),
    ("1bffffffffffffffff", .unsigned(.max)), ("3bffffffffffffffff", .negative(.max)),
    ("20", .negative(0)), ("3903e7", .negative(999)), ("fb3ff199999999999a", .float(1.1)),
    ("f4", .bool(false)), ("f5", .bool(true)), ("f6", .null), ("40", .bytes([])),
    ("4401020304", .bytes([1, 2, 3, 4])), ("60", .text("")), ("6449455446", .text("IETF")),
    ("62c3bc", .text("ü")), ("80", .array([])),
    ("83010203", .array([.unsigned(1), .unsigned(2), .unsigned(3)])), ("a0", .map([])),
    (
      "a26161016162820203",
      .map([
        .init("a", .unsigned(1)), .init("b", .array([.unsigned(2), .unsigned(3)])),
      ])
    ),
  ]

  @Test func examplesOfTheStandardReadAndWrite() throws {
    for (hex, value) in Self.examples {
      let bytes = try Hex.decode(hex)
      #expect(try CBORValue(cborBytes: bytes) == value, "\(hex)")
      #expect(value.cborBytes == bytes, "\(hex)")
      #expect(try RawCBOR(item: bytes).bytes == bytes, "\(hex)")
    }
  }

  @Test(arguments: [
    ("1800", "a number below 24 in two bytes"), ("190001", "a number below 256 in three"),
    ("1a00000001", "a number below 2^16 in five"), ("1b0000000000000001", "below 2^32 in nine"),
    ("5800", "a length not in its shortest form"), ("9fff", "an indefinite array"),
    ("5f4100ff", "an indefinite string"), ("1c", "a reserved length"), ("c100", "a tag"),
    ("d82a4101", "a link that does not start with 00"), ("d82a00", "a link of no bytes"),
    ("f7", "undefined"), ("f93c00", "a 16-bit float"), ("fa3f800000", "a 32-bit float"),
    ("fb7ff8000000000000", "not a number"), ("fb7ff0000000000000", "infinity"),
    ("61ff", "text that is not UTF-8"), ("a2616201616101", "keys out of order"),
    ("a2616101616101", "a key twice"), ("a10101", "a key that is no text"), ("", "nothing"),
    ("8201", "an array cut off"), ("0000", "bytes after the item"), ("9bffffffffffffffff", "huge"),
    ("bbffffffffffffffff", "a huge map"), ("5bffffffffffffffff", "a huge string"),
  ])
  func refuses(hex: String, what: String) throws {
    let bytes = try Hex.decode(hex)
    #expect(throws: CBORError.self, "\(what)") { try CBORValue(cborBytes: bytes) }
  }

  @Test func deepNestingIsAnErrorAndNotATrap() {
    let bytes = [UInt8](repeating: 0x81, count: 100_000)
    #expect(throws: CBORError.self) { try CBORValue(cborBytes: bytes + [0]) }
    #expect(throws: CBORError.self) { try RawCBOR(item: bytes + [0]) }
    let allowed = [UInt8](repeating: 0x81, count: CBORDecoder.maximumDepth)
    #expect(throws: Never.self) { try CBORValue(cborBytes: allowed + [0]) }
    #expect(throws: Never.self) { try RawCBOR(item: allowed + [0]) }
  }

  @Test func blockHeadersAreCanonical() throws {
    for vector in try GoldenVectors.cases("block_headers") {
      let bytes = try vector.hex("cbor")
      let value = try CBORValue(cborBytes: bytes)
      #expect(value.cborBytes == bytes)
      #expect(CID(dagCBOR: bytes).description == (try vector.text("cid")))
    }
  }

  @Test func linkScansFindWhatTheMachineFinds() throws {
    for vector in try GoldenVectors.cases("ipld_link_scan") {
      let id = try vector.text("id")
      let codec = try vector.text("codec") == "raw" ? Multicodec.raw : Multicodec.dagCBOR
      let block = try vector.hex("data")
      var scanner = LinkScanner(fieldPrice: 35, linkPrice: 400, budget: 1_000_000)
      guard vector["error"] == nil else {
        #expect("\(id)") {
          try scanner.scan(codec: codec, block)
        } throws: { error in
          if case .malformed? = error as? LinkScanError { true } else { false }
        }
        continue
      }
      try scanner.scan(codec: codec, block)
      #expect(scanner.fieldCount == Int(try vector.integer("fields")), "\(id)")
      #expect(scanner.linkCount == Int(try vector.integer("cids")), "\(id)")
      #expect(scanner.used == (try vector.integer("scan_gas")), "\(id)")
      #expect(scanner.links.map(\.description) == (try vector.list("links")).map(\.string), "\(id)")
    }
  }

  @Test func linkScansStopAtTheirBudget() throws {
    let block = [0x83, 0, 0, 0] as [UInt8]
    var scanner = LinkScanner(fieldPrice: 10, linkPrice: 0, budget: 35)
    #expect(throws: LinkScanError.budgetExceeded) {
      try scanner.scan(codec: Multicodec.dagCBOR, block)
    }
    #expect(scanner.used == 35)
  }

  @Test func jsonForPeopleShowsLinksAndBytes() throws {
    let link = CID(dagCBOR: [0x80])
    let value = CBORValue.array([
      .link(link), .bytes([0xff, 0xee]), .negative(0), .text("x"), .null, .bytes([1, 2, 3]),
    ])
    let json = try DAGJSON.value(codec: Multicodec.dagCBOR, value.cborBytes).serialized()
    #expect(
      json == "[{\"/\":\"\(link)\"},{\"/\":{\"bytes\":\"/+4\"}},-1,\"x\",null,"
        + "{\"/\":{\"bytes\":\"AQID\"}}]")
  }
}
