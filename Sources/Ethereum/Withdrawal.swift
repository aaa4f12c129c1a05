package import Primitives

/// A payment from the beacon chain (EIP-4895).
package struct Withdrawal: Hashable, Sendable {
  package var index: UInt64
  package var validatorIndex: UInt64
  package var address: EthAddress
  /// Gwei.
  package var amount: UInt64

  package init(index: UInt64, validatorIndex: UInt64, address: EthAddress, amount: UInt64) {
    self.index = index
    self.validatorIndex = validatorIndex
    self.address = address
    self.amount = amount
  }

  /// The amount in wei.
  package var amountInWei: UInt256 { UInt256(UInt128(amount) * 1_000_000_000) }

  package var encoded: [UInt8] {
    RLPEncoder.list { fields in
      fields.append(index)
      fields.append(validatorIndex)
      fields.append(address)
      fields.append(amount)
    }
  }

  init(_ list: inout RLPDecoder) throws(RLPError) {
    var fields = try list.readList()
    index = try fields.readUInt64()
    validatorIndex = try fields.readUInt64()
    address = try fields.readAddress()
    amount = try fields.readUInt64()
    try fields.finishList()
  }
}
