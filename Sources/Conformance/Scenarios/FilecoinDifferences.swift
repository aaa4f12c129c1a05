import Primitives

/// Steps whose expectations, taken from Ethereum, do not hold on Filecoin, each with its reason.
package enum FilecoinDifferences {
  /// Why a step is run and not compared; nil when it is compared.
  package static func reason(_ step: ScenarioStep, of scenario: Scenario) -> String? {
    if let note = step.filecoinNote { return note }
    if step.showsGas { return "an amount of Ethereum gas is part of the result" }
    if step.exceptionalHalts.contains("OutOfGasError") {
      return "a frame runs out of Ethereum gas"
    }
    if let to = step.to, isReserved(to) {
      return "a message to a precompile's address reaches no precompile: only contracts call them"
    }
    if step.opcodes.contains("PREVRANDAO") { return "PREVRANDAO is drawn from the beacon" }
    if step.opcodes.contains("SELFDESTRUCT") {
      return "SELFDESTRUCT leaves the contract until the end of the message and then kills it"
    }
    return listed.first { $0.scenario == scenario.name && $0.steps.contains(step.index) }?.reason
  }

  /// 0x01 to 0xff and 0x100 (builtin-actors `precompiles/mod.rs`).
  private static func isReserved(_ address: EthAddress) -> Bool {
    address.word.fitsUInt64 && (1...0x100).contains(address.word.limb0)
  }

  private static let listed: [(scenario: String, steps: Set<Int>, reason: String)] = [
    (
      "kitchen", Set(54...63),
      "the callee gets 200,000 gas, which is too little in Filecoin's unit"
    ),
    ("kitchen", [67, 69], "storage follows from step 62, which writes nothing here"),
    ("kitchen", [107, 109, 110], "balances and storage follow from steps 105 and 106"),
    ("FilecoinProbe", [4], presentAccount),
    ("fil_replication_bounty", [21], presentAccount),
    ("FilecoinProbe", [24], futureRandomness),
    ("fil_replication_bounty", [27], futureRandomness),
    ("fil_replication_bounty", [15], "no actor can refuse a bare transfer"),
  ]

  private static let presentAccount =
    "the account that is not to be found has a balance, so it exists"

  private static let futureRandomness =
    "asking for the randomness of a future epoch uses up the gas (ref-fvm kernel/default.rs)"
}
