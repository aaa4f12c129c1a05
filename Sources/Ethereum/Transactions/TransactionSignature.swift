package import Primitives

/// An ECDSA signature on secp256k1 as transactions carry it.
package struct TransactionSignature: Hashable, Sendable {
  package var r: UInt256
  package var s: UInt256
  /// Parity of the y coordinate of the point behind `r`: 0 or 1 in a valid signature.
  package var yParity: UInt64

  package init(r: UInt256, s: UInt256, yParity: UInt64) {
    self.r = r
    self.s = s
    self.yParity = yParity
  }

  /// The placeholder of a transaction that is not signed.
  package static let unsigned = TransactionSignature(r: .zero, s: .zero, yParity: 0)
}

/// Why a signature names no signer.
package enum TransactionSignatureError: Error, Hashable, Sendable, CustomStringConvertible {
  case rOutOfRange(UInt256)
  case sOutOfRange(UInt256)
  /// `s` above n/2 where EIP-2 forbids it.
  case highS(UInt256)
  case invalidParity(UInt64)
  /// `r` is no x coordinate of a point, or the key would be the point at infinity.
  case unrecoverable
  /// The private key is zero or not below the group order.
  case invalidPrivateKey

  package var description: String {
    switch self {
    case .rOutOfRange(let r): "signature r out of range: \(r.hexQuantity)"
    case .sOutOfRange(let s): "signature s out of range: \(s.hexQuantity)"
    case .highS(let s): "signature s above half the group order: \(s.hexQuantity)"
    case .invalidParity(let parity): "signature parity is neither 0 nor 1: \(parity)"
    case .unrecoverable: "no public key matches the signature"
    case .invalidPrivateKey: "private key is zero or not below the group order"
    }
  }
}

extension TransactionSignature {
  /// The last three fields of a typed transaction: parity, r, s.
  init(_ fields: inout RLPDecoder) throws(RLPError) {
    yParity = try fields.readUInt64()
    r = try fields.readUInt256()
    s = try fields.readUInt256()
  }

  func encode(to fields: inout RLPEncoder) {
    fields.append(yParity)
    fields.append(r)
    fields.append(s)
  }
}
