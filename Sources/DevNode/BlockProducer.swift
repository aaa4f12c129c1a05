import Bridge
import Cryptography
import FVM
import Filecoin
import IPLD
import Primitives

/// Makes tipsets of one block each.
///
/// A tipset's messages run as it is made, so its receipts and state are there at once; as on any
/// Filecoin chain, the next header carries them.
struct BlockProducer {
  /// A message to include, and the hash that it is known by.
  struct Candidate {
    var signed: SignedMessage
    var hash: Hash256
  }

  /// A tipset that is not committed yet.
  struct Product {
    var tipset: TipsetRecord
    var messages: [MessageRecord]
  }

  /// The producer's address: the first miner of a Filecoin network. There is no such actor here.
  static let miner = Address.id(1000)

  let configuration: NodeConfiguration
  let store: ChainStore
  let blocks: StoredBlocks
  let actors: (Manifest) -> ActorRegistry

  /// A header on top of `parent`, without messages.
  func nextHeader(after parent: TipsetRecord) throws -> BlockHeader {
    let epoch = parent.epoch + 1
    return BlockHeader(
      miner: Self.miner, ticket: Self.seed("ticket", parent.key, epoch), electionProof: nil,
      beaconEntries: [
        .init(round: UInt64(epoch), data: Self.seed("beacon", parent.key, epoch))
      ],
      parents: parent.key, parentWeight: parent.header.parentWeight + 1, epoch: epoch,
      parentStateRoot: parent.stateRoot, parentReceipts: parent.receiptsRoot,
      messages: try Self.messagesRoot([], blocks), timestamp: configuration.timestamp(of: epoch),
      parentBaseFee: try baseFee(after: parent))
  }

  /// Runs messages in a tipset on top of `parent`. One that must not be in a block (wrong nonce, no
  /// funds for its gas) fails the whole tipset.
  func produce(_ candidates: [Candidate], after parent: TipsetRecord) throws -> Product {
    // One deep thread for the whole tipset, instead of one a message.
    try ExecutionThread.run { try run(candidates, after: parent) }
  }

  private func run(_ candidates: [Candidate], after parent: TipsetRecord) throws -> Product {
    var header = try nextHeader(after: parent)
    header.messages = try Self.messagesRoot(candidates.map(\.signed.cid), blocks)
    for candidate in candidates { try blocks.put(candidate.signed) }
    try blocks.put(header)

    let machine = try machine(header, root: parent.stateRoot, isTracing: false)
    let executor = Executor(machine: machine)
    var receipts = AMTWriter(blocks, version: .v0)
    var records: [MessageRecord] = []
    var logCount = 0
    var gasUsed: UInt64 = 0
    for (position, candidate) in candidates.enumerated() {
      let message = candidate.signed.message
      let result = try executor.execute(message, length: candidate.signed.chainLength)
      if case .prevalidation(let reason) = result.failure { throw ChainError(reason) }
      if case .backtrace(let backtrace) = result.failure, case .fatal(let reason) = backtrace.cause
      {
        throw ChainError("the machine failed, nothing was sent: \(reason)")
      }
      try receipts.append(result.receipt)
      for block in result.eventBlocks { blocks.put(block.cid, block.bytes) }
      gasUsed += result.receipt.gasUsed
      let logs = try LogView.logs(of: result.events, in: machine.stateTree)
      var record = MessageRecord(
        signed: candidate.signed, cid: candidate.signed.cid, hash: candidate.hash,
        epoch: header.epoch, position: position, receipt: result.receipt,
        charges: GasCharges(result.gas), failure: result.failureText)
      for log in logs {
        record.logs.append(
          LogRecord(
            epoch: header.epoch, messagePosition: position, index: logCount, emitter: log.emitter,
            address: log.address, topics: log.topics, data: log.data))
        logCount += 1
      }
      records.append(record)
    }
    let tipset = TipsetRecord(
      header: header, stateRoot: try executor.flush(), receiptsRoot: try receipts.finish(),
      gasUsed: gasUsed, messageCount: records.count)
    return Product(tipset: tipset, messages: records)
  }

  /// A machine for the messages of `header` on the state at `root`.
  func machine(_ header: BlockHeader, root: CID, isTracing: Bool) throws -> Machine {
    let network = NetworkConfiguration(
      version: configuration.networkVersion, chainID: configuration.chainID)
    return try Machine(
      context: MachineContext(
        network: network, epoch: header.epoch, timestamp: header.timestamp,
        baseFee: header.parentBaseFee,
        circulatingSupply: configuration.accountBalance * configuration.accountCount,
        isTracing: isTracing),
      root: root, store: blocks, externs: ChainExterns(store: store, current: header),
      actors: actors)
  }

  /// The base fee of the tipset after `parent`, by the premiums of the parent's messages (FIP-0115).
  func baseFee(after parent: TipsetRecord) throws -> TokenAmount {
    let baseFee = parent.header.parentBaseFee
    let bids = try store.messages(epoch: parent.epoch).map { record in
      let message = record.signed.message
      return BaseFee.Bid(
        premium: GasOutputs.effectivePremium(
          baseFee: baseFee, feeCap: message.gasFeeCap, premium: message.gasPremium),
        gasLimit: message.gasLimit)
    }
    return BaseFee.next(after: baseFee, bids: bids)
  }

  /// The root of a block's messages; all of a development chain's are signed one by one.
  static func messagesRoot(_ messages: [CID], _ store: any Blockstore) throws -> CID {
    var none = AMTWriter(store, version: .v0)
    var others = AMTWriter(store, version: .v0)
    for cid in messages { try others.append(cid) }
    return try store.put(
      MessageMeta(
        blsMessages: try none.finish(), otherMessages: try others.finish()))
  }

  /// 32 bytes that stand for the proof of a miner or a beacon: a hash of purpose, parent and epoch.
  static func seed(_ purpose: String, _ parent: TipsetKey, _ epoch: ChainEpoch) -> [UInt8] {
    Blake2b.hash(Array("fevm/\(purpose)/\(epoch)/".utf8) + parent.block, size: 32)
  }
}

extension GasCharges {
  init(_ outputs: GasOutputs) {
    self.init(
      baseFeeBurn: outputs.baseFeeBurn, overEstimationBurn: outputs.overEstimationBurn,
      minerTip: outputs.minerTip, refund: outputs.refund)
  }
}

extension ApplyResult {
  /// Why the message failed, in one line; nil on success.
  var failureText: String? {
    switch failure {
    case nil: nil
    case .prevalidation(let reason): reason
    case .backtrace(let backtrace): "\(backtrace)"
    }
  }
}
