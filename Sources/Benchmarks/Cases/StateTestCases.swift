package import Conformance
import EVM
import Ethereum
import EthereumExecution
package import JSONText
import Primitives

/// Benchmark cases from files in the shape of state tests: ipsilon/evm-benchmarks and
/// `fixtures/bench`.
package enum StateTestCases {
  /// The cases of a file, each run once as a state test so that state root and logs are checked.
  /// Call from an `ExecutionThread`.
  ///
  /// A file's cases are named after its folder (`bench` counts as `mix`), its own name and the
  /// label of the call, if the file has several.
  package static func cases(_ file: JSONValue, path: String) throws(VectorError) -> [BenchmarkCase]
  {
    let parts = path.split(separator: "/").map(String.init)
    let stem = parts.last.map { $0.hasSuffix(".json") ? String($0.dropLast(5)) : $0 } ?? path
    let folder = parts.dropLast().last ?? "bench"
    let group = folder == "bench" ? "mix" : folder
    let results = StateTestRunner().run(file, interpreters: Interpreters())
    var cases: [BenchmarkCase] = []
    for (name, value) in (file.object ?? [:]).map({ ($0.key, $0.value) })
    where StateTest.matches(value) {
      let test = try StateTest(name: name, value)
      for expectation in test.expectations {
        guard var benchmark = try benchmark(test, expectation, value) else { continue }
        let label = value["_info"]?["labels"]?[String(expectation.indexes.data)]?.string
        benchmark.name = "\(group)/\(stem)"
        if test.expectations.count > 1 {
          benchmark.name += "/\(label ?? String(expectation.indexes.data))"
        }
        let result = results.first {
          $0.name == name && $0.fork == expectation.fork && $0.index == expectation.index
        }
        if case .failed(let reason)? = result?.outcome { benchmark.vectorFailure = reason }
        cases.append(benchmark)
      }
    }
    return cases
  }

  /// The call of a transaction; nil for a create.
  private static func benchmark(
    _ test: StateTest, _ expectation: StateTest.Expectation, _ value: JSONValue
  ) throws(VectorError) -> BenchmarkCase? {
    guard let revision = Revision(name: expectation.fork) else {
      throw VectorError("\(test.name): unknown fork \(expectation.fork)")
    }
    let instance = try test.transaction.instance(
      expectation.indexes, chainID: test.environment.chainID)
    guard case .valid(let transaction, let sender) = instance, let to = transaction.to else {
      return nil
    }
    let intrinsic = IntrinsicGas(transaction, .ethereum(revision)).base
    let gas = transaction.gasLimit - min(transaction.gasLimit, UInt64(intrinsic))
    let expected = value["_info"]?["expect"]
    return BenchmarkCase(
      name: test.name, revision: revision, accounts: test.pre, sender: sender, recipient: to,
      gas: gas, input: transaction.data,
      expectedOutput: try expected?.optional("output", Read.bytes),
      expectedGas: try expected?.optional("callGasUsed", Read.uint64))
  }
}
