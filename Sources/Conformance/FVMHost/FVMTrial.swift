import Actors
import EVM
import Ethereum
import EthereumExecution
import FVM
import Primitives

/// One case of a state test, to be run under any configuration and compared with its vector.
struct FVMTrial {
  let test: StateTest
  let expectation: StateTest.Expectation
  let pre: ActorPreState
  let revision: Revision
  let engines: FVMEngines
  let interpreter: Interpreter

  /// How the run differs from the vector, nil when it does not, and its end.
  func difference(
    under configuration: FVMHostConfiguration
  ) throws -> (difference: String?, end: FVMTransition.End) {
    let end = try self.end(under: configuration)
    switch (end.rejection, expectation.exception) {
    case (nil, let exception?): return ("expected error \"\(exception)\", got no error", end)
    case (let rejection?, nil): return ("unexpected error: \(rejection)", end)
    case (nil, nil), (_?, _?): break
    }
    let difference =
      configuration.gas == .ethereum ? exactDifference(end) : try differenceWithoutFees(end)
    if let difference { return (difference, end) }
    let logs = Log.hash(of: end.logs)
    guard logs == expectation.logsHash else {
      return (
        "post state logs hash mismatch: got \(Hex.encode(logs.bytes)), "
          + "want \(Hex.encode(expectation.logsHash.bytes))", end
      )
    }
    return (nil, end)
  }

  private var environment: StateTransition.Environment {
    test.environment.environment(under: .ethereum(revision))
  }

  private func end(under configuration: FVMHostConfiguration) throws -> FVMTransition.End {
    let transition = try FVMTransition(
      engines[configuration, revision], on: pre, in: environment)
    switch try instance() {
    case .valid(let transaction, let sender):
      return try transition.run(
        transaction, sender: sender, key: test.transaction.privateKey)
    case .impossible(let reason): return try transition.reject(reason)
    }
  }

  private func instance() throws(VectorError) -> TransactionTemplate.Instance {
    try test.transaction.instance(expectation.indexes, chainID: test.environment.chainID)
  }

  private func exactDifference(_ end: FVMTransition.End) -> String? {
    let root = end.state.stateRoot()
    guard root != expectation.stateRoot else { return nil }
    var detail = expectation.state.flatMap { end.state.firstDifference(from: $0) }
    if detail == nil, let reference = try? reference() {
      // Without listed accounts the Ethereum host's stand in, when it reaches the vector's root.
      detail = end.state.firstDifference(from: reference.state)
    }
    return "post state root mismatch: got \(Hex.encode(root.bytes)), "
      + "want \(Hex.encode(expectation.stateRoot.bytes))" + (detail.map { "; \($0)" } ?? "")
  }

  // MARK: - Without fees

  /// The vector's end by the Ethereum host, whose root must be the vector's.
  private func reference() throws -> (state: InMemoryState, fee: UInt256, tip: UInt256) {
    guard case .valid(let transaction, let sender) = try instance() else {
      return (pre.state, .zero, .zero)
    }
    let block = environment.block
    let end = StateTransition.run(
      transaction, sender: sender, on: pre.state, in: environment, interpreter: interpreter)
    guard end.state.stateRoot() == expectation.stateRoot else {
      throw VectorError("the Ethereum host does not reach the vector's state root")
    }
    guard case .success(let outcome) = end.result else { return (end.state, .zero, .zero) }
    let price = transaction.effectiveGasPrice(baseFee: block.baseFee)
    let used = UInt256(outcome.gasUsed)
    return (
      end.state, price * used + block.blobBaseFee * UInt256(outcome.blobGasUsed),
      (price - min(price, block.baseFee)) * used
    )
  }

  private func differenceWithoutFees(_ end: FVMTransition.End) throws -> String? {
    var (wanted, fee, tip) = try reference()
    guard case .valid(_, let sender) = try instance() else { return nil }
    if let account = wanted.accounts[sender] {
      wanted.accounts[sender]?.balance = account.balance + fee
    }
    var got = end.state
    let coinbase = environment.block.coinbase
    if let account = wanted.accounts[coinbase] {
      wanted.accounts[coinbase]?.balance = account.balance - min(account.balance, tip)
    }
    // Who is empty but for a tip is one of Ethereum's accounts only.
    for address in [coinbase, sender] {
      if wanted.accounts[address]?.isEmpty == true { wanted.accounts[address] = nil }
      if got.accounts[address]?.isEmpty == true { got.accounts[address] = nil }
    }
    guard got.stateRoot() != wanted.stateRoot() else { return nil }
    return "state without fees differs: "
      + (got.firstDifference(from: wanted) ?? "storage or code")
  }
}

extension InMemoryAccount {
  fileprivate var isEmpty: Bool {
    nonce == 0 && balance.isZero && codeHash == .emptyCode && storage.isEmpty
  }
}

extension InMemoryState {
  /// The first account, by address, that is not as in another state, and how; nil if all are.
  func firstDifference(from other: InMemoryState) -> String? {
    firstDifference(
      from: other.accounts.map { address, account in
        AccountFixture(
          address: address, nonce: account.nonce, balance: account.balance,
          code: account.code.bytes, storage: account.storage)
      })
  }
}
