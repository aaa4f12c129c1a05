import EVM
import Ethereum
import EthereumExecution
import JSONText
import Primitives

/// The block to build, as transition tools take it (`env.json`).
struct TransitionEnvironment {
  var header: BlockHeader
  var withdrawals: [Withdrawal]?
  /// Coinbases and ages in blocks.
  var ommers: [(address: EthAddress, delta: UInt64)]
  var blockHashes: [UInt64: Hash256]

  init(_ value: JSONValue, _ ruleset: Ruleset, _ schedule: BlobSchedule?) throws(TransitionError) {
    do throws(VectorError) {
      header = BlockHeader(
        coinbase: try value.at("currentCoinbase", Read.address),
        number: try value.at("currentNumber", Read.uint64),
        gasLimit: try value.at("currentGasLimit", Read.uint64),
        timestamp: try value.at("currentTimestamp", Read.uint64))
      ommers =
        try value.optional("ommers") { list throws(VectorError) in
          try list.elements { ommer throws(VectorError) in
            (try ommer.at("address", Read.address), try ommer.at("delta", Read.uint64))
          }
        } ?? []
      withdrawals = try value.optional("withdrawals") { list throws(VectorError) in
        try list.elements(Withdrawal.init(vector:))
      }
      blockHashes = [:]
      for (number, hash) in try value.optional(
        "blockHashes",
        { hashes throws(VectorError) in
          try hashes.members { number, hash throws(VectorError) in
            (try Read.uint64(.string(number)), try Read.hash(hash))
          }
        }) ?? []
      {
        blockHashes[number] = hash
      }
      header.parentBeaconBlockRoot = try value.optional("parentBeaconBlockRoot", Read.hash)
    } catch {
      throw .input("env: \(error)")
    }
    if header.number > 0 { header.parentHash = blockHashes[header.number - 1] ?? .zero }
    try readFees(value, ruleset.rules, schedule)
    try readDifficulty(value, ruleset.rules)
    if ruleset.rules.hasWithdrawals, withdrawals == nil {
      throw .configuration("Shanghai config but missing 'withdrawals' in env section")
    }
  }

  private mutating func readFees(
    _ value: JSONValue, _ rules: Rules, _ schedule: BlobSchedule?
  ) throws(TransitionError) {
    do throws(VectorError) {
      if rules.hasBaseFee {
        header.baseFee = try value.optional("currentBaseFee", Read.word)
        if header.baseFee == nil, let parent = try value.optional("parentBaseFee", Read.word) {
          header.baseFee = BaseFee.next(
            parentBaseFee: parent,
            parentGasUsed: try value.at("parentGasUsed", Read.uint64),
            parentGasLimit: try value.at("parentGasLimit", Read.uint64))
        }
      }
      if let schedule {
        header.excessBlobGas = try value.optional("currentExcessBlobGas", Read.uint64)
        if header.excessBlobGas == nil {
          let parentFee = try value.optional("parentBaseFee", Read.word)
          header.excessBlobGas = schedule.excessBlobGas(
            parentExcess: try value.optional("parentExcessBlobGas", Read.uint64) ?? 0,
            parentUsed: try value.optional("parentBlobGasUsed", Read.uint64) ?? 0,
            parentBaseFee: rules.boundsBlobBaseFee ? parentFee : nil)
        }
      }
    } catch {
      throw .input("env: \(error)")
    }
    if rules.hasBaseFee, header.baseFee == nil {
      throw .configuration("EIP-1559 config but missing 'currentBaseFee' in env section")
    }
    if rules.storesBeaconRoot, header.parentBeaconBlockRoot == nil {
      throw .configuration("post-cancun env requires parentBeaconBlockRoot to be set")
    }
  }

  private mutating func readDifficulty(
    _ value: JSONValue, _ rules: Rules
  ) throws(TransitionError) {
    do throws(VectorError) {
      if rules.hasRandao {
        header.mixHash = try value.at("currentRandom", Read.hash)
        return
      }
      if let difficulty = try value.optional("currentDifficulty", Read.word) {
        header.difficulty = difficulty
        return
      }
      let ommers = try value.optional("parentUncleHash", Read.hash) ?? .zero
      header.difficulty = Difficulty.next(
        number: header.number, timestamp: header.timestamp,
        parentTimestamp: try value.at("parentTimestamp", Read.uint64),
        parentDifficulty: try value.at("parentDifficulty", Read.word),
        parentHasOmmers: ommers != .zero && ommers != BlockHeader.emptyOmmersHash, rules: rules)
    } catch {
      throw .configuration("env: \(error)")
    }
  }
}

extension Withdrawal {
  init(vector value: JSONValue) throws(VectorError) {
    self.init(
      index: try value.at("index", Read.uint64),
      validatorIndex: try value.at("validatorIndex", Read.uint64),
      address: try value.at("address", Read.address), amount: try value.at("amount", Read.uint64))
  }
}
