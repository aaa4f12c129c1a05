/// A named way in which Filecoin's EVM differs from Ethereum's.
///
/// Each is a switch of `ContractRules`: on, the machine does what Filecoin does; off, what Ethereum
/// does. Gas is not among them: which schedule counts is chosen beside the rules.
package enum Deviation: UInt8, CaseIterable, Sendable {
  // MARK: Transactions
  case accessListTransactions, blobTransactions, setCodeTransactions
  case intrinsicGas, calldataFloor, transactionGasCap, blockGasAllowance
  case feeBelowBaseFee, valueInBalanceCheck, emptyDeployment, precompileTransactions

  // MARK: Instructions
  case callCode, blobInstructions, newerInstructions
  case coinbase, prevRandao, blockGasLimit, blockHash
  case accountCodeHash, selfDestruct, initCodeLimit, delegation
  case creatorNonce, callDepth, valueRange, logSize

  // MARK: Precompiles
  case pointEvaluation, reservedAddresses, newerPrecompiles, modExpLimit

  // MARK: State
  case emptyAccounts, maskedAddresses

  /// The switch's name on the command line and in reports.
  package var name: String { "\(self)" }
}

/// Which of the two chains the EVM actor follows, switch by switch.
package struct ContractRules: Hashable, Sendable {
  /// One bit for each deviation that is on.
  private var bits: UInt64

  /// Everything as on Filecoin.
  package static let filecoin = ContractRules(Deviation.allCases)

  /// Everything as on Ethereum.
  package static let ethereum = ContractRules([])

  /// Filecoin's way in these, Ethereum's in all others.
  package init(_ deviations: some Sequence<Deviation>) {
    bits = deviations.reduce(0) { $0 | 1 << UInt64($1.rawValue) }
  }

  /// Whether Filecoin's way holds.
  package func contains(_ deviation: Deviation) -> Bool {
    bits >> UInt64(deviation.rawValue) & 1 == 1
  }

  package mutating func insert(_ deviation: Deviation) {
    bits |= 1 << UInt64(deviation.rawValue)
  }

  package mutating func remove(_ deviation: Deviation) {
    bits &= ~(1 << UInt64(deviation.rawValue))
  }

  /// The rules with one deviation switched off.
  package func removing(_ deviation: Deviation) -> ContractRules {
    var rules = self
    rules.remove(deviation)
    return rules
  }

  /// The deviations that are on, in the order of their declaration.
  package var deviations: [Deviation] { Deviation.allCases.filter(contains) }
}
