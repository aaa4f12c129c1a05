import JSONText
import Primitives
import TestSupport
import Testing

@testable import IPLD

@Suite struct AMTTests {
  @Test func arraysHaveTheirRoots() throws {
    for vector in try GoldenVectors.cases("amt") {
      let id = try vector.text("id")
      let store = InMemoryBlockstore()
      let version: AMT<RawCBOR>.Version = vector["version"]?.int == 0 ? .v0 : .v3
      let array = AMT<RawCBOR>(
        store, bitWidth: Int(try vector.integer("bit_width")), version: version)
      var model: [UInt64: RawCBOR] = [:]
      for (index, value) in try items(of: vector) {
        try array.set(index, value)
        model[index] = value
      }
      for index in vector["delete"]?.array ?? [] {
        let index = try #require(index.string.flatMap { UInt64($0) })
        #expect(try array.remove(index) == model.removeValue(forKey: index), "\(id)")
      }
      let root = try array.flush()
      #expect(root.description == (try vector.text("root")), "\(id)")
      if vector["root_block"] != nil {
        #expect(store.get(root) == (try vector.hex("root_block")), "\(id)")
      }
      let values = model.keys.sorted().compactMap { model[$0] }
      if values.isEmpty || model.keys.max() == UInt64(values.count - 1) {
        var writer = AMTWriter(
          InMemoryBlockstore(), bitWidth: Int(try vector.integer("bit_width")), version: version)
        for value in values { try writer.append(value) }
        #expect(try writer.finish() == root, "\(id)")
      }
      let loaded = try AMT<RawCBOR>(load: root, store, version: version)
      #expect(loaded.count == UInt64(model.count), "\(id)")
      var last: UInt64?
      try loaded.forEach { index, value in
        #expect(model[index] == value, "\(id)")
        #expect(last.map { $0 < index } ?? true, "\(id)")
        last = index
      }
      for (index, value) in model.prefix(100) {
        #expect(try loaded.get(index) == value, "\(id)")
      }
      // Emptied again, it is the empty array.
      for index in model.keys { try loaded.remove(index) }
      let empty = AMT<RawCBOR>(
        store, bitWidth: Int(try vector.integer("bit_width")), version: version)
      #expect(try loaded.flush() == (try empty.flush()), "\(id)")
    }
  }

  private func items(of vector: JSONValue) throws -> [(UInt64, RawCBOR)] {
    func repeated(
      _ count: UInt64, _ value: [UInt8], where isSet: (UInt64) -> Bool = { _ in true }
    ) throws -> [(UInt64, RawCBOR)] {
      let value = try RawCBOR(item: value)
      return (0..<count).filter(isSet).map { ($0, value) }
    }
    switch vector["ops_description"]?.string {
    case nil:
      return try vector.list("set").map { pair in
        (
          try #require(pair[0]?.string.flatMap { UInt64($0) }),
          try RawCBOR(item: try Hex.decode(try #require(pair[1]?.string)))
        )
      }
    case let text? where text.contains("foo foo bar"):
      return try repeated(5000, ByteString(Array("foo foo bar".utf8)).cborBytes)
    case let text? where text.contains("(i+1)%3==0"):
      return try repeated(10000, ByteString(Array("value".utf8)).cborBytes) { ($0 + 1) % 3 == 0 }
    case let text?:
      let count = try #require(text.split(separator: "<").last.flatMap { UInt64($0) })
      return try (0..<count).map { ($0, try RawCBOR(item: $0.cborBytes)) }
    }
  }

  @Test func aWriterPutsTheBlocksOfATreeInItsOrder() throws {
    for (bitWidth, version) in [(3, AMTVersion.v0), (3, .v3), (5, .v3), (1, .v3)] {
      for count in Array(0..<40) + [63, 64, 65, 72, 73, 512, 513, 1100] {
        let ofTree = BlockList()
        let tree = AMT<UInt64>(ofTree, bitWidth: bitWidth, version: version)
        let ofWriter = BlockList()
        var writer = AMTWriter(ofWriter, bitWidth: bitWidth, version: version)
        for value in 0..<UInt64(count) {
          try tree.append(value * 1000)
          try writer.append(value * 1000)
        }
        #expect(try writer.finish() == (try tree.flush()), "\(count) of width \(bitWidth)")
        #expect(
          ofWriter.blocks.map(\.cid) == ofTree.blocks.map(\.cid), "\(count) of width \(bitWidth)")
      }
    }
  }

  @Test func indicesEndBelowTheLargestNumber() throws {
    let array = AMT<UInt64>(InMemoryBlockstore())
    #expect(throws: IPLDError.indexOutOfRange(.max)) { try array.set(.max, 1) }
    try array.set(.max - 1, 1)
    #expect(try array.get(.max - 1) == 1)
    #expect(try array.get(0) == nil)
    try array.remove(.max - 1)
    #expect(array.height == 0)
  }

  @Test func malformedRootsAreErrors() throws {
    let link = CID(dagCBOR: [0x80]).cborBytes
    let blocks: [(String, [UInt8])] = [
      ("links at height 0", [0x84, 3, 0, 1, 0x83, 0x41, 1, 0x81] + link + [0x80]),
      ("values at height 1", [0x84, 3, 1, 1, 0x83, 0x41, 1, 0x80, 0x81, 0]),
      ("a bitmap of two bytes", [0x84, 3, 0, 1, 0x83, 0x42, 1, 0, 0x80, 0x81, 0]),
      ("more bits than values", [0x84, 3, 0, 1, 0x83, 0x41, 3, 0x80, 0x81, 0]),
      ("a width of 0", [0x84, 0, 0, 0, 0x83, 0x41, 0, 0x80, 0x80]),
      ("a width of 60", [0x84, 0x18, 60, 0, 0, 0x83, 0x41, 0, 0x80, 0x80]),
      ("a height of 65", [0x84, 3, 0x18, 65, 0, 0x83, 0x41, 0, 0x80, 0x80]),
    ]
    for (what, block) in blocks {
      let store = InMemoryBlockstore()
      let cid = try store.put(dagCBOR: block)
      #expect("\(what)") {
        _ = try AMT<UInt64>(load: cid, store)
      } throws: { error in
        if case .malformedBlock(cid, _)? = error as? IPLDError { true } else { false }
      }
    }
  }
}
