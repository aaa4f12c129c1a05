package import Primitives

/// Every behaviour that a fork changed, as a named field: what is asked instead of a revision.
///
/// Prices are not here (`GasSchedule`, `StorageCosts`), nor is which opcodes exist (`OpcodeTable`).
/// Fields are variable so that another chain can start from a revision and change what differs.
package struct Rules: Sendable {
  // MARK: Inside a frame

  /// A call gets at most 63/64 of the gas; before, asking for more than there is was out of gas
  /// (EIP-150).
  package var limitsForwardedGas: Bool
  /// Only a call that carries value to a dead account pays for the new account, and SELFDESTRUCT
  /// only when it moves a balance; before, the account's absence was enough (EIP-161).
  package var newAccountNeedsValue: Bool
  /// SELFDESTRUCT to an absent account pays for the new account (EIP-150).
  package var selfDestructPaysNewAccount: Bool
  /// First touches of accounts and slots cost more (EIP-2929).
  package var hasAccessPrices: Bool
  /// SSTORE fails with no more than the call stipend left (EIP-2200).
  package var hasStorageSentry: Bool
  /// Init code is limited in size and paid by the word (EIP-3860).
  package var limitsInitCode: Bool
  /// Code that designates another account's code runs that account's code (EIP-7702).
  package var hasDelegation: Bool
  /// Deepest frame; nil when the host itself counts (Yellow Paper §9.4: 1024).
  package var maxCallDepth: Int?
  /// An exceptional halt leaves no gas. On Filecoin only running out of gas does.
  package var haltsConsumeAllGas: Bool
  /// How memory beyond `GasSchedule.memoryLimit` ends a frame.
  package var memoryFault: HaltReason
  /// The host meters what it does: KECCAK256, GAS and the values of block and transaction are asked
  /// from it each time, and a call hands it the gas operand itself, of which it takes what it will.
  package var metersThroughHost: Bool

  // MARK: Accounts and contracts

  /// Empty accounts are dead, and touched ones are removed (EIP-161).
  package var clearsEmptyAccounts: Bool
  /// The nonce of a new contract: 0, then 1 (EIP-161).
  package var newContractNonce: UInt64
  /// A create that cannot pay its code deposit fails; before, it left an empty contract (EIP-2).
  package var createFailsWithoutDeposit: Bool
  /// Deployed code is limited in size (EIP-170).
  package var limitsCodeSize: Bool
  /// Code that starts with 0xEF is not deployed (EIP-3541).
  package var rejectsEFPrefix: Bool
  /// SELFDESTRUCT removes only accounts created in the same transaction (EIP-6780).
  package var selfDestructOnlyInSameTransaction: Bool

  // MARK: Transactions

  /// Signatures with a high s are invalid (EIP-2).
  package var requiresLowS: Bool
  /// Signatures may name the chain (EIP-155).
  package var hasChainIDSignatures: Bool
  /// Receipts carry a status instead of a state root (EIP-658).
  package var receiptsHaveStatus: Bool
  /// Transactions of type 1 (EIP-2930).
  package var hasAccessListTransactions: Bool
  /// Transactions of type 2, base fee burnt (EIP-1559).
  package var hasBaseFee: Bool
  /// The coinbase is warm from the start (EIP-3651).
  package var warmsCoinbase: Bool
  /// Transactions of type 3 (EIP-4844).
  package var hasBlobTransactions: Bool
  /// Blobs of one transaction at most; nil when only the block is limited (EIP-7594).
  package var maxBlobsPerTransaction: UInt64?
  /// Transactions of type 4 (EIP-7702).
  package var hasSetCodeTransactions: Bool
  /// Calldata sets a floor for the gas used (EIP-7623).
  package var hasCalldataFloor: Bool
  /// A transaction's gas limit is capped at `GasSchedule.transactionGasCap` (EIP-7825).
  package var capsTransactionGas: Bool

  // MARK: Blocks

  /// 0x44 answers the beacon chain's randomness (EIP-4399); no block rewards (EIP-3675).
  package var hasRandao: Bool
  /// The difficulty answers to the time between blocks in steps of ten seconds (EIP-2).
  package var scalesDifficultyByTime: Bool
  /// The difficulty counts ommers, in steps of nine seconds (EIP-100).
  package var countsOmmersInDifficulty: Bool
  /// Blocks by which the difficulty's exponential part is put off (EIP-649, 1234, 2384, 3554).
  package var difficultyBombDelay: UInt64
  /// Blocks carry withdrawals (EIP-4895).
  package var hasWithdrawals: Bool
  /// The parent beacon block root is stored in a contract (EIP-4788).
  package var storesBeaconRoot: Bool
  /// The parent block's hash is stored in a contract (EIP-2935).
  package var storesParentHash: Bool
  /// Blocks carry execution requests (EIP-7685, 6110, 7002, 7251).
  package var hasRequests: Bool
  /// A block's RLP is limited in size (EIP-7934).
  package var limitsBlockSize: Bool
  /// The blob base fee is bound below by the execution base fee (EIP-7918).
  package var boundsBlobBaseFee: Bool
  /// Wei paid to the coinbase for a block (EIP-649, EIP-1234, EIP-3675).
  package var blockReward: UInt256

  /// Ethereum's rules under a revision.
  package init(_ revision: Revision) {
    limitsForwardedGas = revision >= .tangerineWhistle
    newAccountNeedsValue = revision >= .spuriousDragon
    selfDestructPaysNewAccount = revision >= .tangerineWhistle
    hasAccessPrices = revision >= .berlin
    hasStorageSentry = revision >= .istanbul
    limitsInitCode = revision >= .shanghai
    hasDelegation = revision >= .prague
    maxCallDepth = 1024
    haltsConsumeAllGas = true
    memoryFault = .outOfGas
    metersThroughHost = false

    clearsEmptyAccounts = revision >= .spuriousDragon
    newContractNonce = revision >= .spuriousDragon ? 1 : 0
    createFailsWithoutDeposit = revision >= .homestead
    limitsCodeSize = revision >= .spuriousDragon
    rejectsEFPrefix = revision >= .london
    selfDestructOnlyInSameTransaction = revision >= .cancun

    requiresLowS = revision >= .homestead
    hasChainIDSignatures = revision >= .spuriousDragon
    receiptsHaveStatus = revision >= .byzantium
    hasAccessListTransactions = revision >= .berlin
    hasBaseFee = revision >= .london
    warmsCoinbase = revision >= .shanghai
    hasBlobTransactions = revision >= .cancun
    maxBlobsPerTransaction = revision >= .osaka ? 6 : nil
    hasSetCodeTransactions = revision >= .prague
    hasCalldataFloor = revision >= .prague
    capsTransactionGas = revision >= .osaka

    hasRandao = revision >= .paris
    scalesDifficultyByTime = revision >= .homestead
    countsOmmersInDifficulty = revision >= .byzantium
    difficultyBombDelay =
      switch revision {
      case ..<Revision.byzantium: 0
      case ..<Revision.constantinople: 3_000_000
      case ..<Revision.berlin: 5_000_000
      case ..<Revision.london: 9_000_000
      default: 9_700_000
      }
    hasWithdrawals = revision >= .shanghai
    storesBeaconRoot = revision >= .cancun
    storesParentHash = revision >= .prague
    hasRequests = revision >= .prague
    limitsBlockSize = revision >= .osaka
    boundsBlobBaseFee = revision >= .osaka
    let ether = UInt256(1_000_000_000_000_000_000)
    blockReward =
      switch revision {
      case ..<Revision.byzantium: ether * 5
      case ..<Revision.constantinople: ether * 3
      case ..<Revision.paris: ether * 2
      default: .zero
      }
  }
}
