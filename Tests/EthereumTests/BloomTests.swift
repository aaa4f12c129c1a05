import Ethereum
import JSONText
import Primitives
import TestSupport
import Testing

@Suite struct BloomTests {
  @Test(.enabled(if: Fixtures.vectors("filecoin-golden") != nil, "vectors are absent"))
  func goldenFiltersAgree() throws {
    let path = try #require(Fixtures.vectors("filecoin-golden/log_bloom.json"))
    let cases = try #require(try JSONValue.parse(Fixtures.bytes(path))["cases"]?.array)
    #expect(!cases.isEmpty)
    for vector in cases {
      let name = vector["id"]?.string ?? ""
      let address = try #require(EthAddress(hex: vector["address"]?.string ?? ""), "\(name)")
      let topics = (vector["topics"]?.array ?? []).compactMap { Hash256(hex: $0.string ?? "") }
      let bloom = Bloom([Log(address: address, topics: topics, data: [])])
      #expect(Hex.encode(bloom.bytes) == vector["bloom"]?.string, "\(name)")
      #expect(bloom.mayContain(address) && topics.allSatisfy(bloom.mayContain), "\(name)")
      #expect(!bloom.mayContain(Hash256(word: 0xdead)), "\(name)")
    }
  }
}
