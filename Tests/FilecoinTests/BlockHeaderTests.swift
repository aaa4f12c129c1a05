import Filecoin
import IPLD
import JSONText
import Primitives
import TestSupport
import Testing

@Suite struct BlockHeaderTests {
  private static let file = Fixtures.vectors("filecoin-golden/block_headers.json")

  @Test(.enabled(if: file != nil, "filecoin-golden/block_headers.json is not there"))
  func publishedHeadersAreReadAndWritten() throws {
    let cases = try JSONValue.parse(Fixtures.bytes(try #require(Self.file)))["cases"]?.array ?? []
    #expect(cases.count == 3)
    for entry in cases {
      let id = entry["id"]?.string ?? ""
      let bytes = try Hex.decode(try #require(entry["cbor"]?.string))
      let header = try BlockHeader(cborBytes: bytes)
      #expect(header.cborBytes == bytes, "\(id)")
      #expect(header.cid.description == entry["cid"]?.string, "\(id)")
      let block = try #require(entry["block"])
      #expect(header.miner.text(network: .testnet) == block["Miner"]?.string, "\(id)")
      #expect(header.epoch == block["Height"]?.int.map(Int64.init), "\(id)")
      #expect(header.timestamp == block["Timestamp"]?.uint64, "\(id)")
      #expect(header.parentBaseFee.atto.description == block["ParentBaseFee"]?.string, "\(id)")
      #expect(header.parentStateRoot.description == block["ParentStateRoot"]?["/"]?.string, "\(id)")
      for length in 0..<bytes.count {
        #expect(throws: CBORError.self) { try BlockHeader(cborBytes: Array(bytes[..<length])) }
      }
    }
  }

  /// The key of no blocks is an empty byte string.
  @Test func emptyKey() {
    #expect(TipsetKey([]).block == [0x40])
  }
}
