import Cryptography
package import Primitives

/// Where a new contract lies (Yellow Paper §7; EIP-1014).
package enum ContractAddress {
  /// CREATE's: the last 20 bytes of keccak256(rlp([creator, nonce])).
  package static func create(from creator: EthAddress, nonce: UInt64) -> EthAddress {
    // Both are short items, and so is the list.
    let nonceBytes = nonce < 0x80 ? 0 : (71 - nonce.leadingZeroBitCount) / 8
    var input = KeccakInput()
    input.append(0xc0 + UInt8(1 + 20 + 1 + nonceBytes))
    input.append(0x80 + 20)
    input.append(creator.word, bytes: 20)
    if nonceBytes == 0 {
      input.append(nonce == 0 ? 0x80 : UInt8(nonce))
    } else {
      input.append(0x80 + UInt8(nonceBytes))
      input.append(UInt256(nonce), bytes: nonceBytes)
    }
    return EthAddress(truncating: input.hash.word)
  }

  /// CREATE2's: the last 20 bytes of keccak256(0xff ‖ creator ‖ salt ‖ keccak256(init code)).
  package static func create2(
    from creator: EthAddress, salt: UInt256, initCodeHash: Hash256
  ) -> EthAddress {
    var input = KeccakInput()
    input.append(0xff)
    input.append(creator.word, bytes: 20)
    input.append(salt)
    input.append(initCodeHash.word)
    return EthAddress(truncating: input.hash.word)
  }
}
