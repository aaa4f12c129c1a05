package import Actors

/// How state tests run on Filecoin's machine.
package struct FVMHostConfiguration: Hashable, Sendable {
  /// Whose gas counts.
  package enum GasMode: String, Sendable, CaseIterable {
    /// Ethereum's schedule within the EVM actor; the kernel's charges are not billed.
    case ethereum
    /// The FVM's price list. Fees are left out of the comparison.
    case fvm
  }

  package var rules: ContractRules
  package var gas: GasMode

  package init(rules: ContractRules, gas: GasMode) {
    self.rules = rules
    self.gas = gas
  }

  /// What the machine can do.
  package static let ethereum = FVMHostConfiguration(rules: .ethereum, gas: .ethereum)

  /// What happens on Filecoin.
  package static let filecoin = FVMHostConfiguration(rules: .filecoin, gas: .fvm)
}
