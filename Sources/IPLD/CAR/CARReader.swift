import Cryptography

/// Where an archive's bytes come from.
package protocol ByteSource {
  /// The next bytes, at most `count`; none at the end.
  mutating func read(upTo count: Int) throws(BlockstoreError) -> [UInt8]
}

/// Bytes in memory as a source.
package struct ArraySource: ByteSource {
  private var rest: ArraySlice<UInt8>

  package init(_ bytes: [UInt8]) { rest = bytes[...] }

  package mutating func read(upTo count: Int) -> [UInt8] {
    defer { rest = rest.dropFirst(count) }
    return Array(rest.prefix(count))
  }
}

/// Reads content-addressable archives, version 1, block by block.
package struct CARReader<Source: ByteSource> {
  /// The largest header or section accepted, 32 MiB.
  package static var maximumSectionSize: UInt64 { 32 << 20 }

  /// The CIDs that the header names.
  package let roots: [CID]
  /// Bytes read so far.
  package private(set) var offset = 0

  private var source: Source
  private let verifies: Bool

  /// Reads the header. `verifies` tells whether each block must have its CID's hash; then only
  /// BLAKE2b-256, SHA-256 and identity hashes are accepted.
  package init(_ source: Source, verifies: Bool = true) throws(CARError) {
    var start = ByteStream(source: source)
    guard let size = try start.readSize() else { throw .truncated(offset: 0) }
    let bytes = try start.read(size)
    var decoder = CBORDecoder(bytes)
    do {
      roots = try Self.readHeader(&decoder)
      try decoder.finish()
    } catch {
      throw .malformedHeader(error)
    }
    self.verifies = verifies
    self.source = start.source
    offset = start.offset
  }

  private static func readHeader(_ decoder: inout CBORDecoder) throws(CBORError) -> [CID] {
    guard case .map(let entries) = try CBORValue(from: &decoder) else {
      throw CBORError(.unexpected("header is no map"), at: 0)
    }
    var roots: [CID]?
    var version: UInt64?
    for entry in entries {
      switch (entry.key, entry.value) {
      case ("version", .unsigned(let value)): version = value
      case ("roots", .array(let values)):
        var found: [CID] = []
        for value in values {
          guard case .link(let cid) = value else {
            throw CBORError(.unexpected("root is no link"), at: 0)
          }
          found.append(cid)
        }
        roots = found
      default: break
      }
    }
    guard version == 1, let roots else {
      throw CBORError(.unexpected("header of another version than 1, or without roots"), at: 0)
    }
    return roots
  }

  /// The next block, nil at the end.
  package mutating func next() throws(CARError) -> (cid: CID, block: [UInt8])? {
    var stream = ByteStream(source: source, offset: offset)
    let start = offset
    guard let size = try stream.readSize() else { return nil }
    let section = try stream.read(size)
    source = stream.source
    offset = stream.offset
    var position = 0
    let cid: CID
    do {
      cid = try CID(prefixOf: section, at: &position)
    } catch {
      throw .malformedCID(error, offset: start)
    }
    let block = Array(section[position...])
    guard !verifies || Self.hash(of: block, as: cid)?.elementsEqual(cid.digest) == true else {
      throw .wrongHash(cid, offset: start)
    }
    return (cid, block)
  }

  private static func hash(of block: [UInt8], as cid: CID) -> [UInt8]? {
    switch cid.hashCode {
    case Multicodec.blake2b256: Blake2b.hash(block, size: 32)
    case Multicodec.sha256: SHA256.hash(block)
    case Multicodec.identity: block
    default: nil
    }
  }
}

/// A source and how far it was read.
private struct ByteStream<Source: ByteSource> {
  var source: Source
  var offset = 0

  /// A varint, or nil at the end of the source.
  mutating func readSize() throws(CARError) -> UInt64? {
    var bytes: [UInt8] = []
    while bytes.count < 10 {
      let start = offset
      guard let byte = try pull(1).first else {
        if bytes.isEmpty { return nil }
        throw .truncated(offset: start)
      }
      bytes.append(byte)
      if byte < 0x80 { break }
    }
    var position = 0
    guard let size = try? Varint.decode(bytes, at: &position) else {  // Any error is one here.
      throw .malformedSize(offset: offset)
    }
    return size
  }

  mutating func read(_ size: UInt64) throws(CARError) -> [UInt8] {
    guard size <= CARReader<Source>.maximumSectionSize else {
      throw .tooLarge(size, offset: offset)
    }
    var bytes: [UInt8] = []
    while bytes.count < Int(size) {
      let part = try pull(Int(size) - bytes.count)
      guard !part.isEmpty else { throw .truncated(offset: offset) }
      bytes += part
    }
    return bytes
  }

  private mutating func pull(_ count: Int) throws(CARError) -> [UInt8] {
    do {
      let bytes = try source.read(upTo: count)
      offset += bytes.count
      return bytes
    } catch {
      throw .source(error)
    }
  }
}

/// Why bytes are no archive, and where.
package enum CARError: Error, Hashable, Sendable, CustomStringConvertible {
  case source(BlockstoreError)
  case truncated(offset: Int)
  case malformedSize(offset: Int)
  case tooLarge(UInt64, offset: Int)
  case malformedHeader(CBORError)
  case malformedCID(CIDError, offset: Int)
  /// A block whose hash is not its CID's, or of a hash function that is not known.
  case wrongHash(CID, offset: Int)

  package var description: String {
    switch self {
    case .source(let error): "archive cannot be read: \(error)"
    case .truncated(let offset): "archive ends inside a section at byte \(offset)"
    case .malformedSize(let offset): "malformed section length before byte \(offset)"
    case .tooLarge(let size, let offset): "section of \(size) bytes at byte \(offset)"
    case .malformedHeader(let error): "archive header: \(error)"
    case .malformedCID(let error, let offset): "section at byte \(offset): \(error)"
    case .wrongHash(let cid, let offset): "section at byte \(offset) is not block \(cid)"
    }
  }
}
