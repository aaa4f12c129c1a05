package import Filecoin

/// What a network lays down for its machines.
package struct NetworkConfiguration: Hashable, Sendable {
  package var version: NetworkVersion
  package var chainID: ChainID
  /// Calls within calls, the message's own included.
  package var maximumCallDepth = 1024
  /// Bytes of the largest block an actor may make.
  package var maximumBlockSize = 1 << 20
  /// Bytes of all values of an event together (FIP-0049).
  package var maximumEventSize = 8 << 10
  /// Whether sends may carry more than 2^128 − 1 attoFIL, which no real system call can.
  package var sendsWideAmounts = false
  /// What `debug::enabled` answers.
  package var isDebugging = false

  package init(version: NetworkVersion, chainID: ChainID) {
    self.version = version
    self.chainID = chainID
  }
}

/// The tipset for which a machine runs messages.
package struct MachineContext: Hashable, Sendable {
  package var network: NetworkConfiguration
  package var epoch: ChainEpoch
  /// Seconds since 1970.
  package var timestamp: UInt64
  /// attoFIL a gas unit.
  package var baseFee: TokenAmount
  /// attoFIL.
  package var circulatingSupply: TokenAmount
  /// Whether results carry an `ExecutionTrace`.
  package var isTracing: Bool

  package init(
    network: NetworkConfiguration, epoch: ChainEpoch, timestamp: UInt64, baseFee: TokenAmount,
    circulatingSupply: TokenAmount = .zero, isTracing: Bool = false
  ) {
    self.network = network
    self.epoch = epoch
    self.timestamp = timestamp
    self.baseFee = baseFee
    self.circulatingSupply = circulatingSupply
    self.isTracing = isTracing
  }
}
