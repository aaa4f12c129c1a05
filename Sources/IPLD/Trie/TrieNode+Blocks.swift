import Primitives

/// Nodes as blocks: a tuple of the bitfield and the pointers.
extension TrieNode {
  /// Reads a node. Only the root, at depth 0, may be empty.
  static func load(
    _ cid: CID, depth: Int, _ context: Context
  ) throws(IPLDError) -> TrieNode {
    let block: [UInt8]?
    do {
      block = try context.store.get(cid)
    } catch {
      throw .blockstore(error)
    }
    guard let block else { throw .missingBlock(cid) }
    if let node = context.nodes?.node(cid, depth: depth) { return node }
    do {
      var decoder = CBORDecoder(block)
      let node = try TrieNode(from: &decoder, depth: depth, context.parameters)
      try decoder.finish()
      context.nodes?.keep(node, cid, depth: depth)
      return node
    } catch {
      throw .malformedBlock(cid, error)
    }
  }

  /// The node of the link to `cid` at `index`, read once and kept there.
  func loadChild(
    _ index: Int, _ cid: CID, _ depth: Int, _ context: Context
  ) throws(IPLDError) -> TrieNode {
    if let known = child(index) { return known }
    let child = try TrieNode.load(cid, depth: depth + 1, context)
    keep(child, at: index)
    return child
  }

  /// Writes every changed node below this one, children before parents, in the order of slots.
  func flushChildren(depth: Int, _ context: Context) throws(BlockstoreError) {
    for index in pointers.indices {
      guard case .dirty(let child, let skip) = pointers[index] else { continue }
      pointers[index] = .link(try child.flush(depth: depth + 1, context), skip)
      keep(child, at: index)
    }
  }

  /// Writes this node after the changed nodes below it.
  func flush(depth: Int, _ context: Context) throws(BlockstoreError) -> CID {
    try flushChildren(depth: depth, context)
    var encoder = CBOREncoder(capacity: 16 + 64 * pointers.count)
    encode(to: &encoder)
    let cid = try context.store.put(dagCBOR: encoder.bytes)
    context.nodes?.keep(self, cid, depth: depth)
    return cid
  }

  private func encode(to encoder: inout CBOREncoder) {
    encoder.appendArray(count: 2)
    encoder.append(slots)
    encoder.appendArray(count: pointers.count)
    for pointer in pointers { Self.encode(pointer, to: &encoder) }
  }

  /// A pointer: a HAMT's is the bare link or bucket, a KAMT's a map of one key that tells which.
  static func encode(_ pointer: Pointer, to encoder: inout CBOREncoder) {
    switch pointer {
    case .values(let pairs):
      if Format.compressesPaths {
        encoder.appendMap(count: 1)
        encoder.append(letter: UInt8(ascii: "v"))
      }
      encoder.appendArray(count: pairs.count)
      for pair in pairs { pair.encode(to: &encoder) }
    case .link(let cid, let skip):
      guard Format.compressesPaths else {
        encoder.append(cid)
        return
      }
      encoder.appendMap(count: 1)
      encoder.append(letter: UInt8(ascii: "l"))
      encoder.appendArray(count: 3)
      encoder.append(cid)
      encoder.append(UInt64(skip.count))
      let size = (skip.count + 7) / 8
      encoder.append(bytesOf: skip.bits >> UInt64(256 - 8 * size), count: size)
    case .dirty:
      preconditionFailure("a changed node is written before its parent")
    }
  }

  private convenience init(
    from decoder: inout CBORDecoder, depth: Int, _ parameters: TrieParameters
  ) throws(CBORError) {
    self.init()
    try decoder.readTuple(2, "node")
    let start = decoder.offset
    func invalid(_ what: String) -> CBORError { CBORError(.unexpected(what), at: start) }
    slots = try TrieBitfield(from: &decoder)
    let count = try decoder.readArray()
    guard count <= 1 << parameters.bitWidth else {
      throw invalid("node of \(count) pointers, at most \(1 << parameters.bitWidth)")
    }
    guard count == slots.count else {
      throw invalid("node of \(count) pointers for \(slots.count) occupied slots")
    }
    if let last = slots.last, last >= 1 << parameters.bitWidth {
      throw invalid("slot \(last) is beyond the node's width")
    }
    guard count > 0 || depth == 0 else { throw invalid("empty node below the root") }
    pointers.reserveCapacity(count)
    for _ in 0..<count {
      pointers.append(try Self.readPointer(&decoder, depth: depth, parameters))
    }
  }

  private static func readPointer(
    _ decoder: inout CBORDecoder, depth: Int, _ parameters: TrieParameters
  ) throws(CBORError) -> Pointer {
    guard Format.compressesPaths else {
      return try decoder.peekKind() == .link
        ? .link(try readNodeLink(&decoder), .empty)
        : .values(try readBucket(&decoder, depth: depth, parameters))
    }
    let start = decoder.offset
    guard try decoder.readMap() == 1 else {
      throw CBORError(.unexpected("pointer is no map of one key"), at: start)
    }
    switch try decoder.readText() {
    case "v":
      return .values(try readBucket(&decoder, depth: depth, parameters))
    case "l":
      try decoder.readTuple(3, "link")
      let cid = try readNodeLink(&decoder)
      let start = decoder.offset
      let bits = try decoder.readUnsigned(upTo: UInt64(TriePath.size), "extension length")
      let bytes = try decoder.readBytes(upTo: 32, "extension")
      guard let skip = PathExtension(bytes: bytes, count: Int(bits)),
        skip.count % parameters.bitWidth == 0,
        skip.isEmpty || skip.count < TriePath.size - (depth + 1) * parameters.bitWidth
      else {
        throw CBORError(.unexpected("extension of \(bits) bits does not fit here"), at: start)
      }
      return .link(cid, skip)
    case let key:
      throw CBORError(.unexpected("pointer of unknown kind \(key)"), at: start)
    }
  }

  private static func readNodeLink(_ decoder: inout CBORDecoder) throws(CBORError) -> CID {
    let start = decoder.offset
    let cid = try decoder.readLink()
    guard cid.codec == Multicodec.dagCBOR else {
      throw CBORError(.unexpected("node is not DAG-CBOR but \(cid.codec)"), at: start)
    }
    return cid
  }

  private static func readBucket(
    _ decoder: inout CBORDecoder, depth: Int, _ parameters: TrieParameters
  ) throws(CBORError) -> [Pair] {
    let start = decoder.offset
    func invalid(_ what: String) -> CBORError { CBORError(.unexpected(what), at: start) }
    guard depth >= parameters.minimumDataDepth else {
      throw invalid("bucket above the minimum depth of data")
    }
    let count = try decoder.readArray()
    guard count > 0 else { throw invalid("empty bucket") }
    guard count <= parameters.bucketSize else {
      throw invalid("bucket of \(count) pairs, at most \(parameters.bucketSize)")
    }
    var pairs: [Pair] = []
    for _ in 0..<count {
      let pair = try Pair(from: &decoder)
      if let last = pairs.last, last.key >= pair.key {
        throw invalid("keys of a bucket are not in ascending order")
      }
      pairs.append(pair)
    }
    return pairs
  }
}
