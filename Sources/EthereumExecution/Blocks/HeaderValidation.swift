import EVM
import Ethereum
import Primitives

/// What a header must be after its parent (Yellow Paper §4.3.4; execution-specs `validate_header`).
///
/// Proof of work itself is not verified.
struct HeaderValidation {
  let parent: BlockHeader
  let rules: Rules
  let chain: ChainConfiguration
  /// The schedule that prices the block's blobs.
  let blobSchedule: BlobSchedule?

  /// Shortest permitted gas limit.
  private static let minimumGasLimit: UInt64 = 5000
  /// Divides the parent's gas limit to give the largest change.
  private static let gasLimitDivisor: UInt64 = 1024
  private static let maximumExtraData = 32
  /// DAO_FORK_EXTRA_DATA, "dao-hard-fork" (EIP-779).
  private static let daoExtraData = Array("dao-hard-fork".utf8)

  func check(_ header: BlockHeader) throws(BlockError) {
    try BlockError.require("parent hash", header.parentHash, equals: parent.hash)
    try BlockError.require("number", header.number, equals: parent.number + 1)
    try BlockError.require(
      header.timestamp > parent.timestamp, "timestamp", header.timestamp,
      "above \(parent.timestamp)")
    try BlockError.require(
      header.extraData.count <= HeaderValidation.maximumExtraData, "extra data",
      "\(header.extraData.count) bytes", "at most \(HeaderValidation.maximumExtraData)")
    try checkGas(header)
    try checkConsensus(header)
    try checkBlobs(header)
    try BlockError.require(
      (header.withdrawalsRoot != nil) == rules.hasWithdrawals, "withdrawals root",
      header.withdrawalsRoot.map { "\($0)" } ?? "absent",
      rules.hasWithdrawals ? "present" : "absent")
    try BlockError.require(
      (header.requestsHash != nil) == rules.hasRequests, "requests hash",
      header.requestsHash.map { "\($0)" } ?? "absent", rules.hasRequests ? "present" : "absent")
    try checkDAO(header)
  }

  private func checkGas(_ header: BlockHeader) throws(BlockError) {
    // The gas limit doubles with the elasticity when the base fee begins (EIP-1559).
    let begins = rules.hasBaseFee && parent.baseFee == nil
    let parentLimit = begins ? parent.gasLimit &* BaseFee.elasticity : parent.gasLimit
    let room = parentLimit / HeaderValidation.gasLimitDivisor
    let distance =
      header.gasLimit > parentLimit ? header.gasLimit - parentLimit : parentLimit - header.gasLimit
    try BlockError.require(
      distance < room && header.gasLimit >= HeaderValidation.minimumGasLimit
        && header.gasLimit <= UInt64(Int64.max), "gas limit", header.gasLimit,
      "less than \(room) from \(parentLimit)")
    try BlockError.require(
      header.gasUsed <= header.gasLimit, "gas used", header.gasUsed, "at most \(header.gasLimit)")
    let baseFee =
      begins
      ? BaseFee.initial
      : parent.baseFee.map { fee in
        BaseFee.next(
          parentBaseFee: fee, parentGasUsed: parent.gasUsed, parentGasLimit: parent.gasLimit)
      }
    try BlockError.require("base fee", header.baseFee, equals: baseFee)
  }

  private func checkConsensus(_ header: BlockHeader) throws(BlockError) {
    guard !rules.hasRandao else {
      try BlockError.require("difficulty", header.difficulty, equals: .zero)
      try BlockError.require("nonce", header.nonce, equals: 0)
      try BlockError.require(
        "ommers hash", header.ommersHash, equals: BlockHeader.emptyOmmersHash)
      return
    }
    let difficulty = Difficulty.next(
      number: header.number, timestamp: header.timestamp, parentTimestamp: parent.timestamp,
      parentDifficulty: parent.difficulty,
      parentHasOmmers: parent.ommersHash != BlockHeader.emptyOmmersHash, rules: rules)
    try BlockError.require("difficulty", header.difficulty, equals: difficulty)
  }

  private func checkBlobs(_ header: BlockHeader) throws(BlockError) {
    guard rules.hasBlobTransactions, let blobSchedule else {
      try BlockError.require("blob gas used", header.blobGasUsed, equals: nil)
      try BlockError.require("excess blob gas", header.excessBlobGas, equals: nil)
      try BlockError.require("parent beacon root", header.parentBeaconBlockRoot, equals: nil)
      return
    }
    // The parent of the first block with blobs counts as one without any (EIP-4844).
    let excess = blobSchedule.excessBlobGas(
      parentExcess: parent.excessBlobGas ?? 0, parentUsed: parent.blobGasUsed ?? 0,
      parentBaseFee: rules.boundsBlobBaseFee ? parent.baseFee : nil)
    try BlockError.require("excess blob gas", header.excessBlobGas, equals: excess)
    try BlockError.require(
      header.parentBeaconBlockRoot != nil, "parent beacon root", "absent", "present")
  }

  /// The DAO fork's blocks carry its mark, ten of them in a row (EIP-779).
  private func checkDAO(_ header: BlockHeader) throws(BlockError) {
    guard let first = chain.daoForkBlock, header.number >= first, header.number < first + 10
    else { return }
    try BlockError.require(
      header.extraData == HeaderValidation.daoExtraData, "extra data", header.extraData,
      "dao-hard-fork")
  }
}
