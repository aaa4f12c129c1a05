import Cryptography
package import Primitives

/// The kinds of transaction by their type byte (EIP-2718).
package enum TransactionType: UInt8, CaseIterable, Sendable {
  case legacy = 0
  case accessList = 1
  case dynamicFee = 2
  case blob = 3
  case setCode = 4
}

/// A transaction of any type; `signature` is `.unsigned` in one that is still to be signed.
package enum Transaction: Hashable, Sendable {
  case legacy(LegacyTransaction)
  case accessList(AccessListTransaction)
  case dynamicFee(DynamicFeeTransaction)
  case blob(BlobTransaction)
  case setCode(SetCodeTransaction)

  /// Reads the form that travels and is hashed: RLP for legacy, type byte and RLP for the rest.
  package static func decode(_ bytes: [UInt8]) throws(TransactionDecodingError) -> Transaction {
    guard let first = bytes.first else { throw .empty }
    let type = first >= 0xc0 ? .legacy : TransactionType(rawValue: first)
    guard let type, type != .legacy || first >= 0xc0 else { throw .unsupportedType(first) }
    var fields: RLPDecoder
    do {
      var decoder = RLPDecoder(bytes, skipping: type == .legacy ? 0 : 1)
      fields = try decoder.readList()
      try decoder.finishInput()
    } catch {
      throw .malformed(error)
    }
    if type == .legacy { return .legacy(try LegacyTransaction(&fields)) }
    do {
      return switch type {
      case .accessList: .accessList(try AccessListTransaction(&fields))
      case .dynamicFee: .dynamicFee(try DynamicFeeTransaction(&fields))
      case .blob: .blob(try BlobTransaction(&fields))
      case .setCode, .legacy: .setCode(try SetCodeTransaction(&fields))
      }
    } catch {
      throw .malformed(error)
    }
  }

  /// The form that travels: RLP for legacy, type byte and RLP for the rest.
  package var encoded: [UInt8] {
    if case .legacy(let transaction) = self {
      return RLPEncoder.list { fields in
        transaction.encodePayload(&fields)
        fields.append(transaction.v)
        fields.append(transaction.signature.r)
        fields.append(transaction.signature.s)
      }
    }
    var bytes = [type.rawValue]
    bytes += RLPEncoder.list { fields in
      encodePayload(&fields)
      signature.encode(to: &fields)
    }
    return bytes
  }

  /// The transaction's hash: keccak256 of `encoded`.
  package var hash: Hash256 { Keccak256.hash(encoded) }

  /// The digest that the sender signs.
  package var signingHash: Hash256 {
    if case .legacy(let transaction) = self {
      return Keccak256.hash(
        RLPEncoder.list { fields in
          transaction.encodePayload(&fields)
          guard let chainID = transaction.chainID else { return }
          fields.append(chainID)
          fields.append(0 as UInt64)
          fields.append(0 as UInt64)
        })
    }
    var bytes = [type.rawValue]
    bytes += RLPEncoder.list { fields in encodePayload(&fields) }
    return Keccak256.hash(bytes)
  }

  private func encodePayload(_ fields: inout RLPEncoder) {
    switch self {
    case .legacy(let transaction): transaction.encodePayload(&fields)
    case .accessList(let transaction): transaction.encodePayload(&fields)
    case .dynamicFee(let transaction): transaction.encodePayload(&fields)
    case .blob(let transaction): transaction.encodePayload(&fields)
    case .setCode(let transaction): transaction.encodePayload(&fields)
    }
  }
}
