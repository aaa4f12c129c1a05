package import IPLD

/// A signature with the scheme that made it.
package struct Signature: Hashable, Sendable {
  /// Schemes by their tag byte (ref-fvm `shared/src/crypto/signature.rs`).
  package enum Kind: UInt8, Sendable {
    case secp256k1 = 1
    case bls = 2
    /// Checked by the rules of the signer's address manager: Ethereum's for f410.
    case delegated = 3
  }

  /// The longest form, tag included (lotus `SignatureMaxLength`).
  package static let maximumSize = 200

  package var kind: Kind
  package var data: [UInt8]

  package init(_ kind: Kind, _ data: [UInt8]) {
    self.kind = kind
    self.data = data
  }

  /// Tag and data.
  package var bytes: [UInt8] { [kind.rawValue] + data }
}

extension Signature: CBORCodable {
  package func encode(to encoder: inout CBOREncoder) { encoder.append(bytes: bytes) }

  package init(from decoder: inout CBORDecoder) throws(CBORError) {
    let start = decoder.offset
    let bytes = try decoder.readBytes(upTo: Self.maximumSize, "signature")
    guard let tag = bytes.first, let kind = Kind(rawValue: tag) else {
      throw CBORError(.unexpected("signature has no known kind"), at: start)
    }
    self.init(kind, Array(bytes.dropFirst()))
  }
}
