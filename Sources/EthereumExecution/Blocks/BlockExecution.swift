package import EVM
package import Ethereum
package import Primitives

/// What a block made of the state, and what it left.
package struct BlockOutcome {
  package var state: InMemoryState
  package var receipts: [Receipt]
  package var requests: Requests
  package var gasUsed: UInt64
  package var blobGasUsed: UInt64
}

/// Is told of each transaction of a block that is being built: those that may not be in it are left
/// out instead of failing the block.
package protocol BlockBuildingObserver {
  /// The transaction at `index` is about to be tried.
  func willExecute(_ index: Int)
  /// It was left out, and the state is as before.
  func didReject(_ index: Int, _ error: TransactionError)
}

/// Carries out one block on its parent's state (execution-specs `apply_body`).
package struct BlockExecution {
  package let chain: ChainConfiguration
  package let ruleset: Ruleset
  package let blobSchedule: BlobSchedule?
  /// The hashes of the 256 blocks before.
  package let blockHash: (UInt64) -> Hash256
  package var tracer: (any Tracer)?
  /// What the coinbase is paid instead of the revision's reward; wei.
  package var reward: UInt256?

  /// Largest encoding of a block, MAX_RLP_BLOCK_SIZE (EIP-7934).
  private static let maximumSize = 10_485_760 - 2_097_152

  package init(
    chain: ChainConfiguration, revision: Revision, tracer: (any Tracer)? = nil,
    blockHash: @escaping (UInt64) -> Hash256
  ) {
    self.chain = chain
    ruleset = .ethereum(revision)
    blobSchedule = chain.blobSchedule(revision)
    self.blockHash = blockHash
    self.tracer = tracer
  }

  /// What instructions see of the block.
  package func context(of header: BlockHeader) -> BlockContext {
    BlockContext(
      number: header.number, timestamp: header.timestamp, coinbase: header.coinbase,
      gasLimit: header.gasLimit, baseFee: header.baseFee ?? .zero,
      blobBaseFee: header.excessBlobGas.flatMap { excess in
        blobSchedule?.baseFee(excessBlobGas: excess)
      } ?? .one,
      difficultyOrRandao: ruleset.rules.hasRandao ? header.mixHash.word : header.difficulty,
      chainID: UInt256(chain.chainID))
  }

  /// Executes the block's content; the header's claims about the result are not compared.
  ///
  /// With an `observer`, transactions that may not be in the block are left out.
  package func execute(
    _ block: Block, on state: InMemoryState, observer: (any BlockBuildingObserver)? = nil
  ) throws(BlockError) -> BlockOutcome {
    let rules = ruleset.rules
    let world = WorldState(on: state, rules: rules)
    let host = EthereumHost(
      world: world, interpreter: Interpreter(ruleset: ruleset, tracer: tracer),
      context: ExecutionContext(
        block: context(of: block.header), transaction: TransactionContext()),
      blockHash: blockHash)
    if chain.daoForkBlock == block.header.number { DAOFork.moveFunds(world) }
    try storeAncestry(block.header, host)

    var outcome = BlockOutcome(
      state: state, receipts: [], requests: Requests(), gasUsed: 0, blobGasUsed: 0)
    let blobGasLimit = blobSchedule.map { $0.maximum * BlobSchedule.gasPerBlob }
    for (index, transaction) in block.transactions.enumerated() {
      observer?.willExecute(index)
      do throws(TransactionError) {
        if observer != nil, let blobGasLimit {
          try checkBlobGas(transaction, used: outcome.blobGasUsed, limit: blobGasLimit)
        }
        try execute(transaction, of: block, host: host, into: &outcome)
      } catch {
        guard let observer else { throw .transaction(index, error) }
        observer.didReject(index, error)
      }
    }
    if let limit = blobGasLimit, outcome.blobGasUsed > limit {
      throw .blobGas(used: outcome.blobGasUsed, limit: limit)
    }
    pay(block.withdrawals ?? [], world)
    Ommers.pay(block, reward: reward ?? rules.blockReward, world: world)
    if rules.hasRequests { outcome.requests = try requests(outcome.receipts, host) }
    outcome.state.apply(world.diff())
    return outcome
  }

  private func checkBlobGas(
    _ transaction: Transaction, used: UInt64, limit: UInt64
  ) throws(TransactionError) {
    let room = (limit - min(limit, used)) / BlobSchedule.gasPerBlob
    guard transaction.blobHashes.count <= room else {
      throw .tooManyBlobs(count: transaction.blobHashes.count, limit: room)
    }
  }

  private func execute(
    _ transaction: Transaction, of block: Block, host: EthereumHost,
    into outcome: inout BlockOutcome
  ) throws(TransactionError) {
    let rules = ruleset.rules
    let sender = try TransactionValidation.sender(of: transaction, rules: rules)
    let done = try host.execute(
      transaction, sender: sender,
      availableGas: block.header.gasLimit - min(block.header.gasLimit, outcome.gasUsed),
      blobSchedule: blobSchedule)
    outcome.gasUsed += done.gasUsed
    outcome.blobGasUsed += done.blobGasUsed
    var result = Receipt.Outcome.status(done.isSuccess)
    if !rules.receiptsHaveStatus {
      var state = outcome.state
      state.apply(host.world.diff())
      result = .stateRoot(state.stateRoot())
    }
    outcome.receipts.append(
      Receipt(
        type: transaction.type, outcome: result, cumulativeGasUsed: outcome.gasUsed,
        logs: done.logs))
  }

  /// Stores the beacon root and the parent's hash (EIP-4788, EIP-2935); failures have no effect.
  private func storeAncestry(_ header: BlockHeader, _ host: EthereumHost) throws(BlockError) {
    if ruleset.rules.storesBeaconRoot, let root = header.parentBeaconBlockRoot {
      _ = try host.callSystemContract(SystemContracts.beaconRoots, input: root.bytes)
    }
    if ruleset.rules.storesParentHash {
      _ = try host.callSystemContract(
        SystemContracts.blockHashes, input: header.parentHash.bytes)
    }
  }

  private func pay(_ withdrawals: [Withdrawal], _ world: WorldState) {
    world.beginTransaction()
    for withdrawal in withdrawals { world.credit(withdrawal.address, withdrawal.amountInWei) }
    world.finishTransaction()
  }

  private func requests(
    _ receipts: [Receipt], _ host: EthereumHost
  ) throws(BlockError) -> Requests {
    var requests = Requests()
    requests.append(
      type: Requests.deposit,
      try Requests.deposits(in: receipts.flatMap(\.logs), contract: chain.depositContract))
    requests.append(
      type: Requests.withdrawal, try host.readRequests(of: SystemContracts.withdrawalRequests))
    requests.append(
      type: Requests.consolidation,
      try host.readRequests(of: SystemContracts.consolidationRequests))
    return requests
  }

  /// Executes the block and compares everything that its header claims.
  package func verify(
    _ block: Block, encodedSize: Int, on state: InMemoryState
  ) throws(BlockError) -> BlockOutcome {
    let header = block.header
    let rules = ruleset.rules
    if rules.limitsBlockSize, encodedSize > BlockExecution.maximumSize {
      throw .tooLarge(size: encodedSize, limit: BlockExecution.maximumSize)
    }
    try BlockError.require(
      "transactions root", header.transactionsRoot, equals: block.transactionsRoot)
    try BlockError.require("ommers hash", header.ommersHash, equals: block.ommersHash)
    try BlockError.require(
      "withdrawals root", header.withdrawalsRoot, equals: block.withdrawalsRoot)
    let outcome = try execute(block, on: state)
    try BlockError.require("gas used", header.gasUsed, equals: outcome.gasUsed)
    if rules.hasBlobTransactions {
      try BlockError.require("blob gas used", header.blobGasUsed, equals: outcome.blobGasUsed)
    }
    try BlockError.require(
      "receipts root", header.receiptsRoot,
      equals: MerklePatriciaTrie.orderedRoot(outcome.receipts.map(\.encoded)))
    let bloom = Bloom(outcome.receipts.flatMap(\.logs))
    try BlockError.require(header.bloom == bloom, "bloom", "another one", "that of the logs")
    try BlockError.require("state root", header.stateRoot, equals: outcome.state.stateRoot())
    if rules.hasRequests {
      try BlockError.require("requests hash", header.requestsHash, equals: outcome.requests.hash)
    }
    return outcome
  }
}
