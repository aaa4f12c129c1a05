import Ethereum
import JSONText
import Primitives
import TestSupport
import Testing

@Suite struct TrieTests {
  /// A key or value of the vectors: `0x` digits or text.
  static func bytes(_ value: JSONValue?) throws -> [UInt8] {
    guard let text = value?.string else { return [] }
    return text.hasPrefix("0x") ? try Hex.decode(text) : Array(text.utf8)
  }

  /// The final content after all steps of a case; a null value deletes.
  static func content(_ value: JSONValue?) throws -> [[UInt8]: [UInt8]] {
    var pairs: [[UInt8]: [UInt8]] = [:]
    if let steps = value?.array {
      for step in steps { pairs[try bytes(step[0])] = try bytes(step[1]) }
    } else {
      for member in try #require(value?.object) {
        pairs[try bytes(.string(member.key))] = try bytes(member.value)
      }
    }
    return pairs
  }

  @Test(
    .enabled(if: Fixtures.vectors("TrieTests") != nil, "vectors are absent"),
    arguments: ["trieanyorder", "trieanyorder_secureTrie", "trietest"])
  func rootsAgree(file: String) throws {
    let path = try #require(Fixtures.vectors("TrieTests/\(file).json"))
    let cases = try #require(try JSONValue.parse(Fixtures.bytes(path)).object)
    for member in cases {
      let pairs = try Self.content(member.value["in"])
      let root =
        file.hasSuffix("secureTrie")
        ? MerklePatriciaTrie.secureRoot(pairs) : MerklePatriciaTrie.root(pairs)
      #expect(root.description == member.value["root"]?.string, "\(file) \(member.key)")
    }
  }

  @Test(.enabled(if: Fixtures.vectors("BasicTests") != nil, "vectors are absent"))
  func hexPrefixesAgree() throws {
    let path = try #require(Fixtures.vectors("BasicTests/hexencodetest.json"))
    let cases = try #require(try JSONValue.parse(Fixtures.bytes(path)).object)
    for member in cases {
      let nibbles = try #require(member.value["seq"]?.array).compactMap(\.int).map { UInt8($0) }
      let isLeaf = member.value["term"]?.bool == true
      let encoded = HexPrefix.encode(nibbles, isLeaf: isLeaf)
      #expect(Hex.encode(encoded) == member.value["out"]?.string, "\(member.key)")
    }
  }

  @Test func nothingHasTheEmptyRoot() {
    #expect(MerklePatriciaTrie.root([:]) == MerklePatriciaTrie.emptyRoot)
    // keccak256(0x80), Yellow Paper appendix D.
    #expect(
      MerklePatriciaTrie.emptyRoot.description
        == "0x56e81f171bcc55a6ff8345e692c0f86e5b48e01b996cadc001622fb5e363b421")
    #expect(MerklePatriciaTrie.storageRoot([]) == MerklePatriciaTrie.emptyRoot)
    #expect(MerklePatriciaTrie.storageRoot([(1, 0)]) == MerklePatriciaTrie.emptyRoot)
  }

  /// A trie's order is that of its nibbles: what is a prefix comes first.
  @Test func neighboursOfKeys() {
    let walk = TrieWalk([[0x10], [0x10, 0x02], [0x1f], [0x20]])
    #expect(walk.key(after: []) == [0x10])
    #expect(walk.key(before: []) == nil)
    #expect(walk.key(after: [0x10]) == [0x10, 0x02])
    #expect(walk.key(before: [0x10, 0x02]) == [0x10])
    #expect(walk.key(after: [0x10, 0x02, 0x00]) == [0x1f])
    #expect(walk.key(before: [0x1f]) == [0x10, 0x02])
    #expect(walk.key(before: [0x18]) == [0x10, 0x02])
    #expect(walk.key(after: [0x20]) == nil)
    #expect(TrieWalk([]).key(after: []) == nil)
  }
}
