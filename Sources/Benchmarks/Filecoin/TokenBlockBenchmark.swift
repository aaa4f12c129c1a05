import Actors
import Bridge
import Conformance
import Cryptography
import DevNode
import Ethereum
import FVM
import Filecoin
import IPLD
import Primitives

/// A Filecoin block of ERC-20 transfers, timed stage by stage, from the bytes of the signed
/// transactions to the new state root.
///
/// The state has a token, a hundred funded Ethereum accounts that hold some of it, and the
/// singletons. Each run starts from the same state root with nothing decoded.
package final class TokenBlockBenchmark {
  /// A part of the work on a block.
  package enum Stage: String, CaseIterable, Sendable {
    /// RLP to a message, the sender recovered from the signature.
    case decode = "decode, recover"
    /// Messages into the store, the root of the block's messages.
    case include = "include"
    /// The machine, and every message applied.
    case execute = "execute"
    /// Receipts and events into their trees.
    case receipts = "receipts, events"
    /// The state root: dirty nodes hashed and written.
    case flush = "flush"
  }

  /// An outcome that is not as it must be.
  package struct Wrong: Error, CustomStringConvertible {
    package let description: String
  }

  package let messageCount: Int
  private let configuration: NodeConfiguration
  private let store = InMemoryBlockstore()
  private let accounts: [DevAccount]
  private var root: CID
  private var token = EthAddress.zero
  private var nonces: [UInt64]
  private var transactions: [[UInt8]] = []
  private var balances: [UInt256]
  private var epoch: ChainEpoch = 1

  private static let gasLimit: UInt64 = 200_000_000
  private static let baseFee = TokenAmount(atto: 100 as UInt64)

  /// `creationCode` makes a token that gives its supply to its creator, constructor arguments
  /// included. Call from an `ExecutionThread`.
  package init(creationCode: [UInt8], messages: Int = 1000, accounts count: Int = 100) throws {
    messageCount = messages
    configuration = NodeConfiguration(genesisTimestamp: 1_700_000_000, accountCount: count)
    accounts = try DevAccount.derive(mnemonic: configuration.mnemonic, count: count)
    root = try Genesis.build(configuration, accounts: accounts, store: store).stateRoot
    nonces = [UInt64](repeating: 0, count: count)
    balances = [UInt256](repeating: .zero, count: count)
    try deploy(creationCode)
    try distribute()
    for index in 0..<messages {
      let sender = index % count
      let recipient = (sender * 7 + index / count + 1) % count
      transactions.append(try transfer(from: sender, to: recipient, amount: UInt256(UInt64(index))))
    }
  }

  /// Applies the block once; nanoseconds of processor time by stage. Call from an
  /// `ExecutionThread`.
  package func run() throws -> [Stage: UInt64] {
    let (times, newRoot, results) = try apply(transactions)
    try verify(newRoot, results)
    return times
  }

  // MARK: - Setting up

  private func deploy(_ creationCode: [UInt8]) throws {
    let bytes = try sign(0, to: nil, data: creationCode, gasLimit: 2_000_000_000)
    let (_, newRoot, results) = try apply([bytes])
    guard let result = results.first, result.receipt.exitCode.isSuccess,
      let created = ReturnData.createdContract(result.receipt.returnData)
    else { throw Wrong(description: "the token was not deployed") }
    root = newRoot
    token = created.address
    epoch += 1
    balances[0] = try tokenBalance(of: 0)
  }

  private func distribute() throws {
    let share = balances[0] / UInt256(UInt64(accounts.count))
    let bytes = try accounts.indices.dropFirst().map { index in
      try transfer(from: 0, to: index, amount: share)
    }
    let (_, newRoot, results) = try apply(bytes)
    try verify(newRoot, results)
    root = newRoot
    epoch += 1
  }

  /// A signed transfer, booked in `balances`.
  private func transfer(from sender: Int, to recipient: Int, amount: UInt256) throws -> [UInt8] {
    balances[sender] = balances[sender] - amount
    balances[recipient] = balances[recipient] + amount
    // transfer(address,uint256)
    return try sign(
      sender, to: token,
      data: [0xa9, 0x05, 0x9c, 0xbb] + accounts[recipient].address.word.bigEndianBytes
        + amount.bigEndianBytes)
  }

  private func sign(
    _ sender: Int, to: EthAddress?, data: [UInt8], gasLimit: UInt64 = TokenBlockBenchmark.gasLimit
  ) throws -> [UInt8] {
    let transaction = Transaction.dynamicFee(
      DynamicFeeTransaction(
        chainID: configuration.chainID.rawValue, nonce: nonces[sender], maxPriorityFeePerGas: 10,
        maxFeePerGas: 1000, gasLimit: gasLimit, to: to, value: .zero, data: data))
    nonces[sender] += 1
    return try transaction.signed(privateKey: accounts[sender].privateKey).encoded
  }

  // MARK: - One block

  private func apply(
    _ transactions: [[UInt8]]
  ) throws -> (times: [Stage: UInt64], root: CID, results: [ApplyResult]) {
    var times: [Stage: UInt64] = [:]
    var messages: [SignedMessage] = []
    var lengths: [Int] = []
    var results: [ApplyResult] = []
    var newRoot = root
    times[.decode] = try CPUClock.measure {
      for bytes in transactions {
        messages.append(
          try SignedMessage(ethereumTransaction: bytes, chainID: configuration.chainID))
      }
    }
    times[.include] = try CPUClock.measure {
      var tree = AMTWriter(store, version: .v0)
      for message in messages {
        let block = message.cborBytes
        lengths.append(block.count)
        try tree.append(try store.put(dagCBOR: block))
      }
      _ = try tree.finish()
    }
    var executor: Executor?
    times[.execute] = try CPUClock.measure {
      let run = Executor(machine: try machine())
      for (message, length) in zip(messages, lengths) {
        results.append(try run.executeHere(message.message, length: length))
      }
      executor = run
    }
    times[.receipts] = try CPUClock.measure {
      var receipts = AMTWriter(store, version: .v0)
      for result in results {
        try receipts.append(result.receipt)
        for block in result.eventBlocks { store.put(block.cid, block.bytes) }
      }
      _ = try receipts.finish()
    }
    times[.flush] = try CPUClock.measure {
      if let executor { newRoot = try executor.flush() }
    }
    return (times, newRoot, results)
  }

  private func machine(at root: CID? = nil) throws -> Machine {
    try Machine(
      context: MachineContext(
        network: NetworkConfiguration(
          version: configuration.networkVersion, chainID: configuration.chainID),
        epoch: epoch, timestamp: configuration.timestamp(of: epoch), baseFee: Self.baseFee),
      root: root ?? self.root, store: store, externs: NoExterns(),
      actors: { BuiltinActors.registry(for: $0) })
  }

  // MARK: - Checks

  /// Every message succeeded with one event, and every account holds what it should.
  private func verify(_ newRoot: CID, _ results: [ApplyResult]) throws {
    for (index, result) in results.enumerated() {
      guard result.receipt.exitCode.isSuccess, result.events.count == 1 else {
        throw Wrong(description: "transfer \(index): exit code \(result.receipt.exitCode)")
      }
    }
    for index in accounts.indices {
      let balance = try tokenBalance(of: index, at: newRoot)
      guard results.count < messageCount || balance == balances[index] else {
        throw Wrong(description: "account \(index) has \(balance), not \(balances[index])")
      }
    }
  }

  private func tokenBalance(of index: Int, at root: CID? = nil) throws -> UInt256 {
    let address = accounts[index].address
    let outcome = try CallSimulation(try machine(at: root)).call(
      CallRequest(
        from: address, to: token, input: [0x70, 0xa0, 0x82, 0x31] + address.word.bigEndianBytes,
        gasLimit: Self.gasLimit))
    guard outcome.isSuccess, let balance = UInt256(bigEndian: outcome.returnData) else {
      throw Wrong(description: "balanceOf failed: \(outcome.exitCode)")
    }
    return balance
  }
}

/// A chain without history: transfers ask for none.
private final class NoExterns: Externs {
  func chainRandomness(at epoch: ChainEpoch) throws(ExternError) -> [UInt8] {
    throw ExternError("no tickets")
  }

  func beaconRandomness(at epoch: ChainEpoch) throws(ExternError) -> [UInt8] {
    throw ExternError("no beacon")
  }

  func tipsetCID(at epoch: ChainEpoch) throws(ExternError) -> CID {
    throw ExternError("no tipsets")
  }
}
