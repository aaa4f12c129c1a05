package import Primitives

/// Type 3: commits to blobs (EIP-4844), in the form that blocks hold: without the blobs.
package struct BlobTransaction: Hashable, Sendable {
  package var chainID: UInt64
  package var nonce: UInt64
  /// Wei per gas for the block's producer, at most.
  package var maxPriorityFeePerGas: UInt256
  /// Wei per gas in all, at most.
  package var maxFeePerGas: UInt256
  package var gasLimit: UInt64
  /// Never a creation.
  package var to: EthAddress
  /// Wei.
  package var value: UInt256
  package var data: [UInt8]
  package var accessList: [AccessListEntry]
  /// Wei per blob gas, at most.
  package var maxFeePerBlobGas: UInt256
  /// Versioned hashes of the blobs, which travel apart (EIP-4844).
  package var blobHashes: [Hash256]
  package var signature: TransactionSignature

  package init(
    chainID: UInt64, nonce: UInt64, maxPriorityFeePerGas: UInt256, maxFeePerGas: UInt256,
    gasLimit: UInt64, to: EthAddress, value: UInt256, data: [UInt8],
    accessList: [AccessListEntry] = [], maxFeePerBlobGas: UInt256, blobHashes: [Hash256],
    signature: TransactionSignature = .unsigned
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
    self.maxFeePerBlobGas = maxFeePerBlobGas
    self.blobHashes = blobHashes
    self.signature = signature
  }

  init(_ fields: inout RLPDecoder) throws(RLPError) {
    chainID = try fields.readUInt64()
    nonce = try fields.readUInt64()
    maxPriorityFeePerGas = try fields.readUInt256()
    maxFeePerGas = try fields.readUInt256()
    gasLimit = try fields.readUInt64()
    to = try fields.readAddress()
    value = try fields.readUInt256()
    data = try fields.readBytes()
    accessList = try AccessListEntry.decodeList(&fields)
    maxFeePerBlobGas = try fields.readUInt256()
    var hashes = try fields.readList()
    blobHashes = []
    while !hashes.isAtEnd { blobHashes.append(try hashes.readHash()) }
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
    fields.append(maxFeePerBlobGas)
    fields.appendList { list in
      for hash in blobHashes { list.append(hash) }
    }
  }
}
