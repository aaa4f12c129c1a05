package import Primitives

/// What makes a chain out of the protocol: its id, when each fork begins, and its blob schedules.
package struct ChainConfiguration: Hashable, Sendable {
  /// When a revision begins.
  package enum Activation: Hashable, Sendable {
    case block(UInt64)
    /// Seconds since the Unix epoch; forks from Shanghai on.
    case timestamp(UInt64)
    /// The first block whose parent's total difficulty is this or more (EIP-3675).
    case totalDifficulty(UInt256)
  }

  /// A step of the fork schedule.
  package struct Fork: Hashable, Sendable {
    package var revision: Revision
    package var activation: Activation

    package init(_ revision: Revision, at activation: Activation) {
      self.revision = revision
      self.activation = activation
    }
  }

  package var chainID: UInt64
  /// In the order of activation; the first one holds from genesis.
  package var forks: [Fork]
  /// Blob schedules that differ from the protocol's own.
  package var blobSchedules: [Revision: BlobSchedule]
  /// The contract whose logs are validator deposits (EIP-6110).
  package var depositContract: EthAddress
  /// The first block from which DAO funds are moved, if the chain does so (EIP-779).
  package var daoForkBlock: UInt64?

  package init(
    chainID: UInt64 = 1, forks: [Fork], blobSchedules: [Revision: BlobSchedule] = [:],
    depositContract: EthAddress = ChainConfiguration.mainnetDepositContract,
    daoForkBlock: UInt64? = nil
  ) {
    self.chainID = chainID
    self.forks = forks
    self.blobSchedules = blobSchedules
    self.depositContract = depositContract
    self.daoForkBlock = daoForkBlock
  }

  /// A chain that follows one revision from genesis on.
  package init(_ revision: Revision, chainID: UInt64 = 1) {
    self.init(chainID: chainID, forks: [Fork(revision, at: .block(0))])
  }

  /// 0x00000000219ab540356cBB839Cbe05303d7705Fa (EIP-6110).
  package static let mainnetDepositContract = EthAddress(
    truncating: UInt256(limbs: 0x9cbe_0530_3d77_05fa, 0x219a_b540_356c_bb83, 0, 0))

  /// The revision under which a block is executed; `parentTotalDifficulty` is asked for only where
  /// a fork depends on it.
  package func revision(
    number: UInt64, timestamp: UInt64, parentTotalDifficulty: UInt256 = .zero
  ) -> Revision {
    var current = forks.first?.revision ?? .frontier
    for fork in forks {
      let isActive =
        switch fork.activation {
        case .block(let block): number >= block
        case .timestamp(let time): timestamp >= time
        case .totalDifficulty(let total): parentTotalDifficulty >= total
        }
      if isActive, fork.revision > current { current = fork.revision }
    }
    return current
  }

  /// The blob schedule of a revision; nil before blobs.
  package func blobSchedule(_ revision: Revision) -> BlobSchedule? {
    if let schedule = blobSchedules[revision] { return schedule }
    return switch revision {
    case .frontier, .homestead, .tangerineWhistle, .spuriousDragon, .byzantium, .constantinople,
      .petersburg, .istanbul, .berlin, .london, .paris, .shanghai:
      nil
    case .cancun: .cancun
    case .prague, .osaka: .prague
    }
  }
}
