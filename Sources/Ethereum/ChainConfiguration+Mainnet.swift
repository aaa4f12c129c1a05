import Primitives

extension ChainConfiguration {
  /// Ethereum's main network (EIP-606, 608, 607, 609, 1013, 1716, 1679, 2070, 1559, 3675, and the
  /// meta EIPs of the forks by time).
  package static let mainnet = ChainConfiguration(
    forks: [
      Fork(.frontier, at: .block(0)),
      Fork(.homestead, at: .block(1_150_000)),
      Fork(.tangerineWhistle, at: .block(2_463_000)),
      Fork(.spuriousDragon, at: .block(2_675_000)),
      Fork(.byzantium, at: .block(4_370_000)),
      Fork(.petersburg, at: .block(7_280_000)),
      Fork(.istanbul, at: .block(9_069_000)),
      Fork(.berlin, at: .block(12_244_000)),
      Fork(.london, at: .block(12_965_000)),
      // 58,750,000,000,000,000,000,000.
      Fork(.paris, at: .totalDifficulty(UInt256(58_750) * 1_000_000_000_000_000_000)),
      Fork(.shanghai, at: .timestamp(1_681_338_455)),
      Fork(.cancun, at: .timestamp(1_710_338_135)),
      Fork(.prague, at: .timestamp(1_746_612_311)),
      Fork(.osaka, at: .timestamp(1_764_798_551)),
    ],
    daoForkBlock: 1_920_000)
}
