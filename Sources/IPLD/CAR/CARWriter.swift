/// Writes content-addressable archives, version 1: a header with roots, then blocks, each after
/// its CID and the length of both.
package enum CARWriter {
  /// The header; everything else follows it.
  package static func header(roots: [CID]) -> [UInt8] {
    var encoder = CBOREncoder()
    encoder.appendMap(count: 2)
    encoder.append(text: "roots")
    encoder.append(array: roots)
    encoder.append(text: "version")
    encoder.append(1 as UInt64)
    return Varint.encode(UInt64(encoder.bytes.count)) + encoder.bytes
  }

  /// One block.
  package static func section(_ cid: CID, _ block: [UInt8]) -> [UInt8] {
    Varint.encode(UInt64(cid.bytes.count + block.count)) + cid.bytes + block
  }

  /// A whole archive.
  package static func archive(
    roots: [CID], blocks: some Sequence<(CID, [UInt8])>
  ) -> [UInt8] {
    var bytes = header(roots: roots)
    for (cid, block) in blocks { bytes += section(cid, block) }
    return bytes
  }
}
