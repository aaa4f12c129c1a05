package import EVM
package import Precompiles
package import Primitives

/// What Ethereum keeps for the length of a transaction and the FVM has no place for: the gas that
/// frames hand each other, warm accounts and slots (EIP-2929), slots' original values (EIP-2200), new
/// contracts (EIP-6780), touched accounts (EIP-161), and the block as Ethereum sees it.
///
/// Present only where Ethereum's rules or gas are asked for. The kernel rolls actors' states back by
/// itself; a frame rolls the journal back when a call of its failed.
package final class EthereumJournal {
  /// Ethereum's gas and instructions, changed where Filecoin's rules are on.
  package let ruleset: Ruleset
  package let rules: ContractRules
  /// Whether Ethereum's schedule counts; the kernel's charges then find no end.
  package let countsGas: Bool
  package let precompiles: PrecompileTable
  package private(set) var context: ExecutionContext
  private var hashOfBlock: (UInt64) -> Hash256 = { _ in .zero }
  /// Nonces of accounts that may run another's code: their own record counts, not a contract's state.
  private var accountNonces: [EthAddress: UInt64] = [:]
  /// Whether any account designates another's code, so that codes must be looked at (EIP-7702).
  package private(set) var hasDelegations = false

  /// Gas for the frame that is about to begin; nil once it has begun.
  private var offered: Int64?
  /// How the frame that ended last did, without its output.
  private var outcome: CallResult?

  private enum Change {
    case account(EthAddress)
    case slot(Slot)
    case created(EthAddress)
    case touched(EthAddress)
  }

  private struct Slot: Hashable {
    let address: EthAddress
    let key: UInt256
  }

  private var changes: [Change] = []
  private var warmAccounts: Set<EthAddress> = []
  private var warmSlots: Set<Slot> = []
  private var created: Set<EthAddress> = []
  package private(set) var touched: Set<EthAddress> = []
  private var originals: [Slot: UInt256] = [:]
  /// Deviations whose effect some step of the transaction could have shown.
  package private(set) var reached: Set<Deviation> = []

  package init(ruleset: Ruleset, rules: ContractRules, countsGas: Bool) {
    self.ruleset = ruleset
    self.rules = rules
    self.countsGas = countsGas
    precompiles = PrecompileTable(ruleset.revision)
    context = ExecutionContext(block: BlockContext(), transaction: TransactionContext())
  }

  /// Forgets the last transaction.
  package func begin(
    _ context: ExecutionContext, hasDelegations: Bool,
    blockHash: @escaping (UInt64) -> Hash256
  ) {
    self.context = context
    accountNonces = [:]
    self.hasDelegations = hasDelegations
    hashOfBlock = blockHash
    offered = nil
    outcome = nil
    changes = []
    warmAccounts = []
    warmSlots = []
    created = []
    touched = []
    originals = [:]
    reached = []
  }

  /// Tells the nonces of accounts that may run another's code, as the transaction finds them.
  package func setAccountNonces(_ nonces: [EthAddress: UInt64]) { accountNonces = nonces }

  // MARK: Rules

  /// Notes that a rule was asked for, and answers whether Filecoin's way holds.
  package func follows(_ deviation: Deviation) -> Bool {
    reached.insert(deviation)
    return rules.contains(deviation)
  }

  /// The nonce of an account's own record; 0 for contracts, whose state has it.
  func accountNonce(_ address: EthAddress) -> UInt64 { accountNonces[address] ?? 0 }

  /// The hash of one of the 256 blocks before.
  func blockHash(_ number: UInt256) -> Hash256 {
    let current = context.block.number
    guard let number = number.asUInt64, number < current, current - number <= 256 else {
      return .zero
    }
    return hashOfBlock(number)
  }

  // MARK: Gas

  /// Leaves gas for the frame that a send is about to begin.
  package func offer(_ gas: Int64) {
    offered = gas
    outcome = nil
  }

  /// The gas of the frame that begins.
  func takeOffer() -> Int64 {
    defer { offered = nil }
    return offered ?? 0
  }

  /// Notes how a frame ended; its caller takes that up after the send.
  func end(_ result: CallResult) {
    offered = nil
    outcome = CallResult(result.reason, gasLeft: result.gasLeft, gasRefund: result.gasRefund)
  }

  /// How the frame behind a send ended; nil when none began. Its gas is then untouched.
  package func takeOutcome() -> CallResult? {
    defer {
      offered = nil
      outcome = nil
    }
    return outcome
  }

  // MARK: Access, creation, touch

  /// A point to roll back to.
  package var mark: Int { changes.count }

  package func rollback(to mark: Int) {
    while changes.count > mark {
      switch changes.removeLast() {
      case .account(let address): warmAccounts.remove(address)
      case .slot(let slot): warmSlots.remove(slot)
      case .created(let address): created.remove(address)
      case .touched(let address): touched.remove(address)
      }
    }
  }

  /// Marks an account as accessed and tells whether it was (EIP-2929).
  @discardableResult
  package func access(_ address: EthAddress) -> AccessStatus {
    if precompiles.contains(address) { return .warm }
    guard warmAccounts.insert(address).inserted else { return .warm }
    changes.append(.account(address))
    return .cold
  }

  /// The same for a slot.
  @discardableResult
  package func access(_ key: UInt256, of address: EthAddress) -> AccessStatus {
    let slot = Slot(address: address, key: key)
    guard warmSlots.insert(slot).inserted else { return .warm }
    changes.append(.slot(slot))
    return .cold
  }

  /// What a write to a slot of value `current` does (EIP-2200).
  func store(
    _ key: UInt256, _ new: UInt256, over current: UInt256, of address: EthAddress
  ) -> StorageStatus {
    let slot = Slot(address: address, key: key)
    let original = originals[slot] ?? current
    if originals[slot] == nil { originals[slot] = current }
    return StorageStatus(original: original, current: current, new: new)
  }

  /// Notes a contract that the transaction makes.
  func noteCreation(of address: EthAddress) {
    if created.insert(address).inserted { changes.append(.created(address)) }
    touch(address)
  }

  /// Whether the transaction made the contract (EIP-6780).
  func isNew(_ address: EthAddress) -> Bool { created.contains(address) }

  /// Notes an account that takes part: if it is empty at the end it is removed (EIP-161).
  package func touch(_ address: EthAddress) {
    if touched.insert(address).inserted { changes.append(.touched(address)) }
  }
}
