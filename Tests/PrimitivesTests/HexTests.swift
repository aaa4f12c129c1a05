import Primitives
import Testing

@Suite struct HexTests {
  @Test func digitsOfEitherCaseAreRead() throws {
    #expect(try Hex.decode("0xDEADbeef") == [0xde, 0xad, 0xbe, 0xef])
    #expect(try Hex.decode("") == [])
  }

  @Test func aBadDigitIsNamedByItsPosition() {
    #expect(throws: Hex.DecodingError.invalidDigit(position: 3)) { try Hex.decode("0x0g") }
    #expect(throws: Hex.DecodingError.oddLength(count: 3)) { try Hex.decode("abc") }
  }
}
