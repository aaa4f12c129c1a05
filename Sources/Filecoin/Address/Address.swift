import Cryptography
package import IPLD
import Primitives

/// Who a message is to or from: an actor's id, a key, or an address under a manager
/// (ref-fvm `shared/src/address`, FIP-0048).
package enum Address: Hashable, Sendable {
  /// f0: the actor's id.
  case id(ActorID)
  /// f1: BLAKE2b-160 of an uncompressed secp256k1 public key; 20 bytes.
  case secp256k1([UInt8])
  /// f2: an actor's address that reorganisations do not change; 20 bytes.
  case actor([UInt8])
  /// f3: a BLS public key, 48 bytes.
  case bls([UInt8])
  /// f4: an address under the manager with the id `namespace`; at most 54 bytes.
  case delegated(namespace: ActorID, subaddress: [UInt8])

  /// The largest subaddress of f4.
  package static let maximumSubaddressSize = 54
  /// Bytes of the payload of f1 and f2.
  static let hashSize = 20
  /// Bytes of the payload of f3.
  static let blsKeySize = 48
  /// Protocol, ten bytes of namespace, subaddress.
  static let maximumSize = 65

  /// The f1 address of an uncompressed public key (04, x, y).
  package init(secp256k1PublicKey key: [UInt8]) {
    self = .secp256k1(Blake2b.hash(key, size: Self.hashSize))
  }

  /// The f2 address of the bytes that a new actor is named by.
  package init(actorSeed seed: [UInt8]) {
    self = .actor(Blake2b.hash(seed, size: Self.hashSize))
  }

  /// The byte that tells the kinds apart.
  package var protocolNumber: UInt8 {
    switch self {
    case .id: 0
    case .secp256k1: 1
    case .actor: 2
    case .bls: 3
    case .delegated: 4
    }
  }

  /// The id of an f0 address.
  package var actorID: ActorID? {
    if case .id(let id) = self { id } else { nil }
  }

  /// Protocol and payload: the form in CBOR, in keys of maps and in system calls.
  package var bytes: [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(24)
    bytes.append(protocolNumber)
    switch self {
    case .id(let id):
      Varint.append(id, to: &bytes)
    case .secp256k1(let payload), .actor(let payload), .bls(let payload):
      bytes += payload
    case .delegated(let namespace, let subaddress):
      Varint.append(namespace, to: &bytes)
      bytes += subaddress
    }
    return bytes
  }

  /// Hashes the payload as one word, keyed by a secret of the process: the default would hash its
  /// bytes one by one. What lies before the last 32 bytes of a BLS key does not count.
  package func hash(into hasher: inout Hasher) {
    switch self {
    case .id(let id): hasher.combine(id)
    case .secp256k1(let payload), .actor(let payload), .bls(let payload),
      .delegated(_, let payload):
      hasher.combine((UInt256(bigEndian: payload.suffix(32)) ?? .zero).hash(.ofProcess))
    }
  }

  /// Reads protocol and payload.
  package init(bytes: some Collection<UInt8>) throws(AddressError) {
    let all = Array(bytes)
    guard all.count >= 2, all.count <= Self.maximumSize else { throw .invalidLength(all.count) }
    let payload = Array(all.dropFirst())
    var position = 0
    switch all[0] {
    case 0:
      let id = try Self.readNumber(payload, at: &position)
      guard position == payload.count else { throw .invalidPayload }
      self = .id(id)
    case 1:
      self = .secp256k1(try Self.checked(payload, Self.hashSize))
    case 2:
      self = .actor(try Self.checked(payload, Self.hashSize))
    case 3:
      self = .bls(try Self.checked(payload, Self.blsKeySize))
    case 4:
      let namespace = try Self.readNumber(payload, at: &position)
      let subaddress = Array(payload[position...])
      guard subaddress.count <= Self.maximumSubaddressSize else {
        throw .invalidPayloadLength(subaddress.count)
      }
      self = .delegated(namespace: namespace, subaddress: subaddress)
    case let number:
      throw .unknownProtocol(number)
    }
  }

  private static func readNumber(
    _ payload: [UInt8], at position: inout Int
  ) throws(AddressError) -> UInt64 {
    do {
      return try Varint.decode(payload, at: &position)
    } catch {
      throw .invalidPayload
    }
  }

  static func checked(_ payload: [UInt8], _ size: Int) throws(AddressError) -> [UInt8] {
    guard payload.count == size else { throw .invalidPayloadLength(payload.count) }
    return payload
  }
}

extension Address: CBORCodable {
  package func encode(to encoder: inout CBOREncoder) { encoder.append(bytes: bytes) }

  package init(from decoder: inout CBORDecoder) throws(CBORError) {
    let start = decoder.offset
    let bytes = try decoder.readBytes(upTo: Self.maximumSize, "address")
    do {
      try self.init(bytes: bytes)
    } catch {
      throw CBORError(.unexpected("invalid address: \(error)"), at: start)
    }
  }
}

/// Why text or bytes are no address.
package enum AddressError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The first letter is of no network, or not of the one that was asked for.
  case unknownNetwork
  case unknownProtocol(UInt8)
  /// Text or bytes too short or too long.
  case invalidLength(Int)
  /// A malformed number in the payload.
  case invalidPayload
  /// A payload of the wrong size for its protocol.
  case invalidPayloadLength(Int)
  case invalidChecksum
  case invalidBase32(Base32.DecodingError)

  package var description: String {
    switch self {
    case .unknownNetwork: "unknown network"
    case .unknownProtocol(let number): "unknown protocol \(number)"
    case .invalidLength(let count): "invalid length \(count)"
    case .invalidPayload: "invalid payload"
    case .invalidPayloadLength(let count): "invalid payload length \(count)"
    case .invalidChecksum: "invalid checksum"
    case .invalidBase32(let error): "invalid base 32: \(error)"
    }
  }
}
