package import Ethereum
import EVM
import JSONText
package import Primitives

/// The block around a state test's transaction, before a fork says which of it counts.
package struct EnvironmentFixture: Sendable {
  package var coinbase: EthAddress
  package var number: UInt64
  /// Seconds since the Unix epoch.
  package var timestamp: UInt64
  package var gasLimit: UInt64
  package var difficulty: UInt256
  package var random: UInt256?
  /// Wei per gas.
  package var baseFee: UInt256?
  package var excessBlobGas: UInt64?
  package var chainID: UInt64 = 1
  /// Blob schedules that the file brings along.
  package var blobSchedules: [Revision: BlobSchedule] = [:]

  init(_ value: JSONValue) throws(VectorError) {
    func number(_ key: String) throws(VectorError) -> UInt64? {
      try value.optional(key, Read.uint64)
    }
    func word(_ key: String) throws(VectorError) -> UInt256? {
      try value.optional(key, Read.word)
    }
    coinbase = try value.at("currentCoinbase", Read.address)
    self.number = try number("currentNumber") ?? 0
    timestamp = try number("currentTimestamp") ?? 0
    // Gas is counted in 64 bits; a few old files write more, which no transaction can use.
    gasLimit = try word("currentGasLimit").map { $0.asUInt64 ?? .max } ?? 0
    difficulty = try word("currentDifficulty") ?? .zero
    random = try word("currentRandom")
    baseFee = try word("currentBaseFee")
    excessBlobGas = try number("currentExcessBlobGas")
  }

  /// Reads the `config` object of EEST files.
  mutating func read(configuration: JSONValue) throws(VectorError) {
    if let id = try configuration.optional("chainid", Read.uint64) {
      chainID = id
    }
    blobSchedules =
      try configuration.optional("blobSchedule", BlobSchedule.schedules) ?? [:]
  }
}

extension BlobSchedule {
  /// Schedules by fork name; forks that are not ours are left out.
  static func schedules(_ value: JSONValue) throws(VectorError) -> [Revision: BlobSchedule] {
    let read = try value.members { name, schedule throws(VectorError) in
      func number(_ key: String) throws(VectorError) -> UInt64 {
        try schedule.at(key, Read.uint64)
      }
      return (
        Revision(name: name),
        BlobSchedule(
          target: try number("target"), maximum: try number("max"),
          baseFeeUpdateFraction: try number("baseFeeUpdateFraction"))
      )
    }
    var schedules: [Revision: BlobSchedule] = [:]
    for case (let revision?, let schedule) in read { schedules[revision] = schedule }
    return schedules
  }
}
