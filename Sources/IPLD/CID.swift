package import Primitives

/// The name of a block: a codec and a hash of the bytes (multiformats' CID, version 1).
///
/// Filecoin's state uses version 1 alone; version 0 is refused.
///
/// A plain value of fixed size: CIDs are copied, compared and hashed more often than anything else
/// in a state, and as arrays they were a third of a message's allocations.
package struct CID: Hashable, Sendable {
  /// How the block's bytes are to be read, a multicodec.
  package let codec: UInt64
  /// The hash function, a multicodec.
  package let hashCode: UInt64
  /// The digest from the top, zeros after its end: its first 32 bytes and the rest.
  private let head: UInt256
  private let tail: UInt256
  private let digestSize: UInt8

  /// The largest digest accepted; ref-fvm's CIDs hold 64 bytes.
  package static let maximumDigestSize = 64

  /// The CID of a codec and BLAKE2b-256, the hash of every block of the state.
  package init(codec: UInt64, blake2b256 hash: Hash256) {
    self.codec = codec
    hashCode = Multicodec.blake2b256
    head = hash.word
    tail = .zero
    digestSize = 32
  }

  /// A CID of a codec and a hash. A digest above 64 bytes is a caller's mistake.
  package init(codec: UInt64, multihash: Multihash) {
    let digest = multihash.digest
    precondition(digest.count <= Self.maximumDigestSize, "digest above 64 bytes")
    self.init(codec, multihash.code, digest, from: 0, count: digest.count)
  }

  private init(_ codec: UInt64, _ hashCode: UInt64, _ bytes: [UInt8], from start: Int, count: Int) {
    self.codec = codec
    self.hashCode = hashCode
    digestSize = UInt8(count)
    guard count != 32 else {
      head = bytes.bigEndianWord(at: start)
      tail = .zero
      return
    }
    var padded = Array(bytes[start..<(start + count)])
    padded += [UInt8](repeating: 0, count: Self.maximumDigestSize - count)
    head = padded.bigEndianWord(at: 0)
    tail = padded.bigEndianWord(at: 32)
  }

  /// The CID of a state block of DAG-CBOR (BLAKE2b-256).
  package init(dagCBOR block: [UInt8]) {
    self.init(codec: Multicodec.dagCBOR, blake2b256: Multihash.blake2b256(of: block))
  }

  /// The CID of a block of plain bytes (BLAKE2b-256), such as a contract's code.
  package init(raw block: [UInt8]) {
    self.init(codec: Multicodec.raw, blake2b256: Multihash.blake2b256(of: block))
  }

  /// Reads the binary form; every byte must belong to it.
  package init(bytes: some Sequence<UInt8>) throws(CIDError) {
    let all = Array(bytes)
    try self.init(bytes: all, from: 0, to: all.count)
  }

  /// Reads the binary form from a part of an array; every byte of the part must belong to it.
  package init(bytes: [UInt8], from start: Int, to end: Int) throws(CIDError) {
    if let cid = CID(usual: bytes, from: start, to: end) {
      self = cid
      return
    }
    var position = start
    let cid = try CID(bytes, at: &position, start: start, end: end)
    guard position == end else { throw .trailingBytes(count: end - position) }
    self = cid
  }

  /// Reads a CID at the front of more bytes, such as a CAR section, and moves `position` past it.
  package init(prefixOf bytes: [UInt8], at position: inout Int) throws(CIDError) {
    try self.init(bytes, at: &position, start: 0, end: bytes.count)
  }

  /// Offsets in errors count from `start`.
  private init(
    _ bytes: [UInt8], at position: inout Int, start: Int, end: Int
  ) throws(CIDError) {
    func readNumber() throws(CIDError) -> UInt64 {
      do {
        return try Varint.decode(bytes[..<end], at: &position)
      } catch {
        throw .malformedNumber(offset: position - start)
      }
    }
    let version = try readNumber()
    guard version == 1 else { throw .unsupportedVersion(version) }
    let codec = try readNumber()
    let hashCode = try readNumber()
    let size = try readNumber()
    guard size <= Self.maximumDigestSize else { throw .digestTooLong(size) }
    guard Int(size) <= end - position else { throw .truncated }
    self.init(codec, hashCode, bytes, from: position, count: Int(size))
    position += Int(size)
  }

  /// Bytes of a CID of BLAKE2b-256 with a codec of one byte.
  static let usualSize = 38

  /// The form that nearly all CIDs of a state have, read without parsing: 01, a codec of one byte,
  /// the code of BLAKE2b-256 (a0e402), 32 and the digest. Nil for other forms.
  init?(usual bytes: [UInt8], from start: Int, to end: Int) {
    guard end - start == Self.usualSize else { return nil }
    let codec = bytes[start + 1]
    guard codec < 0x80,
      bytes.littleEndianLimb(at: start) & 0xffff_ffff_ffff == Self.usualStart(codec)
    else { return nil }
    self.init(
      codec: UInt64(codec), blake2b256: Hash256(word: bytes.bigEndianWord(at: start + 6)))
  }

  /// The six bytes before the digest in that form, the first lowest.
  private static func usualStart(_ codec: UInt8) -> UInt64 {
    0x2002_e4a0_0001 | UInt64(codec) << 8
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

  /// Whether the hash is BLAKE2b-256 of full length, the only one of state blocks.
  package var isBlake2b256: Bool { hashCode == Multicodec.blake2b256 && digestSize == 32 }

  /// The digest when it has 32 bytes.
  package var digest256: Hash256? { digestSize == 32 ? Hash256(word: head) : nil }

  /// The hash of the block's bytes; for an identity hash, the bytes themselves.
  package var digest: [UInt8] {
    var digest: [UInt8] = []
    digest.reserveCapacity(Self.maximumDigestSize)
    appendDigest(to: &digest)
    return digest
  }

  package var multihash: Multihash { Multihash(code: hashCode, digest: digest) }

  /// The binary form: version, codec, hash function, digest length, digest.
  package var bytes: [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(byteCount)
    append(to: &bytes)
    return bytes
  }

  /// Bytes of the binary form.
  var byteCount: Int {
    if isBlake2b256, codec < 0x80 { return Self.usualSize }
    return 2 + Varint.size(codec) + Varint.size(hashCode) + Int(digestSize)
  }

  /// Appends the binary form.
  func append(to bytes: inout [UInt8]) {
    if isBlake2b256, codec < 0x80 {
      bytes.append(littleEndian: Self.usualStart(UInt8(codec)), count: 6)
      bytes.append(bigEndian: head)
      return
    }
    bytes.append(1)
    Varint.append(codec, to: &bytes)
    Varint.append(hashCode, to: &bytes)
    bytes.append(digestSize)
    appendDigest(to: &bytes)
  }

  private func appendDigest(to bytes: inout [UInt8]) {
    let size = Int(digestSize)
    if size == 32 {
      bytes.append(bigEndian: head)
      return
    }
    bytes += head.bigEndianBytes.prefix(size)
    if size > 32 { bytes += tail.bigEndianBytes.prefix(size - 32) }
  }

  package static func == (left: CID, right: CID) -> Bool {
    left.head == right.head && left.codec == right.codec && left.hashCode == right.hashCode
      && left.tail == right.tail && left.digestSize == right.digestSize
  }

  /// Keyed by a secret of the process, so that digests cannot be chosen to collide.
  package func hash(into hasher: inout Hasher) { hasher.combine(secretHash) }

  /// A hash without the hasher's rounds, which spread nothing here that the secret has not: tables
  /// of CIDs were a tenth of a message's time with them.
  // swift-format-ignore: NoLeadingUnderscores
  package func _rawHashValue(seed: Int) -> Int {
    let mixed = UInt64(truncatingIfNeeded: seed) ^ secretHash
    let product = mixed.multipliedFullWidth(by: 0x9e37_79b9_7f4a_7c15)
    return Int(truncatingIfNeeded: product.high ^ product.low)
  }

  private var secretHash: UInt64 {
    let secret = HashSecret.ofProcess
    return digestSize <= 32 ? head.hash(secret) : head.hash(secret) ^ tail.hash(secret)
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

/// Links of DAG-CBOR to CIDs of the usual form.
extension CID {
  /// Bytes of such a link: tag 42 (d82a), a byte string of 39 (5827), 00 and the CID.
  static let usualLinkSize = 5 + usualSize

  private static let usualLinkStart: UInt64 = 0x00_2758_2ad8

  /// The CID of such a link at `start`; nil where something else is.
  init?(usualLink bytes: [UInt8], at start: Int) {
    guard bytes.count - start >= Self.usualLinkSize,
      bytes.littleEndianLimb(at: start) & 0xff_ffff_ffff == Self.usualLinkStart
    else { return nil }
    self.init(usual: bytes, from: start + 5, to: start + Self.usualLinkSize)
  }

  /// Appends the link to this CID.
  func appendLink(to bytes: inout [UInt8]) {
    guard isBlake2b256, codec < 0x80 else {
      bytes.append(0xd8)
      bytes.append(42)
      CBOREncoder.appendHeader(major: 2, UInt64(byteCount + 1), to: &bytes)
      bytes.append(0)
      append(to: &bytes)
      return
    }
    bytes.append(littleEndian: Self.usualLinkStart, count: 5)
    append(to: &bytes)
  }
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
