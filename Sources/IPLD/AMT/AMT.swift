/// How an AMT's root is written: the old form leaves out the width, which is 3 there.
package enum AMTVersion: Sendable {
  case v0, v3
}

/// An array in a tree of blocks, version 3 (ref-fvm `ipld/amt`, go-amt-ipld v4).
///
/// Changes stay in memory until `flush`. An error of the store or a malformed node leaves the tree
/// unusable; load it again.
package final class AMT<Value: CBORCodable> {
  package typealias Version = AMTVersion

  /// 2^64 − 2, so that a count still fits 64 bits.
  package static var maximumIndex: UInt64 { .max - 1 }
  package static var defaultBitWidth: Int { 3 }

  private let store: any Blockstore
  private let version: Version
  private let shape: AMTShape
  private var root: AMTNode<Value>
  /// Levels of links above the values.
  package private(set) var height: Int
  /// How many indices have a value.
  package private(set) var count: UInt64
  /// The root's block, nil while there are changes.
  private var flushed: CID?

  /// An empty array whose nodes have 2^`bitWidth` slots.
  package init(
    _ store: any Blockstore, bitWidth: Int = AMT.defaultBitWidth, version: Version = .v3
  ) {
    precondition(AMTShape.bitWidths.contains(bitWidth), "AMT of width \(bitWidth)")
    precondition(version == .v3 || bitWidth == 3, "the old form has a width of 3")
    self.store = store
    self.version = version
    shape = AMTShape(bitWidth: bitWidth)
    root = .leaf(shape.empty())
    height = 0
    count = 0
  }

  /// The array whose root is the block `cid`.
  package init(
    load cid: CID, _ store: any Blockstore, version: Version = .v3
  ) throws(IPLDError) {
    let value: AMTRoot<Value>
    switch version {
    case .v3: value = try store.load(cid, as: AMTRoot<Value>.self)
    case .v0: value = try store.load(cid, as: AMTRootV0<Value>.self).root
    }
    self.store = store
    self.version = version
    shape = value.shape
    root = value.node
    height = value.height
    count = value.count
    flushed = cid
  }

  /// The value at an index.
  package func get(_ index: UInt64) throws(IPLDError) -> Value? {
    try check(index)
    guard index < shape.span(height: height + 1) else { return nil }
    return try root.get(index, height: height, shape, store)
  }

  /// Puts a value at an index. Returns the value that was there.
  @discardableResult
  package func set(_ index: UInt64, _ value: Value) throws(IPLDError) -> Value? {
    try check(index)
    while index >= shape.span(height: height + 1) {
      var links: [AMTNode<Value>.Link?] = shape.empty()
      if !root.isEmpty { links[0] = .dirty(root) }
      root = .links(links)
      height += 1
    }
    let old = try root.set(index, value, height: height, shape, store)
    if old == nil { count += 1 }
    flushed = nil
    return old
  }

  /// Puts a value after the highest index so far; for arrays without gaps.
  package func append(_ value: Value) throws(IPLDError) { try set(count, value) }

  /// Removes the value at an index. Returns it.
  @discardableResult
  package func remove(_ index: UInt64) throws(IPLDError) -> Value? {
    try check(index)
    guard index < shape.span(height: height + 1),
      let old = try root.remove(index, height: height, shape, store)
    else { return nil }
    flushed = nil
    count &-= 1  // Safe: a wrong count in a block wraps as it does in the reference, no trap.
    if root.isEmpty {
      root = .leaf(shape.empty())
      height = 0
    }
    while height > 0, let child = try root.onlyFirstChild(height: height, shape, store) {
      root = child
      height -= 1
    }
    return old
  }

  /// Passes every index and value to `body` in ascending order. Nodes read on the way are not kept.
  package func forEach(
    _ body: (UInt64, Value) throws(IPLDError) -> Void
  ) throws(IPLDError) {
    try root.forEach(from: 0, height: height, shape, store, body)
  }

  /// Writes what changed, children before parents in the order of slots, and returns the root.
  package func flush() throws(BlockstoreError) -> CID {
    if let flushed { return flushed }
    try root.flushChildren(store, shape)
    let value = AMTRoot(shape: shape, height: height, count: count, node: root)
    let cid = try store.put(
      dagCBOR: version == .v3 ? value.cborBytes : AMTRootV0(root: value).cborBytes)
    flushed = cid
    return cid
  }

  private func check(_ index: UInt64) throws(IPLDError) {
    guard index <= Self.maximumIndex else { throw .indexOutOfRange(index) }
  }
}

/// The root block: width, height, count and the root node.
struct AMTRoot<Value: CBORCodable>: CBORCodable {
  var shape: AMTShape
  var height: Int
  var count: UInt64
  var node: AMTNode<Value>

  /// The greatest height that blocks may claim (ref-fvm `MAX_HEIGHT`).
  static var maximumHeight: Int { 64 }

  init(shape: AMTShape, height: Int, count: UInt64, node: AMTNode<Value>) {
    self.shape = shape
    self.height = height
    self.count = count
    self.node = node
  }

  func encode(to encoder: inout CBOREncoder) {
    encoder.appendArray(count: 4)
    encoder.append(UInt64(shape.bitWidth))
    encodeRest(to: &encoder)
  }

  func encodeRest(to encoder: inout CBOREncoder) {
    encoder.append(UInt64(height))
    encoder.append(count)
    node.encode(to: &encoder, shape)
  }

  init(from decoder: inout CBORDecoder) throws(CBORError) {
    try decoder.readTuple(4, "AMT root")
    let start = decoder.offset
    let width = Int(try decoder.readUnsigned(upTo: UInt64(AMTShape.bitWidths.upperBound), "width"))
    guard AMTShape.bitWidths.contains(width) else {
      throw CBORError(.unexpected("AMT of width \(width)"), at: start)
    }
    try self.init(from: &decoder, AMTShape(bitWidth: width))
  }

  init(from decoder: inout CBORDecoder, _ shape: AMTShape) throws(CBORError) {
    self.shape = shape
    height = Int(try decoder.readUnsigned(upTo: UInt64(Self.maximumHeight), "height"))
    count = try decoder.readUnsigned()
    node = try AMTNode(from: &decoder, height: height, shape)
  }
}

/// The root block of the old form: height, count and the root node, at a width of 3.
struct AMTRootV0<Value: CBORCodable>: CBORCodable {
  var root: AMTRoot<Value>

  init(root: AMTRoot<Value>) { self.root = root }

  func encode(to encoder: inout CBOREncoder) {
    encoder.appendArray(count: 3)
    root.encodeRest(to: &encoder)
  }

  init(from decoder: inout CBORDecoder) throws(CBORError) {
    try decoder.readTuple(3, "AMT root of version 0")
    root = try AMTRoot(from: &decoder, AMTShape(bitWidth: 3))
  }
}
