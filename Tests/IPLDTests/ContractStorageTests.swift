import IPLD
import Primitives
import Testing

struct ContractStorageTests {
  /// The same writes in a plain KAMT and in storages that share decoded nodes, root by root.
  @Test func sharedNodesGiveTheRootsOfAPlainMap() throws {
    let store = InMemoryBlockstore()
    let nodes = ContractStorageNodes(limit: 16)
    let plain = KAMT<UInt256>(store)
    var root = try ContractStorage(store, nodes).flush()
    for step in 0..<400 as Range<UInt64> {
      let key = UInt256(step * 2_654_435_761 % 97) * UInt256(0x1_0001)
      let value = step % 5 == 0 ? UInt256.zero : UInt256(step)
      if value.isZero { try plain.remove(key) } else { try plain.set(key, value) }
      let storage = try ContractStorage(load: root, store, nodes)
      _ = try storage.set(key, value)
      root = try storage.flush()
      #expect(root == (try plain.flush()), "step \(step)")
      #expect(try ContractStorage(load: root, store, nodes).get(key) == value, "step \(step)")
    }
  }

  /// What one map changes and never writes must not show in another.
  @Test func unwrittenChangesStayInTheirMap() throws {
    let store = InMemoryBlockstore()
    let nodes = ContractStorageNodes()
    let first = ContractStorage(store, nodes)
    for key in 0..<100 as Range<UInt64> { _ = try first.set(UInt256(key), 1) }
    let root = try first.flush()
    let changed = try ContractStorage(load: root, store, nodes)
    for key in 0..<100 as Range<UInt64> { _ = try changed.set(UInt256(key), 2) }
    let again = try ContractStorage(load: root, store, nodes)
    for key in 0..<100 as Range<UInt64> { #expect(try again.get(UInt256(key)) == 1) }
  }

  @Test func aBlockThatTheStoreLacksIsMissingThoughItWasDecoded() throws {
    let nodes = ContractStorageNodes()
    let first = ContractStorage(InMemoryBlockstore(), nodes)
    _ = try first.set(1, 1)
    let root = try first.flush()
    #expect(throws: IPLDError.missingBlock(root)) {
      try ContractStorage(load: root, InMemoryBlockstore(), nodes)
    }
  }
}
