import Primitives
import Testing

@testable import IPLD

@Suite struct BlockstoreTests {
  @Test func onlyWhatTheRootReachesIsWritten() throws {
    let base = InMemoryBlockstore()
    let buffer = BufferedBlockstore(base)
    let leaf = try buffer.put(ByteString([1]))
    let middle = try buffer.put(leaf)
    let stray = try buffer.put(ByteString([2]))
    let inline = CID(
      codec: Multicodec.dagCBOR,
      multihash: Multihash(code: Multicodec.identity, digest: middle.cborBytes))
    let root = try buffer.put(CBORValue.array([.link(inline), .link(CID(raw: [9]))]))
    #expect(base.blocks.isEmpty)
    #expect(try buffer.get(leaf) == [0x41, 1])
    try buffer.flush(root)
    #expect(Set(base.blocks.keys) == [leaf, middle, root])
    #expect(buffer.bufferedCount == 1)
    #expect(try buffer.get(leaf) == [0x41, 1])
    try buffer.flushAll()
    #expect(base.has(stray))
  }

  @Test func archivesRoundTrip() throws {
    let blocks = [[], [1], [2, 3]].map { (CID(raw: $0), $0) } as [(CID, [UInt8])]
    let bytes = CARWriter.archive(roots: [blocks[0].0], blocks: blocks)
    var reader = try CARReader(ArraySource(bytes))
    #expect(reader.roots == [blocks[0].0])
    for (cid, block) in blocks {
      let next = try #require(try reader.next())
      #expect(next.cid == cid)
      #expect(next.block == block)
    }
    #expect(try reader.next() == nil)
    #expect(reader.offset == bytes.count)
  }

  /// The archive of one raw block `hello` under SHA-256, put together by hand from the format.
  @Test func anArchiveByHandIsRead() throws {
    let cid = "bafkreibm6jg3ux5qumhcn2b3flc3tyu6dmlb4xa7u5bf44yegnrjhc4yeq"
    let link = try CID(text: cid)
    let header =
      [0xa2, 0x65] as [UInt8] + Array("roots".utf8) + [0x81] + link.cborBytes
      + [0x67] + Array("version".utf8) + [0x01]
    let section = link.bytes + Array("hello".utf8)
    let bytes = [UInt8(header.count)] + header + [UInt8(section.count)] + section
    var reader = try CARReader(ArraySource(bytes))
    #expect(try reader.next()?.block == Array("hello".utf8))
    var damaged = bytes
    damaged[damaged.count - 1] ^= 1
    var other = try CARReader(ArraySource(damaged))
    #expect(throws: CARError.wrongHash(link, offset: header.count + 1)) { try other.next() }
  }

  @Test func damagedArchivesAreErrors() throws {
    let bytes = CARWriter.archive(roots: [], blocks: [(CID(raw: [1, 2]), [1, 2])])
    for end in 1..<bytes.count where end != CARWriter.header(roots: []).count {
      #expect(throws: CARError.self) {
        var reader = try CARReader(ArraySource(Array(bytes[..<end])))
        while try reader.next() != nil {}
      }
    }
    #expect(throws: CARError.self) {
      try CARReader(ArraySource([0xff, 0xff, 0xff, 0xff, 0xff, 0x01]))
    }
  }
}
