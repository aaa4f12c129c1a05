package import Primitives

/// The untyped transaction, with or without replay protection (EIP-155).
package struct LegacyTransaction: Hashable, Sendable {
  package var nonce: UInt64
  /// Wei per gas.
  package var gasPrice: UInt256
  package var gasLimit: UInt64
  /// Nil creates a contract.
  package var to: EthAddress?
  /// Wei.
  package var value: UInt256
  package var data: [UInt8]
  /// The chain it is bound to; nil for a signature from before EIP-155.
  package var chainID: UInt64?
  package var signature: TransactionSignature

  package init(
    nonce: UInt64, gasPrice: UInt256, gasLimit: UInt64, to: EthAddress?, value: UInt256,
    data: [UInt8], chainID: UInt64? = nil, signature: TransactionSignature = .unsigned
  ) {
    self.nonce = nonce
    self.gasPrice = gasPrice
    self.gasLimit = gasLimit
    self.to = to
    self.value = value
    self.data = data
    self.chainID = chainID
    self.signature = signature
  }

  /// 27 or 28 plus parity, or 35 plus parity plus twice the chain id.
  package var v: UInt256 {
    guard let chainID else { return UInt256(27 + signature.yParity) }
    return UInt256(UInt128(chainID) * 2 + 35 + UInt128(signature.yParity))
  }

  init(_ fields: inout RLPDecoder) throws(TransactionDecodingError) {
    let v: UInt256
    do {
      nonce = try fields.readUInt64()
      gasPrice = try fields.readUInt256()
      gasLimit = try fields.readUInt64()
      to = try fields.readOptionalAddress()
      value = try fields.readUInt256()
      data = try fields.readBytes()
      v = try fields.readUInt256()
      signature = TransactionSignature(
        r: try fields.readUInt256(), s: try fields.readUInt256(), yParity: 0)
      try fields.finishList()
    } catch {
      throw .malformed(error)
    }
    guard let split = LegacyTransaction.split(v: v) else { throw .invalidV(v) }
    chainID = split.chainID
    signature.yParity = split.yParity
  }

  /// The chain id and the parity in `v`; nil when it is neither 27, 28 nor 35 to 2^65 + 34.
  package static func split(v: UInt256) -> (chainID: UInt64?, yParity: UInt64)? {
    if v == 27 || v == 28 { return (nil, v.limb0 - 27) }
    guard v >= 35, let rest = (v - 35).asUInt128, let chainID = UInt64(exactly: rest >> 1) else {
      return nil
    }
    return (chainID, UInt64(rest & 1))
  }

  func encodePayload(_ fields: inout RLPEncoder) {
    fields.append(nonce)
    fields.append(gasPrice)
    fields.append(gasLimit)
    fields.append(to)
    fields.append(value)
    fields.append(data)
  }
}
