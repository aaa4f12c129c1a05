package import IPLD

/// The header of a block (lotus `chain/types/blockheader.go`).
package struct BlockHeader: Hashable, Sendable {
  /// A value of the random beacon.
  package struct BeaconEntry: Hashable, Sendable {
    package var round: UInt64
    package var data: [UInt8]

    package init(round: UInt64, data: [UInt8]) {
      self.round = round
      self.data = data
    }
  }

  /// The proof of having won the right to make the block.
  package struct ElectionProof: Hashable, Sendable {
    package var winCount: Int64
    package var proof: [UInt8]

    package init(winCount: Int64, proof: [UInt8]) {
      self.winCount = winCount
      self.proof = proof
    }
  }

  /// The proof of holding the sectors that won.
  package struct WinningProof: Hashable, Sendable {
    package var kind: Int64
    package var proof: [UInt8]

    package init(kind: Int64, proof: [UInt8]) {
      self.kind = kind
      self.proof = proof
    }
  }

  package var miner: Address
  /// The ticket's proof; the chain's randomness is drawn from it.
  package var ticket: [UInt8]?
  package var electionProof: ElectionProof?
  package var beaconEntries: [BeaconEntry]
  package var winningProofs: [WinningProof]
  package var parents: TipsetKey
  package var parentWeight: BigInt
  package var epoch: ChainEpoch
  /// The state after the parent tipset's messages.
  package var parentStateRoot: CID
  /// Receipts of the parent tipset's messages.
  package var parentReceipts: CID
  /// A `MessageMeta`.
  package var messages: CID
  package var aggregateSignature: Signature?
  /// Seconds since 1970.
  package var timestamp: UInt64
  package var signature: Signature?
  package var forkSignaling: UInt64
  /// The base fee that this block's messages pay, attoFIL a gas unit.
  package var parentBaseFee: TokenAmount

  package init(
    miner: Address, ticket: [UInt8]?, electionProof: ElectionProof?, beaconEntries: [BeaconEntry],
    winningProofs: [WinningProof] = [], parents: TipsetKey, parentWeight: BigInt,
    epoch: ChainEpoch, parentStateRoot: CID, parentReceipts: CID, messages: CID,
    aggregateSignature: Signature? = nil, timestamp: UInt64, signature: Signature? = nil,
    forkSignaling: UInt64 = 0, parentBaseFee: TokenAmount
  ) {
    self.miner = miner
    self.ticket = ticket
    self.electionProof = electionProof
    self.beaconEntries = beaconEntries
    self.winningProofs = winningProofs
    self.parents = parents
    self.parentWeight = parentWeight
    self.epoch = epoch
    self.parentStateRoot = parentStateRoot
    self.parentReceipts = parentReceipts
    self.messages = messages
    self.aggregateSignature = aggregateSignature
    self.timestamp = timestamp
    self.signature = signature
    self.forkSignaling = forkSignaling
    self.parentBaseFee = parentBaseFee
  }

  /// The name of the block.
  package var cid: CID { CID(dagCBOR: cborBytes) }
}

/// A tuple of sixteen.
extension BlockHeader: CBORCodable {
  package func encode(to encoder: inout CBOREncoder) {
    encoder.appendArray(count: 16)
    encoder.append(miner)
    if let ticket {
      encoder.appendArray(count: 1)
      encoder.append(bytes: ticket)
    } else {
      encoder.appendNull()
    }
    encoder.append(optional: electionProof)
    encoder.append(array: beaconEntries)
    encoder.append(array: winningProofs)
    encoder.append(array: parents.blocks)
    encoder.append(parentWeight)
    encoder.append(epoch)
    encoder.append(parentStateRoot)
    encoder.append(parentReceipts)
    encoder.append(messages)
    encoder.append(optional: aggregateSignature)
    encoder.append(timestamp)
    encoder.append(optional: signature)
    encoder.append(forkSignaling)
    encoder.append(parentBaseFee)
  }

  package init(from decoder: inout CBORDecoder) throws(CBORError) {
    try decoder.readTuple(16, "block header")
    miner = try decoder.read()
    if try decoder.readNullIfPresent() {
      ticket = nil
    } else {
      try decoder.readTuple(1, "ticket")
      ticket = try decoder.readBytes()
    }
    electionProof = try decoder.readOptional()
    beaconEntries = try decoder.readArray()
    winningProofs = try decoder.readArray()
    parents = TipsetKey(try decoder.readArray())
    parentWeight = try decoder.read()
    epoch = try decoder.readInteger()
    parentStateRoot = try decoder.readLink()
    parentReceipts = try decoder.readLink()
    messages = try decoder.readLink()
    aggregateSignature = try decoder.readOptional()
    timestamp = try decoder.readUnsigned()
    signature = try decoder.readOptional()
    forkSignaling = try decoder.readUnsigned()
    parentBaseFee = try decoder.read()
  }
}

extension BlockHeader.BeaconEntry: CBORCodable {
  package func encode(to encoder: inout CBOREncoder) {
    encoder.appendArray(count: 2)
    encoder.append(round)
    encoder.append(bytes: data)
  }

  package init(from decoder: inout CBORDecoder) throws(CBORError) {
    try decoder.readTuple(2, "beacon entry")
    round = try decoder.readUnsigned()
    data = try decoder.readBytes()
  }
}

extension BlockHeader.ElectionProof: CBORCodable {
  package func encode(to encoder: inout CBOREncoder) {
    encoder.appendArray(count: 2)
    encoder.append(winCount)
    encoder.append(bytes: proof)
  }

  package init(from decoder: inout CBORDecoder) throws(CBORError) {
    try decoder.readTuple(2, "election proof")
    winCount = try decoder.readInteger()
    proof = try decoder.readBytes()
  }
}

extension BlockHeader.WinningProof: CBORCodable {
  package func encode(to encoder: inout CBOREncoder) {
    encoder.appendArray(count: 2)
    encoder.append(kind)
    encoder.append(bytes: proof)
  }

  package init(from decoder: inout CBORDecoder) throws(CBORError) {
    try decoder.readTuple(2, "proof of spacetime")
    kind = try decoder.readInteger()
    proof = try decoder.readBytes()
  }
}
