package import Filecoin
package import IPLD
package import Primitives

/// One chain message, by who sent it and its number: how long transient storage and a destroyed
/// contract last.
package struct MessageIdentity: Hashable, Sendable, CBORCodable {
  package var origin: ActorID
  package var nonce: UInt64

  package init(origin: ActorID, nonce: UInt64) {
    self.origin = origin
    self.nonce = nonce
  }

  package func encode(to encoder: inout CBOREncoder) {
    encoder.appendArray(count: 2)
    encoder.append(origin)
    encoder.append(nonce)
  }

  package init(from decoder: inout CBORDecoder) throws(CBORError) {
    try decoder.readTuple(2, "message identity")
    origin = try decoder.readUnsigned()
    nonce = try decoder.readUnsigned()
  }
}

/// Transient storage and the message it belongs to (FIP-0097).
package struct TransientData: Hashable, Sendable, CBORCodable {
  /// The root of a KAMT of words.
  package var root: CID
  package var lifespan: MessageIdentity

  package init(root: CID, lifespan: MessageIdentity) {
    self.root = root
    self.lifespan = lifespan
  }

  package func encode(to encoder: inout CBOREncoder) {
    encoder.appendArray(count: 2)
    encoder.append(root)
    encoder.append(lifespan)
  }

  package init(from decoder: inout CBORDecoder) throws(CBORError) {
    try decoder.readTuple(2, "transient data")
    root = try decoder.readLink()
    lifespan = try decoder.read()
  }
}

/// A contract's state (builtin-actors `actors/evm/src/state.rs`).
package struct EVMState: Hashable, Sendable {
  /// The block of the code, RAW.
  package var bytecode: CID
  /// Keccak-256 of the code.
  package var bytecodeHash: Hash256
  /// The root of a KAMT of words: the storage.
  package var contractState: CID
  package var transientData: TransientData?
  /// Counts creations from 1 on.
  package var nonce: UInt64
  /// The message in which the contract destroyed itself. With the next message it is dead.
  package var tombstone: MessageIdentity?

  package init(
    bytecode: CID, bytecodeHash: Hash256, contractState: CID, transientData: TransientData? = nil,
    nonce: UInt64, tombstone: MessageIdentity? = nil
  ) {
    self.bytecode = bytecode
    self.bytecodeHash = bytecodeHash
    self.contractState = contractState
    self.transientData = transientData
    self.nonce = nonce
    self.tombstone = tombstone
  }

  /// Whether the contract destroyed itself in an earlier message than `current`.
  package func isDead(in current: MessageIdentity) -> Bool {
    tombstone.map { $0 != current } ?? false
  }
}

/// A tuple of six in the order of the fields.
extension EVMState: CBORCodable {
  package func encode(to encoder: inout CBOREncoder) {
    encoder.appendArray(count: 6)
    encoder.append(bytecode)
    encoder.append(bytesOf: bytecodeHash.word)
    encoder.append(contractState)
    encoder.append(optional: transientData)
    encoder.append(nonce)
    encoder.append(optional: tombstone)
  }

  package init(from decoder: inout CBORDecoder) throws(CBORError) {
    try decoder.readTuple(6, "EVM state")
    bytecode = try decoder.readLink()
    bytecodeHash = try decoder.readHash("code hash")
    contractState = try decoder.readLink()
    transientData = try decoder.readOptional()
    nonce = try decoder.readUnsigned()
    tombstone = try decoder.readOptional()
  }
}
