package import IPLD

/// A call of an actor's method that is paid for on chain, or that the chain makes itself.
package struct Message: Hashable, Sendable {
  /// Always 0 so far.
  package var version: UInt64
  package var from: Address
  package var to: Address
  /// The sender's count of earlier messages.
  package var nonce: UInt64
  package var value: TokenAmount
  package var method: MethodNumber
  /// The method's parameters as one block, usually CBOR.
  package var params: [UInt8]
  package var gasLimit: UInt64
  /// The most that is paid for a unit of gas, attoFIL.
  package var gasFeeCap: TokenAmount
  /// What of it goes to the block's miner, attoFIL.
  package var gasPremium: TokenAmount

  package init(
    version: UInt64 = 0, from: Address, to: Address, nonce: UInt64 = 0, value: TokenAmount = .zero,
    method: MethodNumber = .send, params: [UInt8] = [], gasLimit: UInt64 = 0,
    gasFeeCap: TokenAmount = .zero, gasPremium: TokenAmount = .zero
  ) {
    self.version = version
    self.from = from
    self.to = to
    self.nonce = nonce
    self.value = value
    self.method = method
    self.params = params
    self.gasLimit = gasLimit
    self.gasFeeCap = gasFeeCap
    self.gasPremium = gasPremium
  }

  /// The name of the unsigned message.
  package var cid: CID { CID(dagCBOR: cborBytes) }
}

/// A tuple of ten: version, to, from, nonce, value, gas limit, fee cap, premium, method, params
/// (ref-fvm `shared/src/message.rs`).
extension Message: CBORCodable {
  package func encode(to encoder: inout CBOREncoder) {
    encoder.appendArray(count: 10)
    encoder.append(version)
    encoder.append(to)
    encoder.append(from)
    encoder.append(nonce)
    encoder.append(value)
    encoder.append(gasLimit)
    encoder.append(gasFeeCap)
    encoder.append(gasPremium)
    encoder.append(method)
    encoder.append(bytes: params)
  }

  package init(from decoder: inout CBORDecoder) throws(CBORError) {
    try decoder.readTuple(10, "message")
    version = try decoder.readUnsigned()
    to = try decoder.read()
    from = try decoder.read()
    nonce = try decoder.readUnsigned()
    value = try decoder.read()
    gasLimit = try decoder.readUnsigned()
    gasFeeCap = try decoder.read()
    gasPremium = try decoder.read()
    method = try decoder.read()
    params = try decoder.readBytes()
  }
}
