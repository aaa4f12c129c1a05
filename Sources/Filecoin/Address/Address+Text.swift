import Cryptography
import IPLD

/// Which network a text is for; bytes never say.
package enum AddressNetwork: UInt8, Sendable {
  case mainnet = 0x66  // f
  case testnet = 0x74  // t
}

extension Address {
  private static let textLengths = 3...138
  private static let checksumSize = 4

  /// Reads text. `network` nil accepts the letter of either.
  package init(
    text: some StringProtocol, network: AddressNetwork? = nil
  ) throws(AddressError) {
    let utf8 = Array(text.utf8)
    guard Self.textLengths.contains(utf8.count) else { throw .invalidLength(utf8.count) }
    guard let found = AddressNetwork(rawValue: utf8[0]), network == nil || network == found else {
      throw .unknownNetwork
    }
    let body = utf8[2...]
    switch utf8[1] {
    case 0x30: self = .id(try Self.readID(body))
    case 0x31: self = .secp256k1(try Self.readPayload(body, protocol: 1, size: Self.hashSize))
    case 0x32: self = .actor(try Self.readPayload(body, protocol: 2, size: Self.hashSize))
    case 0x33: self = .bls(try Self.readPayload(body, protocol: 3, size: Self.blsKeySize))
    case 0x34: self = try Self.readDelegated(body)
    case let letter: throw .unknownProtocol(letter &- 0x30)
    }
  }

  private static func readID(_ digits: ArraySlice<UInt8>) throws(AddressError) -> ActorID {
    guard digits.count <= 20 else { throw .invalidLength(digits.count + 2) }
    var value: UInt64 = 0
    for digit in digits {
      guard digit >= 0x30, digit <= 0x39 else { throw .invalidPayload }
      let (scaled, overflow) = value.multipliedReportingOverflow(by: 10)
      let (sum, carry) = scaled.addingReportingOverflow(UInt64(digit - 0x30))
      guard !overflow, !carry else { throw .invalidPayload }
      value = sum
    }
    return value
  }

  private static func readPayload(
    _ text: ArraySlice<UInt8>, protocol number: UInt8, size: Int
  ) throws(AddressError) -> [UInt8] {
    guard text.count == ((size + checksumSize) * 8 + 4) / 5 else {
      throw .invalidLength(text.count + 2)
    }
    return try readChecked(text, prefix: [number])
  }

  private static func readDelegated(_ text: ArraySlice<UInt8>) throws(AddressError) -> Address {
    guard let separator = text.firstIndex(of: 0x66) else { throw .invalidPayload }
    let digits = text[..<separator]
    guard !digits.isEmpty else { throw .invalidPayload }
    let namespace = try readID(digits)
    let subaddress = try readChecked(
      text[(separator + 1)...], prefix: [4] + Varint.encode(namespace))
    guard subaddress.count <= maximumSubaddressSize else {
      throw .invalidPayloadLength(subaddress.count)
    }
    return .delegated(namespace: namespace, subaddress: subaddress)
  }

  /// Splits decoded text into payload and checksum, which covers `prefix` too.
  private static func readChecked(
    _ text: ArraySlice<UInt8>, prefix: [UInt8]
  ) throws(AddressError) -> [UInt8] {
    let bytes: [UInt8]
    do {
      bytes = try Base32.decode(text)
    } catch {
      throw .invalidBase32(error)
    }
    guard bytes.count >= checksumSize else { throw .invalidLength(text.count) }
    let payload = Array(bytes.dropLast(checksumSize))
    let checksum = Blake2b.hash(prefix + payload, size: checksumSize)
    guard checksum.elementsEqual(bytes.suffix(checksumSize)) else { throw .invalidChecksum }
    return payload
  }

  /// Text for a network.
  package func text(network: AddressNetwork = .mainnet) -> String {
    let letter = network == .mainnet ? "f" : "t"
    func checked(_ payload: [UInt8]) -> String {
      Base32.encode(payload + Blake2b.hash(bytes, size: Self.checksumSize))
    }
    switch self {
    case .id(let id): return "\(letter)0\(id)"
    case .secp256k1(let payload), .actor(let payload), .bls(let payload):
      return "\(letter)\(protocolNumber)\(checked(payload))"
    case .delegated(let namespace, let subaddress):
      return "\(letter)4\(namespace)f\(checked(subaddress))"
    }
  }
}

extension Address: CustomStringConvertible {
  /// The text for the main network.
  package var description: String { text() }
}
