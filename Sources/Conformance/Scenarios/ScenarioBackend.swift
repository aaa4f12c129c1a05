package import Ethereum
package import Primitives

/// What a step did, in terms that Ethereum and Filecoin share.
package struct ScenarioOutcome: Sendable {
  package enum Status: Sendable, Equatable {
    case success
    case revert
    /// Any other failure, with its name.
    case failure(String)
  }

  package var status: Status
  /// Return or revert data.
  package var output: [UInt8]
  package var logs: [Log]
  /// Nil where gas is not Ethereum's.
  package var gasUsed: UInt64?
  package var contract: EthAddress?

  package init(
    status: Status, output: [UInt8], logs: [Log], gasUsed: UInt64?, contract: EthAddress?
  ) {
    self.status = status
    self.output = output
    self.logs = logs
    self.gasUsed = gasUsed
    self.contract = contract
  }
}

/// A chain that scenarios are run on.
package protocol ScenarioBackend: AnyObject {
  /// Runs a step in a block of its own; throws when it cannot be run at all.
  func run(_ step: ScenarioStep) throws -> ScenarioOutcome

  /// Wei; 0 for a missing account.
  func balance(of address: EthAddress) -> UInt256
  /// 0 for a missing account.
  func nonce(of address: EthAddress) -> UInt64
  /// Empty for an account without code.
  func code(of address: EthAddress) -> [UInt8]
  func storage(_ key: UInt256, of address: EthAddress) -> UInt256
  /// Every account with code; nil if the chain cannot list them.
  func contracts() -> Set<EthAddress>?
  /// All slots of an account that are not zero; nil if the chain cannot list them.
  func allStorage(of address: EthAddress) -> [UInt256: UInt256]?
}
