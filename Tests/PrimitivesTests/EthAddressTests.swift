import Primitives
import Testing

@Suite struct EthAddressTests {
  private let text = "0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266"

  @Test func twentyBytesMakeAnAddress() throws {
    let address = try #require(EthAddress(hex: text))
    #expect(address.description == text)
    #expect(address.bytes == Array(try Hex.decode(text)))
    #expect(EthAddress(address.bytes) == address)
    #expect(EthAddress(hex: text.dropFirst(2).uppercased()) == address)
    #expect(EthAddress([UInt8](repeating: 1, count: 19)) == nil)
    #expect(EthAddress([UInt8](repeating: 1, count: 21)) == nil)
    #expect(EthAddress(hex: "0x12") == nil)
    #expect(EthAddress(hex: "zz" + text.dropFirst(2)) == nil)
  }

  @Test func aWordLosesItsUpperBits() throws {
    let address = EthAddress(truncating: .max)
    #expect(address.bytes == [UInt8](repeating: 0xff, count: 20))
    #expect(address.word == (.one << 160) - 1)
    #expect(EthAddress(truncating: .one << 160) == .zero)
  }

  @Test func addressesAreOrderedAsNumbersAndFoundInSets() {
    let small = EthAddress(truncating: 1)
    let large = EthAddress(truncating: .one << 159)
    #expect(small < large)
    #expect(Set([small, large, EthAddress(truncating: 1 | .one << 200)]).count == 2)
  }

  @Test func hashesTakeExactly32Bytes() throws {
    let empty = "0xc5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470"
    #expect(Hash256.emptyCode.description == empty)
    #expect(Hash256(hex: empty) == .emptyCode)
    #expect(Hash256(Hash256.emptyCode.bytes) == .emptyCode)
    #expect(Hash256([UInt8](repeating: 0, count: 31)) == nil)
    #expect(Hash256([UInt8](repeating: 0, count: 33)) == nil)
    #expect(Hash256.zero < .emptyCode)
  }
}
