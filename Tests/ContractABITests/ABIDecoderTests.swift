import Primitives
import Testing

@testable import ContractABI

@Suite struct ABIDecoderTests {
  private static func words(_ words: [UInt256]) -> [UInt8] { words.flatMap(\.bigEndianBytes) }

  @Test func malformedDataIsRefusedWithThePosition() {
    let big = UInt256.one << 255
    let table: [(type: String, data: [UInt8], message: String)] = [
      ("uint256", [], "only 0 bytes of data (byte 0, type uint256)"),
      ("uint256", [1, 2, 3], "only 3 bytes of data (byte 0, type uint256)"),
      ("uint8", Self.words([256]), "\(UInt256(256).hexWord) is out of range (byte 0, type uint8)"),
      ("int8", Self.words([128]), "\(UInt256(128).hexWord) is out of range (byte 0, type int8)"),
      ("bool", Self.words([2]), "\(UInt256(2).hexWord) is out of range (byte 0, type bool)"),
      ("address", Self.words([big]), "\(big.hexWord) is out of range (byte 0, type address)"),
      ("bytes4", Self.words([1]), "padding after 4 bytes is not zero (byte 4, type bytes4)"),
      ("function", Self.words([1]), "padding after 24 bytes is not zero (byte 24, type function)"),
      ("bytes", Self.words([64]), "offset 64 points outside the 32 bytes (byte 0, type bytes)"),
      (
        "bytes", Self.words([big]), "offset \(big) points outside the 32 bytes (byte 0, type bytes)"
      ),
      ("bytes", Self.words([32]), "only 32 bytes of data (byte 32, type bytes)"),
      ("bytes", Self.words([32, 33, 0]), "length 33 exceeds the 96 bytes (byte 32, type bytes)"),
      (
        "string", Self.words([32, .max]),
        "length \(UInt256.max) exceeds the 64 bytes (byte 32, type string)"
      ),
      (
        "string", Self.words([32, 1, UInt256(0xff) << 248]),
        "text is not UTF-8 (byte 64, type string)"
      ),
      (
        "bool[]", Self.words([32, 1 << 60]),
        "length \(1 << 60) exceeds the 64 bytes (byte 32, type bool[])"
      ),
      ("bool[1048576]", Self.words([1]), "only 32 bytes of data (byte 0, type bool[1048576])"),
      ("(bool,bool)", Self.words([1]), "only 32 bytes of data (byte 32, type bool)"),
    ]
    for (type, data, message) in table {
      #expect(throws: ABIError(message), "\(type)") {
        try ABIDecoder.decode([ABIType(text: type)], from: data)
      }
    }
  }

  /// Arrays of arrays whose offsets all point at the next level: 64^6 values if nothing stopped it.
  @Test func sharedOffsetsAreBounded() throws {
    let width = 64
    var data = Self.words([32])
    for level in 0..<6 {
      data += UInt256(width).bigEndianBytes
      for _ in 0..<width {
        data += (level == 5 ? UInt256(1) : UInt256(32 * width)).bigEndianBytes
      }
    }
    let type = try ABIType(text: "uint256[][][][][][]")
    #expect(throws: ABIError.self) { try ABIDecoder.decode([type], from: data) }
  }

  @Test func dataBehindTheLastTailIsAllowed() throws {
    #expect(try ABIDecoder.decode([.bool], from: Self.words([1, 7])) == [.bool(true)])
  }

  /// Seeded mutations of valid encodings: each ends in values or an error.
  @Test func mutatedDataNeverTraps() throws {
    let types = [try ABIType(text: "(string,(uint8,bytes[])[2],int64[][])[]"), .bytes]
    let value = try ABIValueParser().value(
      "[(\"text\",[(1,[0x01,0x02]),(2,[])],[[1,-2],[3]])]", of: types[0])
    let valid = try ABIEncoder.encode([value, .bytes([1, 2, 3])], as: types)
    var state: UInt64 = 0x5eed
    func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state >> 33
    }
    var decoded = 0
    for _ in 0..<4000 {
      var data = valid
      for _ in 0...next() % 3 {
        let index = Int(next() % UInt64(data.count))
        data[index] = next() % 4 == 0 ? 0xff : UInt8(truncatingIfNeeded: next())
      }
      if next() % 5 == 0 { data.removeLast(Int(next() % UInt64(data.count))) }
      if (try? ABIDecoder.decode(types, from: data)) != nil { decoded += 1 }
    }
    #expect(decoded < 4000)
  }
}
