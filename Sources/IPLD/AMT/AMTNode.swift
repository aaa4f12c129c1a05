/// The width of an AMT's nodes.
struct AMTShape: Hashable {
  /// Bits of an index that a level uses.
  let bitWidth: Int

  /// The widths that are supported; a node of the widest has 64 Ki slots.
  static let bitWidths = 1...16

  var slotCount: Int { 1 << bitWidth }

  /// Bytes of a node's bitmap.
  var bitmapSize: Int { max(1, slotCount / 8) }

  /// How many indices a node covers whose parent is at `height`; 2^64 − 1 when it is more.
  func span(height: Int) -> UInt64 {
    bitWidth * height >= 64 ? .max : 1 << UInt64(bitWidth * height)
  }

  func empty<Item>() -> [Item?] { [Item?](repeating: nil, count: slotCount) }
}

/// A node of an AMT: values at height 0, links to nodes above it.
indirect enum AMTNode<Value: CBORCodable> {
  enum Link {
    /// A node in the store, and the node itself once it was read.
    case stored(CID, AMTNode?)
    /// A node that differs from the store's.
    case dirty(AMTNode)
  }

  case leaf([Value?])
  case links([Link?])

  var isEmpty: Bool {
    switch self {
    case .leaf(let values): values.allSatisfy { $0 == nil }
    case .links(let links): links.allSatisfy { $0 == nil }
    }
  }

  // MARK: - Access

  /// The value at an index below this node.
  mutating func get(
    _ index: UInt64, height: Int, _ shape: AMTShape, _ store: any Blockstore
  ) throws(IPLDError) -> Value? {
    switch self {
    case .leaf(let values):
      return values[Int(index)]
    case .links(var links):
      let span = shape.span(height: height)
      let slot = Int(index / span)
      guard var child = try Self.child(links[slot], height: height, shape, store) else {
        return nil
      }
      let value = try child.get(index % span, height: height - 1, shape, store)
      if case .stored(let cid, _) = links[slot] {
        links[slot] = .stored(cid, child)
        self = .links(links)
      }
      return value
    }
  }

  /// Puts a value. Returns the value that was there.
  mutating func set(
    _ index: UInt64, _ value: Value, height: Int, _ shape: AMTShape, _ store: any Blockstore
  ) throws(IPLDError) -> Value? {
    switch self {
    case .leaf(var values):
      self = .leaf([])  // Leaves `values` the only owner, so that it is changed in place.
      let old = values[Int(index)]
      values[Int(index)] = value
      self = .leaf(values)
      return old
    case .links(var links):
      self = .links([])
      defer { self = .links(links) }
      let span = shape.span(height: height)
      let slot = Int(index / span)
      var child =
        try Self.child(links[slot], height: height, shape, store)
        ?? (height == 1 ? .leaf(shape.empty()) : .links(shape.empty()))
      links[slot] = nil
      let old = try child.set(index % span, value, height: height - 1, shape, store)
      links[slot] = .dirty(child)
      return old
    }
  }

  /// Removes a value. Returns it; nil leaves the node as it was.
  mutating func remove(
    _ index: UInt64, height: Int, _ shape: AMTShape, _ store: any Blockstore
  ) throws(IPLDError) -> Value? {
    switch self {
    case .leaf(var values):
      guard let old = values[Int(index)] else { return nil }
      values[Int(index)] = nil
      self = .leaf(values)
      return old
    case .links(var links):
      let span = shape.span(height: height)
      let slot = Int(index / span)
      guard var child = try Self.child(links[slot], height: height, shape, store) else {
        return nil
      }
      let old = try child.remove(index % span, height: height - 1, shape, store)
      if old != nil {
        links[slot] = child.isEmpty ? nil : .dirty(child)
      } else if case .stored(let cid, _) = links[slot] {
        links[slot] = .stored(cid, child)
      }
      self = .links(links)
      return old
    }
  }

  /// The child in the first slot when all others are empty: it can take this node's place.
  func onlyFirstChild(
    height: Int, _ shape: AMTShape, _ store: any Blockstore
  ) throws(IPLDError) -> AMTNode? {
    guard case .links(let links) = self, links.dropFirst().allSatisfy({ $0 == nil }) else {
      return nil
    }
    return try Self.child(links[0], height: height, shape, store)
  }

  /// Passes every index and value to `body` in ascending order.
  func forEach(
    from first: UInt64, height: Int, _ shape: AMTShape, _ store: any Blockstore,
    _ body: (UInt64, Value) throws(IPLDError) -> Void
  ) throws(IPLDError) {
    switch self {
    case .leaf(let values):
      for (slot, value) in values.enumerated() {
        if let value { try body(first &+ UInt64(slot), value) }
      }
    case .links(let links):
      let span = shape.span(height: height)
      for (slot, link) in links.enumerated() {
        // Safe: slots past 2^64 in a malformed root wrap to other numbers and do no harm.
        let start = first &+ UInt64(slot) &* span
        try Self.child(link, height: height, shape, store)?
          .forEach(from: start, height: height - 1, shape, store, body)
      }
    }
  }

  private static func child(
    _ link: Link?, height: Int, _ shape: AMTShape, _ store: any Blockstore
  ) throws(IPLDError) -> AMTNode? {
    switch link {
    case nil: return nil
    case .dirty(let node), .stored(_, let node?): return node
    case .stored(let cid, nil): return try load(cid, height: height - 1, shape, store)
    }
  }

  // MARK: - Blocks

  private static func load(
    _ cid: CID, height: Int, _ shape: AMTShape, _ store: any Blockstore
  ) throws(IPLDError) -> AMTNode {
    let block: [UInt8]?
    do {
      block = try store.get(cid)
    } catch {
      throw .blockstore(error)
    }
    guard let block else { throw .missingBlock(cid) }
    do {
      var decoder = CBORDecoder(block)
      let node = try AMTNode(from: &decoder, height: height, shape)
      try decoder.finish()
      return node
    } catch {
      throw .malformedBlock(cid, error)
    }
  }

  /// Writes every changed node below this one, children before parents, in the order of slots.
  mutating func flushChildren(_ store: any Blockstore, _ shape: AMTShape) throws(BlockstoreError) {
    guard case .links(var links) = self else { return }
    for slot in links.indices {
      guard case .dirty(var child) = links[slot] else { continue }
      try child.flushChildren(store, shape)
      var encoder = CBOREncoder()
      child.encode(to: &encoder, shape)
      links[slot] = .stored(try store.put(dagCBOR: encoder.bytes), child)
    }
    self = .links(links)
  }

  /// A tuple of bitmap, links and values, one of the latter two empty.
  func encode(to encoder: inout CBOREncoder, _ shape: AMTShape) {
    encoder.appendArray(count: 3)
    switch self {
    case .leaf(let values):
      let (bitmap, count) = Self.bitmap(values, shape)
      encoder.append(bytes: bitmap)
      encoder.appendArray(count: 0)
      encoder.appendArray(count: count)
      for slot in values.indices { values[slot]?.encode(to: &encoder) }
    case .links(let links):
      encoder.append(bytes: Self.bitmap(links, shape).bytes)
      encoder.append(
        array: links.compactMap { link -> CID? in
          switch link {
          case .stored(let cid, _): return cid
          case .dirty: preconditionFailure("a changed node is written before its parent")
          case nil: return nil
          }
        })
      encoder.appendArray(count: 0)
    }
  }

  init(from decoder: inout CBORDecoder, height: Int, _ shape: AMTShape) throws(CBORError) {
    let start = decoder.offset
    func invalid(_ what: String) -> CBORError { CBORError(.unexpected(what), at: start) }
    try decoder.readTuple(3, "AMT node")
    let bitmap = try decoder.readBytes()
    guard bitmap.count == shape.bitmapSize else {
      throw invalid("bitmap of \(bitmap.count) bytes instead of \(shape.bitmapSize)")
    }
    let cids: [CID] = try decoder.readArray()
    let values: [Value] = try decoder.readArray()
    guard height > 0 ? values.isEmpty : cids.isEmpty else {
      throw invalid(height > 0 ? "values above height 0" : "links at height 0")
    }
    if height > 0 {
      for cid in cids where cid.codec != Multicodec.dagCBOR {
        throw invalid("node is not DAG-CBOR but \(cid.codec)")
      }
      self = .links(try Self.spread(cids.map { .stored($0, nil) }, bitmap, shape, at: start))
    } else {
      self = .leaf(try Self.spread(values, bitmap, shape, at: start))
    }
  }

  /// Bit i is bit i % 8, from the least significant, of byte i / 8.
  private static func bitmap<Item>(
    _ items: [Item?], _ shape: AMTShape
  ) -> (bytes: [UInt8], count: Int) {
    var bitmap = [UInt8](repeating: 0, count: shape.bitmapSize)
    var count = 0
    for slot in items.indices where items[slot] != nil {
      bitmap[slot / 8] |= 1 << UInt8(slot % 8)
      count += 1
    }
    return (bitmap, count)
  }

  private static func spread<Item>(
    _ items: [Item], _ bitmap: [UInt8], _ shape: AMTShape, at offset: Int
  ) throws(CBORError) -> [Item?] {
    let occupied = bitmap.reduce(0) { $0 + $1.nonzeroBitCount }
    guard occupied == items.count else {
      throw CBORError(.unexpected("\(items.count) items for \(occupied) bits"), at: offset)
    }
    var slots: [Item?] = shape.empty()
    var next = items.makeIterator()
    for slot in 0..<(bitmap.count * 8) where bitmap[slot / 8] >> UInt8(slot % 8) & 1 == 1 {
      guard slot < slots.count else {
        throw CBORError(.unexpected("slot \(slot) is beyond the node's width"), at: offset)
      }
      slots[slot] = next.next()
    }
    return slots
  }
}
