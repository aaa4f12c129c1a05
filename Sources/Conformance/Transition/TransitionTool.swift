package import EVM
import Ethereum
import EthereumExecution
package import JSONText
package import Primitives

/// Builds one block on a state: what `evm t8n` does.
package struct TransitionTool {
  /// What was built.
  package struct Result {
    /// Roots, receipts and rejected transactions (`result.json`).
    package var result: JSONValue
    /// The state afterwards (`alloc.json`).
    package var alloc: JSONValue
    /// The RLP list of the included transactions.
    package var body: [UInt8]
    /// Traces by transaction, if asked for.
    package var traces: [(index: Int, hash: Hash256, lines: [UInt8])]
    /// How often each instruction was run, by name, if asked for.
    package var opcodeCounts: JSONValue?
  }

  private let revision: Revision
  private let chainID: UInt64
  private let reward: UInt256?
  private let countsOpcodes: Bool
  private let makeTracer: ((@escaping ([UInt8]) -> Void) -> EIP3155Tracer)?

  /// - Parameters:
  ///   - reward: wei for the coinbase; nil touches no account.
  ///   - countsOpcodes: whether instructions are counted, those of system contracts too.
  ///   - makeTracer: makes the tracer that writes lines to what it is given; nil for no traces.
  package init(
    revision: Revision, chainID: UInt64, reward: UInt256?, countsOpcodes: Bool = false,
    makeTracer: ((@escaping ([UInt8]) -> Void) -> EIP3155Tracer)? = nil
  ) {
    self.revision = revision
    self.chainID = chainID
    self.reward = reward
    self.countsOpcodes = countsOpcodes
    self.makeTracer = makeTracer
  }

  /// Executes the transactions on the state. Call from an `ExecutionThread`.
  ///
  /// `transactions` is an array of JSON transactions, or the RLP list of signed ones as hex.
  package func run(
    alloc: JSONValue, environment: JSONValue, transactions: JSONValue
  ) throws(TransitionError) -> Result {
    let chain = ChainConfiguration(revision, chainID: chainID)
    let ruleset = Ruleset.ethereum(revision)
    let environment = try TransitionEnvironment(
      environment, ruleset, chain.blobSchedule(revision))
    let pre: InMemoryState
    do {
      pre = InMemoryState(fixtures: try AccountFixture.accounts(alloc))
    } catch {
      throw .input("alloc: \(error)")
    }
    let all = try read(transactions, ruleset.rules)
    let observer = Observer(count: all.count)
    var missing: UInt64?
    var execution = BlockExecution(chain: chain, revision: revision) { number in
      if let hash = environment.blockHashes[number] { return hash }
      missing = missing ?? number
      return .zero
    }
    let tracer = makeTracer?({ observer.append($0) })
    observer.tracer = tracer
    let counter = countsOpcodes ? OpcodeCounter() : nil
    let tracers: [(any Tracer)?] = [tracer.map { TransactionTracer($0) }, counter]
    let present = tracers.compactMap(\.self)
    execution.tracer = present.count > 1 ? CombinedTracer(present) : present.first
    execution.reward = reward ?? .zero
    var block = Block(header: environment.header)
    block.transactions = all
    block.withdrawals = ruleset.rules.hasWithdrawals ? environment.withdrawals : nil
    block.ommers = environment.ommers.map { ommer in
      BlockHeader(
        coinbase: ommer.address,
        number: environment.header.number - min(ommer.delta, environment.header.number),
        gasLimit: 0, timestamp: 0)
    }
    let outcome: BlockOutcome
    do {
      outcome = try execution.execute(block, on: pre, observer: observer)
    } catch {
      throw .execution(error.description)
    }
    tracer?.flush()
    if let missing { throw .missingBlockHash(missing) }
    let included = all.enumerated().filter { observer.rejected[$0.offset] == nil }.map(\.element)
    return Result(
      result: TransitionReport(
        block: block, outcome: outcome, included: included,
        rejected: observer.rejected.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
      ).json(withRequests: ruleset.rules.hasRequests),
      alloc: outcome.state.alloc,
      body: RLPEncoder.list { list in
        for transaction in included {
          if transaction.type == .legacy {
            list.append(encoded: transaction.encoded)
          } else {
            list.append(transaction.encoded)
          }
        }
      },
      traces: all.indices.compactMap { index in
        guard makeTracer != nil, observer.rejected[index] == nil else { return nil }
        return (index, all[index].hash, observer.traces[index])
      },
      opcodeCounts: counter.map { counter in
        .object(JSONObject(counter.byName.map { ($0.name, .number($0.count)) }))
      })
  }

  private func read(
    _ value: JSONValue, _ rules: Rules
  ) throws(TransitionError) -> [Transaction] {
    do throws(VectorError) {
      if case .string(let hex) = value {
        return try TransitionTool.decode(list: HexText.bytes(hex))
      }
      return try value.elements { transaction throws(VectorError) in
        try TransactionJSON(transaction, chainID: chainID, protects: rules.hasChainIDSignatures)
          .signed()
      }
    } catch {
      throw .input("txs: \(error)")
    }
  }

  private static func decode(list bytes: [UInt8]) throws(VectorError) -> [Transaction] {
    var encodings: [[UInt8]] = []
    do throws(RLPError) {
      var input = RLPDecoder(bytes)
      var list = try input.readList()
      try input.finishInput()
      while !list.isAtEnd {
        encodings.append(list.nextIsList ? try list.readEncoded() : try list.readBytes())
      }
    } catch {
      throw VectorError("\(error)")
    }
    var transactions: [Transaction] = []
    for (index, encoding) in encodings.enumerated() {
      do {
        transactions.append(try Transaction.decode(encoding))
      } catch {
        throw VectorError("\(error)").within(String(index))
      }
    }
    return transactions
  }
}

/// Notes what is rejected, and cuts the trace by transaction.
private final class Observer: BlockBuildingObserver {
  var rejected: [Int: TransactionError] = [:]
  var traces: [[UInt8]]
  var tracer: EIP3155Tracer?
  private var current: Int?

  init(count: Int) { traces = Array(repeating: [], count: count) }

  func willExecute(_ index: Int) {
    tracer?.flush()
    current = index
  }

  func didReject(_ index: Int, _ error: TransactionError) { rejected[index] = error }

  /// Lines belong to the transaction that was begun last.
  func append(_ lines: [UInt8]) {
    if let current { traces[current] += lines }
  }
}

extension InMemoryState {
  /// The accounts as a genesis lists them, in the order of addresses.
  fileprivate var alloc: JSONValue {
    var list = JSONObject()
    for (address, account) in accounts.sorted(by: { $0.key < $1.key }) {
      var object = JSONObject()
      let code = account.code.view.bytes
      if !code.isEmpty { object["code"] = .string(Hex.encode(code, prefix: true)) }
      if !account.storage.isEmpty {
        var slots = JSONObject()
        for (key, value) in account.storage.sorted(by: { $0.key < $1.key }) {
          slots[key.hexWord] = .string(value.hexWord)
        }
        object["storage"] = .object(slots)
      }
      object["balance"] = .string(account.balance.hexQuantity)
      if account.nonce > 0 { object["nonce"] = .string(UInt256(account.nonce).hexQuantity) }
      list[address.description] = .object(object)
    }
    return .object(list)
  }
}
