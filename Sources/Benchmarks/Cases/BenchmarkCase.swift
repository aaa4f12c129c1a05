package import Conformance
package import Primitives

/// One measured call: a state, a message on it, and what is known of its outcome.
package struct BenchmarkCase: Sendable {
  /// The group and the name within it, for example `main/snailtracer`.
  package var name: String
  package var revision: Revision
  /// The state before the call.
  package var accounts: [AccountFixture]
  package var sender: EthAddress
  package var recipient: EthAddress
  /// Gas of the call, without what a transaction costs before it runs.
  package var gas: UInt64
  package var input: [UInt8]
  /// Nil where no source states it; the contenders must then agree among themselves.
  package var expectedOutput: [UInt8]?
  /// Gas that the call takes, refunds not counted; nil where no source states it.
  package var expectedGas: UInt64?
  /// What was wrong when the case was run as the vector that it is.
  package var vectorFailure: String?

  package init(
    name: String, revision: Revision, accounts: [AccountFixture] = [], sender: EthAddress,
    recipient: EthAddress, gas: UInt64, input: [UInt8], expectedOutput: [UInt8]? = nil,
    expectedGas: UInt64? = nil, vectorFailure: String? = nil
  ) {
    self.name = name
    self.revision = revision
    self.accounts = accounts
    self.sender = sender
    self.recipient = recipient
    self.gas = gas
    self.input = input
    self.expectedOutput = expectedOutput
    self.expectedGas = expectedGas
    self.vectorFailure = vectorFailure
  }

  /// The part of the name before the slash.
  package var group: String { String(name.prefix { $0 != "/" }) }
}
