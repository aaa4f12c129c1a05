import Actors
import EVM
import Ethereum
import EthereumExecution
import Primitives

/// Which transactions get as far as a message: Ethereum's rules of validity, less those that Filecoin
/// does not have, and Filecoin's own.
struct TransactionAdmission {
  enum Verdict {
    case refused(String, Set<Deviation>)
    /// With the gas that Ethereum takes before anything runs, and at least.
    case admitted(IntrinsicGas, Set<Deviation>)
  }

  let rules: ContractRules
  let environment: StateTransition.Environment
  let ruleset: Ruleset
  let countsGas: Bool

  func check(
    _ transaction: Transaction, sender: EthAddress, on state: InMemoryState
  ) -> Verdict {
    var reached: Set<Deviation> = []
    for deviation in Self.unknownToFilecoin(transaction) {
      reached.insert(deviation)
      if rules.contains(deviation) {
        return .refused("Filecoin does not know this transaction: \(deviation.name)", reached)
      }
    }
    if transaction.to == nil, transaction.data.isEmpty { reached.insert(.emptyDeployment) }
    if transaction.to?.word.fitsUInt64 == true { reached.insert(.precompileTransactions) }
    let world = WorldState(on: state, rules: ruleset.rules)
    world.beginTransaction()
    do throws(TransactionError) {
      let gas = try TransactionValidation.check(
        transaction, sender: sender, block: environment.block,
        availableGas: environment.block.gasLimit, blobSchedule: environment.blobSchedule,
        ruleset: ruleset, world: world)
      return .admitted(gas, reached)
    } catch {
      guard let deviation = Self.deviation(behind: error) else {
        return .refused(error.description, reached)
      }
      reached.insert(deviation)
      guard rules.contains(deviation) else { return .refused(error.description, reached) }
      return .admitted(IntrinsicGas(transaction, ruleset), reached)
    }
  }

  /// What of a transaction Filecoin has no message for (lotus `chain/types/ethtypes`).
  private static func unknownToFilecoin(_ transaction: Transaction) -> [Deviation] {
    var found: [Deviation] = []
    switch transaction.type {
    case .accessList: found.append(.accessListTransactions)
    case .blob: found.append(.blobTransactions)
    case .setCode: found.append(.setCodeTransactions)
    case .legacy, .dynamicFee: break
    }
    if !transaction.accessList.isEmpty, transaction.type == .dynamicFee {
      found.append(.accessListTransactions)
    }
    return found
  }

  /// The rule for which Ethereum refuses what Filecoin accepts; nil where both refuse.
  private static func deviation(behind error: TransactionError) -> Deviation? {
    switch error {
    case .intrinsicGas: .intrinsicGas
    case .floorGas: .calldataFloor
    case .gasLimitAboveCap: .transactionGasCap
    case .gasLimitAboveBlock: .blockGasAllowance
    case .feeBelowBaseFee: .feeBelowBaseFee
    case .insufficientBalance: .valueInBalanceCheck
    case .initCodeTooLarge: .initCodeLimit
    default: nil
    }
  }
}
