/// Where blocks are kept by CID.
package protocol Blockstore: AnyObject {
  /// The bytes of a block, nil when the store does not have it.
  func get(_ cid: CID) throws(BlockstoreError) -> [UInt8]?

  /// Keeps a block; the caller vouches that `cid` is the block's.
  func put(_ cid: CID, _ block: [UInt8]) throws(BlockstoreError)

  func has(_ cid: CID) throws(BlockstoreError) -> Bool

  /// Keeps a block of DAG-CBOR and returns its BLAKE2b-256 name.
  func put(dagCBOR block: [UInt8]) throws(BlockstoreError) -> CID
}

extension Blockstore {
  package func has(_ cid: CID) throws(BlockstoreError) -> Bool { try get(cid) != nil }

  package func put(dagCBOR block: [UInt8]) throws(BlockstoreError) -> CID {
    let cid = CID(dagCBOR: block)
    try put(cid, block)
    return cid
  }

  /// Keeps a value as a block of DAG-CBOR.
  @discardableResult
  package func put(_ value: some CBOREncodable) throws(BlockstoreError) -> CID {
    try put(dagCBOR: value.cborBytes)
  }

  /// Reads a block that must be there and decodes it.
  package func load<Value: CBORDecodable>(
    _ cid: CID, as type: Value.Type = Value.self
  ) throws(IPLDError) -> Value {
    let block: [UInt8]?
    do {
      block = try get(cid)
    } catch {
      throw .blockstore(error)
    }
    guard let block else { throw .missingBlock(cid) }
    do {
      return try Value(cborBytes: block)
    } catch {
      throw .malformedBlock(cid, error)
    }
  }
}

/// A store that failed to read or write: the machine is broken, not the data.
package struct BlockstoreError: Error, Hashable, Sendable, CustomStringConvertible {
  package let description: String

  package init(_ description: String) { self.description = description }
}

/// What can go wrong when a structure of blocks is read or written.
package enum IPLDError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The store failed.
  case blockstore(BlockstoreError)
  /// A link to a block that the store does not have.
  case missingBlock(CID)
  /// A block that is no CBOR of the expected form.
  case malformedBlock(CID, CBORError)
  /// A key longer than the tree is deep: two hashes or keys that do not differ.
  case maximumDepth
  /// A tree that no sequence of operations builds.
  case invalidTree(String)
  /// An index above the largest that an AMT holds.
  case indexOutOfRange(UInt64)

  package var description: String {
    switch self {
    case .blockstore(let error): "block store: \(error)"
    case .missingBlock(let cid): "block \(cid) is missing"
    case .malformedBlock(let cid, let error): "block \(cid): \(error)"
    case .invalidTree(let what): "invalid tree: \(what)"
    case .maximumDepth: "the tree's maximum depth is exceeded"
    case .indexOutOfRange(let index): "index \(index) is out of range"
    }
  }
}
