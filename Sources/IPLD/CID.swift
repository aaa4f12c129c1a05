/// The name of a block: a codec and a hash of the bytes (multiformats' CID, version 1).
///
/// Filecoin's state uses version 1 alone; version 0 is refused.
package struct CID: Hashable, Sendable {
  /// The binary form: version, codec, hash function, digest length, digest.
  package let bytes: [UInt8]
  /// How the block's bytes are to be read, a multicodec.
  package let codec: UInt64
  /// The hash function, a multicodec.
  package let hashCode: UInt64
  private let digestStart: Int

  /// The largest digest accepted; ref-fvm's CIDs hold 64 bytes.
  package static let maximumDigestSize = 64

  /// A CID of a codec and a hash. A digest above 64 bytes is a caller's mistake.
  package init(codec: UInt64, multihash: Multihash) {
    precondition(multihash.digest.count <= Self.maximumDigestSize, "digest above 64 bytes")
    var bytes: [UInt8] = []
    bytes.reserveCapacity(38)
    bytes.append(1)
    Varint.append(codec, to: &bytes)
    Varint.append(multihash.code, to: &bytes)
    Varint.append(UInt64(multihash.digest.count), to: &bytes)
    digestStart = bytes.count
    bytes += multihash.digest
    self.bytes = bytes
    self.codec = codec
    hashCode = multihash.code
  }

  /// The CID of a state block of DAG-CBOR (BLAKE2b-256).
  package init(dagCBOR block: [UInt8]) {
    self.init(codec: Multicodec.dagCBOR, multihash: Multihash(blake2b256: block))
  }

  /// The CID of a block of plain bytes (BLAKE2b-256), such as a contract's code.
  package init(raw block: [UInt8]) {
    self.init(codec: Multicodec.raw, multihash: Multihash(blake2b256: block))
  }

  /// Reads the binary form; every byte must belong to it.
  package init(bytes: some Sequence<UInt8>) throws(CIDError) {
    let all = Array(bytes)
    var position = 0
    let cid = try CID(prefixOf: all, at: &position)
    guard position == all.count else { throw .trailingBytes(count: all.count - position) }
    self = cid
  }

  /// Reads a CID at the front of more bytes, such as a CAR section, and moves `position` past it.
  package init(prefixOf bytes: [UInt8], at position: inout Int) throws(CIDError) {
    let start = position
    let version = try Self.readNumber(bytes, at: &position)
    guard version == 1 else { throw .unsupportedVersion(version) }
    codec = try Self.readNumber(bytes, at: &position)
    hashCode = try Self.readNumber(bytes, at: &position)
    let size = try Self.readNumber(bytes, at: &position)
    guard size <= Self.maximumDigestSize else { throw .digestTooLong(size) }
    guard Int(size) <= bytes.count - position else { throw .truncated }
    digestStart = position - start
    position += Int(size)
    self.bytes = Array(bytes[start..<position])
  }

  /// Reads the text form: `b` and lower-case base 32.
  package init(text: some StringProtocol) throws(CIDError) {
    let utf8 = Array(text.utf8)
    guard utf8.first == UInt8(ascii: "b") else { throw .unsupportedTextEncoding }
    let bytes: [UInt8]
    do {
      bytes = try Base32.decode(utf8.dropFirst())
    } catch {
      throw .malformedText(error)
    }
    try self.init(bytes: bytes)
  }

  private static func readNumber(
    _ bytes: [UInt8], at position: inout Int
  ) throws(CIDError) -> UInt64 {
    do {
      return try Varint.decode(bytes, at: &position)
    } catch {
      throw .malformedNumber(offset: position)
    }
  }

  /// The hash of the block's bytes; for an identity hash, the bytes themselves.
  package var digest: ArraySlice<UInt8> { bytes[digestStart...] }

  package var multihash: Multihash { Multihash(code: hashCode, digest: Array(digest)) }

  package static func == (left: CID, right: CID) -> Bool { left.bytes == right.bytes }

  /// The last 16 bytes of the digest stand for all: a hash function has spread them.
  package func hash(into hasher: inout Hasher) {
    var high: UInt64 = 0
    var low: UInt64 = 0
    for position in max(0, bytes.count - 16)..<bytes.count {
      high = high << 8 | low >> 56
      low = low << 8 | UInt64(bytes[position])
    }
    hasher.combine(high)
    hasher.combine(low)
  }
}

extension CID: CustomStringConvertible {
  /// `b` and lower-case base 32.
  package var description: String { "b" + Base32.encode(bytes) }
}

extension CID: Comparable {
  /// By binary form.
  package static func < (left: CID, right: CID) -> Bool {
    left.bytes.lexicographicallyPrecedes(right.bytes)
  }
}

extension CID {
  /// The block `80`, an empty array: the head of an actor without state (ref-fvm `EMPTY_ARR_CID`).
  package static let emptyArray = CID(dagCBOR: [0x80])
}

/// Why bytes or text are no CID.
package enum CIDError: Error, Hashable, Sendable, CustomStringConvertible {
  case truncated
  case trailingBytes(count: Int)
  case unsupportedVersion(UInt64)
  case digestTooLong(UInt64)
  case malformedNumber(offset: Int)
  case unsupportedTextEncoding
  case malformedText(Base32.DecodingError)

  package var description: String {
    switch self {
    case .truncated: "CID ends inside its digest"
    case .trailingBytes(let count): "\(count) bytes after the CID"
    case .unsupportedVersion(let version): "CID version \(version) is not supported, only 1 is"
    case .digestTooLong(let size): "CID digest of \(size) bytes, at most 64 are supported"
    case .malformedNumber(let offset): "malformed or truncated number in CID at byte \(offset)"
    case .unsupportedTextEncoding: "CID text does not start with b (base 32)"
    case .malformedText(let error): "CID text is no base 32: \(error)"
    }
  }
}
