import Cryptography
package import Primitives

/// A signed wish of an account to run another's code (EIP-7702).
package struct Authorization: Hashable, Sendable {
  /// 0 for every chain.
  package var chainID: UInt256
  /// The delegate; zero takes the delegation back.
  package var address: EthAddress
  /// The authority's nonce at the time of the transaction.
  package var nonce: UInt64
  package var yParity: UInt256
  package var r: UInt256
  package var s: UInt256

  package init(
    chainID: UInt256, address: EthAddress, nonce: UInt64, yParity: UInt256, r: UInt256, s: UInt256
  ) {
    self.chainID = chainID
    self.address = address
    self.nonce = nonce
    self.yParity = yParity
    self.r = r
    self.s = s
  }

  /// keccak256(0x05 ‖ rlp([chain id, address, nonce])).
  package var signingHash: Hash256 {
    var bytes: [UInt8] = [0x05]
    bytes += RLPEncoder.list { fields in
      fields.append(chainID)
      fields.append(address)
      fields.append(nonce)
    }
    return Keccak256.hash(bytes)
  }

  static func decodeList(_ decoder: inout RLPDecoder) throws(RLPError) -> [Authorization] {
    var list = try decoder.readList()
    var entries: [Authorization] = []
    while !list.isAtEnd {
      var fields = try list.readList()
      entries.append(
        Authorization(
          chainID: try fields.readUInt256(), address: try fields.readAddress(),
          nonce: try fields.readUInt64(), yParity: try fields.readUInt256(),
          r: try fields.readUInt256(), s: try fields.readUInt256()))
      try fields.finishList()
    }
    return entries
  }

  static func encodeList(_ entries: [Authorization], to encoder: inout RLPEncoder) {
    encoder.appendList { list in
      for entry in entries {
        list.appendList { fields in
          fields.append(entry.chainID)
          fields.append(entry.address)
          fields.append(entry.nonce)
          fields.append(entry.yParity)
          fields.append(entry.r)
          fields.append(entry.s)
        }
      }
    }
  }
}
