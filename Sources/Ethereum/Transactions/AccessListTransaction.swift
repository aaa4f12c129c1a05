package import Primitives

/// Type 1: announces what it will touch (EIP-2930).
package struct AccessListTransaction: Hashable, Sendable {
  package var chainID: UInt64
  package var nonce: UInt64
  /// Wei per gas.
  package var gasPrice: UInt256
  package var gasLimit: UInt64
  /// Nil creates a contract.
  package var to: EthAddress?
  /// Wei.
  package var value: UInt256
  package var data: [UInt8]
  package var accessList: [AccessListEntry]
  package var signature: TransactionSignature

  package init(
    chainID: UInt64, nonce: UInt64, gasPrice: UInt256, gasLimit: UInt64, to: EthAddress?,
    value: UInt256, data: [UInt8], accessList: [AccessListEntry] = [],
    signature: TransactionSignature = .unsigned
  ) {
    self.chainID = chainID
    self.nonce = nonce
    self.gasPrice = gasPrice
    self.gasLimit = gasLimit
    self.to = to
    self.value = value
    self.data = data
    self.accessList = accessList
    self.signature = signature
  }

  init(_ fields: inout RLPDecoder) throws(RLPError) {
    chainID = try fields.readUInt64()
    nonce = try fields.readUInt64()
    gasPrice = try fields.readUInt256()
    gasLimit = try fields.readUInt64()
    to = try fields.readOptionalAddress()
    value = try fields.readUInt256()
    data = try fields.readBytes()
    accessList = try AccessListEntry.decodeList(&fields)
    signature = try TransactionSignature(&fields)
    try fields.finishList()
  }

  func encodePayload(_ fields: inout RLPEncoder) {
    fields.append(chainID)
    fields.append(nonce)
    fields.append(gasPrice)
    fields.append(gasLimit)
    fields.append(to)
    fields.append(value)
    fields.append(data)
    AccessListEntry.encodeList(accessList, to: &fields)
  }
}
