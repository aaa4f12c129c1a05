package import Filecoin

/// What a frame knows of the message that runs it (syscall `vm::message_context`).
package struct MessageContext: Hashable, Sendable {
  /// The actor that sent the chain message.
  package let origin: ActorID
  /// The chain message's nonce.
  package let nonce: UInt64
  package let caller: ActorID
  package let receiver: ActorID
  package let method: MethodNumber
  /// attoFIL, already credited to the receiver.
  package let valueReceived: TokenAmount
  /// attoFIL a gas unit: the effective premium of the chain message.
  package let gasPremium: TokenAmount
  package let isReadOnly: Bool
}

/// What a frame knows of the chain (syscall `network::context`).
package struct NetworkContext: Hashable, Sendable {
  package let epoch: ChainEpoch
  /// Seconds since 1970 of the tipset.
  package let timestamp: UInt64
  /// attoFIL a gas unit.
  package let baseFee: TokenAmount
  package let chainID: ChainID
  package let networkVersion: NetworkVersion
}

/// What a send came back with (syscall `send::send`).
package struct SendResult: Hashable, Sendable {
  package let exitCode: ExitCode
  /// The returned data in the caller's registry; `noBlock` for none.
  package let block: BlockID
  package let stat: BlockStat
}

/// Shape of one event entry; its key and value lie in the buffers beside it (FIP-0049).
package struct EventEntryHeader: Hashable, Sendable {
  /// 1 index by key, 2 index by value.
  package let flags: UInt64
  package let codec: UInt64
  /// Bytes.
  package let keyLength: UInt32
  /// Bytes.
  package let valueLength: UInt32

  package init(flags: UInt64, codec: UInt64, keyLength: UInt32, valueLength: UInt32) {
    self.flags = flags
    self.codec = codec
    self.keyLength = keyLength
    self.valueLength = valueLength
  }
}

/// Hash functions of syscall `crypto::hash`; the raw value is the multihash code.
package enum HashFunction: UInt64, CaseIterable, Sendable {
  case sha256 = 0x12
  case keccak256 = 0x1b
  case ripemd160 = 0x1053
  case blake2b256 = 0xb220
  case blake2b512 = 0xb240
}
