import IPLD
import Testing

@testable import Conformance

/// Two trees that differ in one leaf: the walk ends there and nowhere above.
@Suite struct BlockDifferenceTests {
  private static func tree(_ leaf: CBORValue) throws -> (root: CID, store: InMemoryBlockstore) {
    let store = InMemoryBlockstore()
    let other = try store.put(CBORValue.array([.unsigned(7)]))
    let inner = try store.put(CBORValue.map([.init("leaf", .link(try store.put(leaf)))]))
    let root = try store.put(CBORValue.array([.unsigned(5), .link(other), .link(inner)]))
    return (root, store)
  }

  private static func difference(_ left: CBORValue, _ right: CBORValue) throws -> BlockDifference? {
    let (expected, got) = (try tree(left), try tree(right))
    return try BlockDifference(
      expected: expected.root, in: expected.store, got: got.root, in: got.store)
  }

  @Test func theLeafIsFoundAndShown() throws {
    let difference = try #require(
      try Self.difference(.map([.init("x", .unsigned(1))]), .map([.init("x", .unsigned(2))])))
    #expect(difference.path == ["2", "leaf"])
    let lines = difference.description.split(separator: "\n")
    #expect(lines[0] == "first differing block, at 2/leaf:")
    #expect(lines[1].hasSuffix(#": {"x":1}"#))
    #expect(lines[2].hasSuffix(#": {"x":2}"#))
  }

  @Test func equalTreesHaveNone() throws {
    #expect(try Self.difference(.null, .null) == nil)
  }

  @Test func aBlockThatIsNotThereIsSaidToBe() throws {
    let (expected, got) = (try Self.tree(.bool(true)), try Self.tree(.bool(false)))
    let difference = try #require(
      try BlockDifference(
        expected: expected.root, in: InMemoryBlockstore(), got: got.root, in: got.store))
    #expect(difference.path.isEmpty)
    #expect(difference.description.contains("(not at hand)"))
  }
}
