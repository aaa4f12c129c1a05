package import Primitives

/// Type 2: bids on top of the block's base fee (EIP-1559).
package struct DynamicFeeTransaction: Hashable, Sendable {
  package var chainID: UInt64
  package var nonce: UInt64
  /// Wei per gas for the block's producer, at most.
  package var maxPriorityFeePerGas: UInt256
  /// Wei per gas in all, at most.
  package var maxFeePerGas: UInt256
  package var gasLimit: UInt64
  /// Nil creates a contract.
  package var to: EthAddress?
  /// Wei.
  package var value: UInt256
  package var data: [UInt8]
  package var accessList: [AccessListEntry]
  package var signature: TransactionSignature

  package init(
    chainID: UInt64, nonce: UInt64, maxPriorityFeePerGas: UInt256, maxFeePerGas: UInt256,
    gasLimit: UInt64, to: EthAddress?, value: UInt256, data: [UInt8],
    accessList: [AccessListEntry] = [], signature: TransactionSignature = .unsigned
  ) {
    self.chainID = chainID
    self.nonce = nonce
    self.maxPriorityFeePerGas = maxPriorityFeePerGas
    self.maxFeePerGas = maxFeePerGas
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
    maxPriorityFeePerGas = try fields.readUInt256()
    maxFeePerGas = try fields.readUInt256()
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
    fields.append(maxPriorityFeePerGas)
    fields.append(maxFeePerGas)
    fields.append(gasLimit)
    fields.append(to)
    fields.append(value)
    fields.append(data)
    AccessListEntry.encodeList(accessList, to: &fields)
  }
}
