import Ethereum
import JSONText
import Primitives
import TestSupport
import Testing

@Suite struct BlockTests {
  @Test(.enabled(if: Fixtures.vectors("BasicTests") != nil, "vectors are absent"))
  func mainnetGenesisHashes() throws {
    let path = try #require(Fixtures.vectors("BasicTests/genesishashestest.json"))
    let vector = try JSONValue.parse(Fixtures.bytes(path))
    let bytes = try Hex.decode(vector["genesis_rlp_hex"]?.string ?? "?")
    let block = try Block.decode(bytes)
    #expect(block.header.stateRoot == Hash256(hex: vector["genesis_state_root"]?.string ?? ""))
    #expect(block.hash == Hash256(hex: vector["genesis_hash"]?.string ?? ""))
    #expect(block.encoded == bytes)
    #expect(block.transactionsRoot == block.header.transactionsRoot)
    #expect(block.ommersHash == block.header.ommersHash)
  }

  @Test func addressesOfContracts() {
    // EIP-1014's example 2 and the first contract of an account on mainnet (Yellow Paper §7).
    let creator = EthAddress(hex: "0xdeadbeef00000000000000000000000000000000") ?? .zero
    #expect(
      ContractAddress.create2(
        from: creator, salt: 0,
        initCodeHash: Hash256(
          hex: "0xbc36789e7a1e281436464229828f817d6612f7b477d66591ff96a9e064bcc98a") ?? .zero)
        == EthAddress(hex: "0xB928f69Bb1D91Cd65274e3c79d8986362984fDA3"))
    #expect(
      ContractAddress.create(
        from: EthAddress(hex: "0x6ac7ea33f8831ea9dcc53393aaa88b25a785dbf0") ?? .zero, nonce: 1)
        == EthAddress(hex: "0x343c43a37d37dff08ae8c4a11544c718abb4fcf8"))
  }

  @Test func activationsSelectTheRevision() {
    let chain = ChainConfiguration(forks: [
      .init(.london, at: .block(0)), .init(.paris, at: .block(10)),
      .init(.shanghai, at: .timestamp(1000)), .init(.cancun, at: .timestamp(2000)),
    ])
    #expect(chain.revision(number: 9, timestamp: 500) == .london)
    #expect(chain.revision(number: 10, timestamp: 999) == .paris)
    #expect(chain.revision(number: 11, timestamp: 1000) == .shanghai)
    #expect(chain.revision(number: 12, timestamp: 5000) == .cancun)
  }
}
