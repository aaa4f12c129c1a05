import EVM
import Ethereum
import EthereumExecution
import JSONText
import Primitives
import TestSupport
import Testing

/// BasicTests: difficulties on the main network and on one that stays at Homestead.
@Suite struct DifficultyTests {
  @Test(
    .enabled(if: Fixtures.vectors("BasicTests") != nil, "vectors are absent"),
    arguments: [
      ("difficulty", ChainConfiguration.mainnet),
      ("difficultyCustomMainNetwork", .mainnet),
      ("difficultyCustomHomestead", ChainConfiguration(.homestead)),
    ])
  func vectorsAgree(file: String, chain: ChainConfiguration) throws {
    let path = try #require(Fixtures.vectors("BasicTests/\(file).json"))
    let cases = try #require(try JSONValue.parse(Fixtures.bytes(path)).object)
    #expect(!cases.isEmpty)
    for member in cases {
      func number(_ key: String) throws -> UInt256 {
        try #require(
          member.value[key]?.string.flatMap { UInt256(text: $0) }, "\(member.key) \(key)")
      }
      let block = try #require(try number("currentBlockNumber").asUInt64)
      let timestamp = try #require(try number("currentTimestamp").asUInt64)
      let ommers = member.value["parentUncles"]?.string
      let difficulty = Difficulty.next(
        number: block, timestamp: timestamp,
        parentTimestamp: try #require(try number("parentTimestamp").asUInt64),
        parentDifficulty: try number("parentDifficulty"),
        parentHasOmmers: ommers != nil && ommers != BlockHeader.emptyOmmersHash.description,
        rules: Rules(chain.revision(number: block, timestamp: 0)))
      #expect(difficulty == (try number("currentDifficulty")), "\(member.key)")
    }
  }
}
