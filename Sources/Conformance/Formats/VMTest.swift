import EVM
import Ethereum
import EthereumExecution
package import JSONText
import Primitives

/// ethereum/tests `VMTests`: one frame without a transaction around it, under Frontier's rules.
///
/// A test without results is one whose frame must halt exceptionally.
package enum VMTest {
  /// Whether a value has the shape of a VM test.
  package static func matches(_ value: JSONValue) -> Bool { value["exec"]?.object != nil }

  /// Runs every test of a file; values of other formats in it are passed over. Call from an
  /// `ExecutionThread`.
  package static func run(_ file: JSONValue, interpreters: Interpreters) -> [TestResult] {
    (file.object ?? [:]).filter { matches($0.value) }.map { test in
      TestResult.checking(test.key) { try check(test.value, interpreters[.frontier]) }
    }
  }

  private static func check(_ test: JSONValue, _ interpreter: Interpreter) throws {
    // These tests ask for calls to be recorded and not made; none of them makes any.
    if let calls = test["callcreates"]?.array, !calls.isEmpty {
      throw VectorError("recorded calls are not supported").within("callcreates")
    }
    let pre = InMemoryState(fixtures: try test.at("pre", AccountFixture.accounts))
    let environment = try test.at("env", EnvironmentFixture.init)
    let world = WorldState(on: pre, rules: interpreter.ruleset.rules)
    let (result, logs) = try test.at("exec") { exec throws(VectorError) in
      let host = EthereumHost(
        world: world, interpreter: interpreter,
        context: ExecutionContext(
          block: environment.environment(under: interpreter.ruleset).block,
          transaction: TransactionContext(
            origin: try exec.at("origin", Read.address),
            gasPrice: try exec.at("gasPrice", Read.word))),
        blockHash: environment.environment(under: interpreter.ruleset).blockHash)
      world.beginTransaction()
      return (try run(exec, interpreter, host), world.logs.logs)
    }
    guard test["gas"] != nil else {
      guard result.reason.isSuccess else { return }
      throw Mismatch("frame ended with \(result.reason), expected an exceptional halt")
    }
    guard result.reason.isSuccess else { throw Mismatch("frame ended with \(result.reason)") }
    try expectEqual(
      "gas left", got: UInt64(result.gasLeft), want: try test.at("gas", Read.uint64))
    try expectEqual(
      "output", got: Hex.encode(result.output),
      want: Hex.encode(try test.at("out", Read.bytes)))
    try expectEqual(
      "logs hash", got: Log.hash(of: logs), want: try test.at("logs", Read.hash))
    world.finishTransaction()
    var state = pre
    state.apply(world.diff())
    let post = try test.at("post", AccountFixture.accounts)
    if let difference = state.firstDifference(from: post) {
      throw Mismatch("post state differs: \(difference)")
    }
  }

  private static func run(
    _ exec: JSONValue, _ interpreter: Interpreter, _ host: EthereumHost
  ) throws(VectorError) -> CallResult {
    let address = try exec.at("address", Read.address)
    let code = Code(try exec.at("code", Read.bytes))
    let caller = try exec.at("caller", Read.address)
    let gas = Int64(clamping: try exec.at("gas", Read.uint64))
    let value = try exec.at("value", Read.word)
    return try exec.at("data", Read.bytes).withByteView { input in
      interpreter.execute(
        CallMessage(
          kind: .call, gas: gas, recipient: address, codeAddress: address, sender: caller,
          value: value, input: input),
        code: code, host: host)
    }
  }
}
