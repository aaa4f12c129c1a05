package import Filecoin

/// What a development chain is made with; fixed at its creation.
package struct NodeConfiguration: Hashable, Sendable {
  package var chainID: ChainID
  package var networkVersion: NetworkVersion
  package var networkName: String
  /// Seconds since 1970 at epoch 0.
  package var genesisTimestamp: UInt64
  /// The phrase that the funded accounts are derived from.
  package var mnemonic: String
  package var accountCount: Int
  /// attoFIL that each account starts with.
  package var accountBalance: TokenAmount
  /// The base fee of the first block, attoFIL a gas unit.
  package var initialBaseFee: TokenAmount

  /// The phrase that Ethereum's development tools share.
  package static let sharedMnemonic =
    "test test test test test test test test test test test junk"

  /// Seconds between epochs (lotus `BlockDelaySecs`).
  package static let epochDuration: UInt64 = 30

  package init(
    chainID: ChainID = .development, networkVersion: NetworkVersion = .fireHorse,
    networkName: String = "fevm", genesisTimestamp: UInt64, mnemonic: String = sharedMnemonic,
    accountCount: Int = 10, accountBalance: TokenAmount = TokenAmount(whole: 10_000),
    initialBaseFee: TokenAmount = TokenAmount(atto: 100_000_000 as UInt64)
  ) {
    self.chainID = chainID
    self.networkVersion = networkVersion
    self.networkName = networkName
    self.genesisTimestamp = genesisTimestamp
    self.mnemonic = mnemonic
    self.accountCount = accountCount
    self.accountBalance = accountBalance
    self.initialBaseFee = initialBaseFee
  }

  /// Seconds since 1970 at an epoch.
  package func timestamp(of epoch: ChainEpoch) -> UInt64 {
    genesisTimestamp + UInt64(max(0, epoch)) * Self.epochDuration
  }
}
