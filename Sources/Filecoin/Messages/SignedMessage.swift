package import IPLD

/// A message and its sender's signature.
package struct SignedMessage: Hashable, Sendable {
  package var message: Message
  package var signature: Signature

  package init(_ message: Message, _ signature: Signature) {
    self.message = message
    self.signature = signature
  }

  /// The message's name on chain: of the unsigned message for BLS, whose signatures are aggregated
  /// and dropped, else of the signed tuple (lotus `signedmessage.go`).
  package var cid: CID {
    signature.kind == .bls ? message.cid : CID(dagCBOR: cborBytes)
  }

  /// Bytes that inclusion is charged for (lotus `ChainLength`).
  package var chainLength: Int {
    signature.kind == .bls ? message.cborBytes.count : cborBytes.count
  }
}

extension SignedMessage: CBORCodable {
  package func encode(to encoder: inout CBOREncoder) {
    encoder.appendArray(count: 2)
    encoder.append(message)
    encoder.append(signature)
  }

  package init(from decoder: inout CBORDecoder) throws(CBORError) {
    try decoder.readTuple(2, "signed message")
    message = try decoder.read()
    signature = try decoder.read()
  }
}
