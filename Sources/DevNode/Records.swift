package import Filecoin
package import IPLD
package import Primitives

/// A tipset as the store keeps it: its one block and what its messages came to.
package struct TipsetRecord: Hashable, Sendable {
  package var header: BlockHeader
  /// The state after its messages.
  package var stateRoot: CID
  /// The receipts of its messages.
  package var receiptsRoot: CID
  package var gasUsed: UInt64
  package var messageCount: Int

  package init(
    header: BlockHeader, stateRoot: CID, receiptsRoot: CID, gasUsed: UInt64, messageCount: Int
  ) {
    self.header = header
    self.stateRoot = stateRoot
    self.receiptsRoot = receiptsRoot
    self.gasUsed = gasUsed
    self.messageCount = messageCount
  }

  package var epoch: ChainEpoch { header.epoch }
  package var key: TipsetKey { TipsetKey([header.cid]) }
  /// The hash in Ethereum's view.
  package var hash: Hash256 { key.hash }
}

/// A message on chain and what applying it came to.
package struct MessageRecord: Hashable, Sendable {
  package var signed: SignedMessage
  package var cid: CID
  /// The transaction's hash; for a native message, the digest of its CID.
  package var hash: Hash256
  package var epoch: ChainEpoch
  /// Position among the tipset's messages.
  package var position: Int
  package var receipt: Receipt
  package var charges: GasCharges
  /// Why it failed, for people; nil on success.
  package var failure: String?
  package var logs: [LogRecord]

  package init(
    signed: SignedMessage, cid: CID, hash: Hash256, epoch: ChainEpoch, position: Int,
    receipt: Receipt, charges: GasCharges, failure: String? = nil, logs: [LogRecord] = []
  ) {
    self.signed = signed
    self.cid = cid
    self.hash = hash
    self.epoch = epoch
    self.position = position
    self.receipt = receipt
    self.charges = charges
    self.failure = failure
    self.logs = logs
  }
}

/// Where the sender's fee went, attoFIL.
package struct GasCharges: Hashable, Sendable {
  package var baseFeeBurn: TokenAmount
  package var overEstimationBurn: TokenAmount
  package var minerTip: TokenAmount
  /// What came back to the sender.
  package var refund: TokenAmount

  package init(
    baseFeeBurn: TokenAmount, overEstimationBurn: TokenAmount, minerTip: TokenAmount,
    refund: TokenAmount
  ) {
    self.baseFeeBurn = baseFeeBurn
    self.overEstimationBurn = overEstimationBurn
    self.minerTip = minerTip
    self.refund = refund
  }

  /// What the message cost its sender beside its value.
  package var total: TokenAmount { baseFeeBurn + overEstimationBurn + minerTip }
}

/// An event in Ethereum's form.
package struct LogRecord: Hashable, Sendable {
  package var epoch: ChainEpoch
  /// Position of its message in the tipset.
  package var messagePosition: Int
  /// Position among the tipset's logs.
  package var index: Int
  package var emitter: ActorID
  package var address: EthAddress
  /// At most four.
  package var topics: [Hash256]
  package var data: [UInt8]

  package init(
    epoch: ChainEpoch, messagePosition: Int, index: Int, emitter: ActorID, address: EthAddress,
    topics: [Hash256], data: [UInt8]
  ) {
    self.epoch = epoch
    self.messagePosition = messagePosition
    self.index = index
    self.emitter = emitter
    self.address = address
    self.topics = topics
    self.data = data
  }
}

/// Which logs are wanted (eth_getLogs).
package struct LogFilter: Hashable, Sendable {
  package var epochs: ClosedRange<ChainEpoch>
  /// Any of them; all when empty.
  package var addresses: [EthAddress]
  /// For each topic position any of its hashes; all when empty.
  package var topics: [[Hash256]]

  package init(
    epochs: ClosedRange<ChainEpoch>, addresses: [EthAddress] = [], topics: [[Hash256]] = []
  ) {
    self.epochs = epochs
    self.addresses = addresses
    self.topics = topics
  }
}
