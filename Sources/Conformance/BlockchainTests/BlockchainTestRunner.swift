package import EVM
import Ethereum
import EthereumExecution
package import JSONText
import Primitives

/// Runs blockchain tests: every block is decoded, verified and executed.
package struct BlockchainTestRunner: Sendable {
  /// Which tests of a file are run, and what is kept of them.
  package struct Options: Sendable {
    /// Only tests whose name this accepts.
    package var accepts: @Sendable (String) -> Bool = { _ in true }
    /// Whether results carry the state at the end.
    package var dumpsState = false

    package init() {}
  }

  private let options: Options

  package init(options: Options = Options()) { self.options = options }

  /// Runs the blockchain tests of a file; values of other formats in it are passed over. Call from
  /// an `ExecutionThread`.
  ///
  /// `onResult` is called with each result before the next test begins. `tracer` sees the
  /// transactions, not what blocks do by themselves.
  package func run(
    _ file: JSONValue, tracer: (any Tracer)? = nil, onResult: (TestResult) -> Void = { _ in }
  ) -> [TestResult] {
    (file.object ?? [:]).compactMap { member in
      guard BlockchainTest.matches(member.value), options.accepts(member.key) else { return nil }
      let result = run(name: member.key, member.value, tracer)
      onResult(result)
      return result
    }
  }

  private func run(
    name: String, _ value: JSONValue, _ tracer: (any Tracer)?
  ) -> TestResult {
    var result = TestResult(name: name, fork: value["network"]?.string ?? "", outcome: .passed)
    do {
      let test = try BlockchainTest(name: name, value)
      let pre = InMemoryState(fixtures: test.pre)
      let genesis = try Block.decode(test.genesis)
      try expectEqual("genesis state root", got: genesis.header.stateRoot, want: pre.stateRoot())
      let tree = BlockTree(chain: test.chain, genesis: genesis, state: pre)
      tree.tracer = tracer.map { TransactionTracer($0) }
      for (position, step) in test.steps.enumerated() { try add(step, position, to: tree) }
      let root = tree.headState.stateRoot()
      result.stateRoot = root
      if options.dumpsState { result.dump = tree.headState.dump(root: root) }
      try check(tree, root: root, test)
    } catch {
      result.outcome = .failed("\(error)")
    }
    return result
  }

  private func add(
    _ step: BlockchainTest.Step, _ position: Int, to tree: BlockTree
  ) throws(Mismatch) {
    do throws(BlockError) {
      try tree.add(step.encoded)
    } catch {
      guard step.exception == nil else { return }
      throw Mismatch("block \(position + 1): \(error)")
    }
    if let exception = step.exception {
      throw Mismatch("block \(position + 1) was accepted, expected \(exception)")
    }
  }

  private func check(
    _ tree: BlockTree, root: Hash256, _ test: BlockchainTest
  ) throws(Mismatch) {
    try expectEqual("last block hash", got: tree.head, want: test.lastBlockHash)
    switch test.post {
    case .root(let expected): try expectEqual("post state root", got: root, want: expected)
    case .accounts(let accounts):
      if let difference = tree.headState.firstDifference(from: accounts) {
        throw Mismatch("post state differs: \(difference)")
      }
    }
  }
}
