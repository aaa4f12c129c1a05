package import Filecoin
package import IPLD

/// Parameters of the Init actor's constructor.
struct InitConstructorParams: CBORDecodable {
  let networkName: String

  init(from decoder: inout CBORDecoder) throws(CBORError) {
    try decoder.readTuple(1, "parameters")
    networkName = try decoder.readText()
  }
}

/// Parameters of Exec.
package struct ExecParams: Hashable, Sendable, CBORCodable {
  package var code: CID
  /// CBOR for the new actor's constructor.
  package var constructorParams: [UInt8]

  package init(code: CID, constructorParams: [UInt8]) {
    self.code = code
    self.constructorParams = constructorParams
  }

  package func encode(to encoder: inout CBOREncoder) {
    encoder.appendArray(count: 2)
    encoder.append(code)
    encoder.append(bytes: constructorParams)
  }

  package init(from decoder: inout CBORDecoder) throws(CBORError) {
    try decoder.readTuple(2, "parameters")
    code = try decoder.readLink()
    constructorParams = try decoder.readBytes()
  }
}

/// Parameters of Exec4.
package struct Exec4Params: Hashable, Sendable, CBORCodable {
  package var code: CID
  /// CBOR for the new actor's constructor.
  package var constructorParams: [UInt8]
  /// The new actor's address under the caller's namespace.
  package var subaddress: [UInt8]

  package init(code: CID, constructorParams: [UInt8], subaddress: [UInt8]) {
    self.code = code
    self.constructorParams = constructorParams
    self.subaddress = subaddress
  }

  package func encode(to encoder: inout CBOREncoder) {
    encoder.appendArray(count: 3)
    encoder.append(code)
    encoder.append(bytes: constructorParams)
    encoder.append(bytes: subaddress)
  }

  package init(from decoder: inout CBORDecoder) throws(CBORError) {
    try decoder.readTuple(3, "parameters")
    code = try decoder.readLink()
    constructorParams = try decoder.readBytes()
    subaddress = try decoder.readBytes()
  }
}

/// What Exec and Exec4 return.
package struct ExecReturn: Hashable, Sendable, CBORCodable {
  package var idAddress: Address
  /// f2, the same after a reorganisation of the chain.
  package var robustAddress: Address

  package init(idAddress: Address, robustAddress: Address) {
    self.idAddress = idAddress
    self.robustAddress = robustAddress
  }

  package func encode(to encoder: inout CBOREncoder) {
    encoder.appendArray(count: 2)
    encoder.append(idAddress)
    encoder.append(robustAddress)
  }

  package init(from decoder: inout CBORDecoder) throws(CBORError) {
    try decoder.readTuple(2, "Exec return")
    idAddress = try decoder.read()
    robustAddress = try decoder.read()
  }
}
