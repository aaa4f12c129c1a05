import Primitives
import Testing

@Suite struct HexTests {
  @Test func digitsOfEitherCaseAreRead() throws {
    #expect(try Hex.decode("0xDEADbeef") == [0xde, 0xad, 0xbe, 0xef])
    #expect(try Hex.decode("0X00ff") == [0, 0xff])
    #expect(try Hex.decode("") == [])
    #expect(try Hex.decode("0x") == [])
    #expect(try Hex.decode("a0"[...]) == [0xa0])
  }

  @Test(arguments: [
    ("0x0g", Hex.DecodingError.invalidDigit(position: 3)), ("g0", .invalidDigit(position: 0)),
    ("00 0", .invalidDigit(position: 2)), ("0x0x", .invalidDigit(position: 3)),
    ("abé0", .invalidDigit(position: 2)), ("abc", .oddLength(count: 3)),
    ("0x1", .oddLength(count: 1)), ("0x0g0", .invalidDigit(position: 3)),
  ])
  func aBadTextIsNamedByItsPosition(text: String, error: Hex.DecodingError) {
    #expect(throws: error) { try Hex.decode(text) }
  }

  @Test func allBytesAreWrittenAndReadBack() throws {
    let bytes = (0...255).map { UInt8($0) }
    let text = Hex.encode(bytes, prefix: true)
    #expect(text.hasPrefix("0x000102") && text.hasSuffix("fdfeff") && text.count == 514)
    #expect(try Hex.decode(text) == bytes)
    #expect(Hex.encode([0xab]) == "ab")
  }
}
