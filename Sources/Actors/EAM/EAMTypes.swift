package import Filecoin
package import IPLD
package import Primitives

/// Methods of the Ethereum address manager (builtin-actors `actors/eam`).
package enum EAMMethod {
  package static let create: MethodNumber = 2
  package static let create2: MethodNumber = 3
  package static let createExternal: MethodNumber = 4
}

/// Parameters of Create.
package struct CreateParams: Hashable, Sendable, CBORCodable {
  package var initCode: [UInt8]
  /// The creating contract's nonce.
  package var nonce: UInt64

  package init(initCode: [UInt8], nonce: UInt64) {
    self.initCode = initCode
    self.nonce = nonce
  }

  package func encode(to encoder: inout CBOREncoder) {
    encoder.appendArray(count: 2)
    encoder.append(bytes: initCode)
    encoder.append(nonce)
  }

  package init(from decoder: inout CBORDecoder) throws(CBORError) {
    try decoder.readTuple(2, "parameters")
    initCode = try decoder.readBytes()
    nonce = try decoder.readUnsigned()
  }
}

/// Parameters of Create2.
package struct Create2Params: Hashable, Sendable, CBORCodable {
  package var initCode: [UInt8]
  package var salt: Hash256

  package init(initCode: [UInt8], salt: Hash256) {
    self.initCode = initCode
    self.salt = salt
  }

  package func encode(to encoder: inout CBOREncoder) {
    encoder.appendArray(count: 2)
    encoder.append(bytes: initCode)
    encoder.append(bytes: salt.bytes)
  }

  package init(from decoder: inout CBORDecoder) throws(CBORError) {
    try decoder.readTuple(2, "parameters")
    initCode = try decoder.readBytes()
    salt = try decoder.readHash("salt")
  }
}

/// What the three creating methods return.
package struct CreateReturn: Hashable, Sendable, CBORCodable {
  package var actorID: ActorID
  /// f2, nil for a contract that was brought back after its destruction.
  package var robustAddress: Address?
  package var ethAddress: EthAddress

  package init(actorID: ActorID, robustAddress: Address?, ethAddress: EthAddress) {
    self.actorID = actorID
    self.robustAddress = robustAddress
    self.ethAddress = ethAddress
  }

  package func encode(to encoder: inout CBOREncoder) {
    encoder.appendArray(count: 3)
    encoder.append(actorID)
    encoder.append(optional: robustAddress)
    encoder.append(bytes: ethAddress.bytes)
  }

  package init(from decoder: inout CBORDecoder) throws(CBORError) {
    try decoder.readTuple(3, "Create return")
    actorID = try decoder.readUnsigned()
    robustAddress = try decoder.readOptional()
    ethAddress = try decoder.readEthAddress()
  }
}

extension CBORDecoder {
  /// A byte string of exactly 32 bytes.
  mutating func readHash(_ name: String) throws(CBORError) -> Hash256 {
    Hash256(word: try readWord(name))
  }

  /// A byte string of exactly 20 bytes.
  mutating func readEthAddress() throws(CBORError) -> EthAddress {
    let start = offset
    guard let address = EthAddress(try readBytes(upTo: 20, "address")) else {
      throw CBORError(.unexpected("address is not of 20 bytes"), at: start)
    }
    return address
  }
}
