package import EVM
package import Primitives

extension ContractRules {
  /// The interpreter's tables under these rules: instructions of a fork with Filecoin's changes where
  /// they are on, at Ethereum's prices in gas or at Filecoin's in milligas.
  package func ruleset(_ revision: Revision, countsEthereumGas: Bool) -> Ruleset {
    let fork = Ruleset.ethereum(revision)
    let base = countsEthereumGas ? fork : ComputeGas.ruleset
    var rules = base.rules
    var schedule = base.gasSchedule
    rules.limitsInitCode = fork.rules.limitsInitCode
    if contains(.initCodeLimit) { schedule.initCodeSizeLimit = Int(UInt32.max) }
    rules.hasDelegation = fork.rules.hasDelegation && !contains(.delegation)
    rules.maxCallDepth = contains(.callDepth) ? nil : fork.rules.maxCallDepth
    rules.selfDestructOnlyInSameTransaction =
      fork.rules.selfDestructOnlyInSameTransaction && !contains(.selfDestruct)
    return Ruleset(
      revision: revision, rules: rules, gasSchedule: schedule, storageCosts: base.storageCosts,
      instructions: InstructionTable { row in
        guard has(row, in: revision) else { return nil }
        return countsEthereumGas
          ? row.gas(in: revision) ?? row.gas(in: .osaka) : ComputePrices.instruction(row.opcode)
      })
  }

  private func has(_ row: OpcodeRow, in revision: Revision) -> Bool {
    switch row.opcode {
    case .callcode where contains(.callCode): false
    case .blobhash where contains(.blobInstructions): false
    case .blobbasefee where contains(.blobInstructions): false
    default: row.gas(in: revision) != nil || contains(.newerInstructions)
    }
  }
}
