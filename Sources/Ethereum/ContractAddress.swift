import Cryptography
package import Primitives

/// Where a new contract lies (Yellow Paper §7; EIP-1014).
package enum ContractAddress {
  /// CREATE's: the last 20 bytes of keccak256(rlp([creator, nonce])).
  package static func create(from creator: EthAddress, nonce: UInt64) -> EthAddress {
    let bytes = RLPEncoder.list { fields in
      fields.append(creator)
      fields.append(nonce)
    }
    return EthAddress(truncating: Keccak256.hash(bytes).word)
  }

  /// CREATE2's: the last 20 bytes of keccak256(0xff ‖ creator ‖ salt ‖ keccak256(init code)).
  package static func create2(
    from creator: EthAddress, salt: UInt256, initCodeHash: Hash256
  ) -> EthAddress {
    let bytes = [0xff] + creator.bytes + salt.bigEndianBytes + initCodeHash.bytes
    return EthAddress(truncating: Keccak256.hash(bytes).word)
  }
}
