/// Writes an array without gaps as an AMT in one pass: the blocks that appending every value to an
/// `AMT` and flushing it would write, in their order, without building the tree.
///
/// A node is written when the first value after it comes, so that what is left at the end is the
/// root. It knows no type of values: the generic tree, unspecialised in other modules, took ten
/// times as long for a block's receipts.
package struct AMTWriter {
  /// A node that is still open: items one after the other, as CBOR.
  private struct OpenNode {
    var items = CBOREncoder()
    var count = 0
  }

  private let store: any Blockstore
  private let version: AMTVersion
  private let shape: AMTShape
  /// The open node of every height: values at 0, links above.
  private var open = [OpenNode()]
  private var count: UInt64 = 0

  /// An empty array whose nodes have 2^`bitWidth` slots.
  package init(_ store: any Blockstore, bitWidth: Int = 3, version: AMTVersion = .v3) {
    precondition(AMTShape.bitWidths.contains(bitWidth), "AMT of width \(bitWidth)")
    precondition(version == .v3 || bitWidth == 3, "the old form has a width of 3")
    self.store = store
    self.version = version
    shape = AMTShape(bitWidth: bitWidth)
  }

  /// Puts a value after the last one.
  package mutating func append(_ value: some CBOREncodable) throws(BlockstoreError) {
    try makeRoom(0)
    value.encode(to: &open[0].items)
    open[0].count += 1
    count += 1
  }

  /// Writes the rest and returns the root.
  package mutating func finish() throws(BlockstoreError) -> CID {
    let height = open.count - 1
    for below in 0..<height { try close(below) }
    var encoder = CBOREncoder(capacity: open[height].items.bytes.count + 64)
    switch version {
    case .v3:
      encoder.appendArray(count: 4)
      encoder.append(UInt64(shape.bitWidth))
    case .v0:
      encoder.appendArray(count: 3)
    }
    encoder.append(UInt64(height))
    encoder.append(count)
    encode(open[height], height: height, to: &encoder)
    return try store.put(dagCBOR: encoder.bytes)
  }

  /// Before an item at `height`: writes the node there if it is full, and those above that are full
  /// with it, which have no room for the node that begins.
  private mutating func makeRoom(_ height: Int) throws(BlockstoreError) {
    guard height < open.count, open[height].count == shape.slotCount else { return }
    try close(height)
    try makeRoom(height + 1)
  }

  /// Writes the open node at `height`, links it one level up and starts another.
  private mutating func close(_ height: Int) throws(BlockstoreError) {
    var encoder = CBOREncoder(capacity: open[height].items.bytes.count + 32)
    encode(open[height], height: height, to: &encoder)
    let cid = try store.put(dagCBOR: encoder.bytes)
    open[height] = OpenNode()
    if height + 1 == open.count { open.append(OpenNode()) }
    open[height + 1].items.append(cid)
    open[height + 1].count += 1
  }

  /// A tuple of bitmap, links and values, one of the latter two empty.
  private func encode(_ node: OpenNode, height: Int, to encoder: inout CBOREncoder) {
    encoder.appendArray(count: 3)
    encoder.append(bytes: bitmap(node.count))
    encoder.appendArray(count: height > 0 ? node.count : 0)
    if height > 0 { encoder.append(items: node.items) }
    encoder.appendArray(count: height > 0 ? 0 : node.count)
    if height == 0 { encoder.append(items: node.items) }
  }

  /// The lowest `count` bits.
  private func bitmap(_ count: Int) -> [UInt8] {
    var bitmap = [UInt8](repeating: 0, count: shape.bitmapSize)
    for slot in 0..<count { bitmap[slot / 8] |= 1 << UInt8(slot % 8) }
    return bitmap
  }
}
