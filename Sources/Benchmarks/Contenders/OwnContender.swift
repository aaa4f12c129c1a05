import Conformance
package import EVM
import EthereumExecution
import Primitives

/// Our interpreter on our world state. For use on an `ExecutionThread`.
///
/// What stays warm between runs is what stays warm between the transactions of a chain: analysed
/// code and the interpreter's buffers. Accounts and slots are read from beneath in each run.
package final class OwnContender: Contender {
  package let name = "fevm"
  private let interpreters: Interpreters
  private var state = InMemoryState()
  private var benchmark: BenchmarkCase?
  private let counter = InstructionCounter()

  /// Runs in the loops of `tier`.
  package init(tier: Tier = .adaptive) { interpreters = Interpreters(tier: tier) }

  package func prepare(_ benchmark: BenchmarkCase) throws(ContenderError) {
    state = InMemoryState(fixtures: benchmark.accounts)
    self.benchmark = benchmark
  }

  package func run(_ count: Int) throws(ContenderError) -> ContenderRuns {
    guard let benchmark else { throw ContenderError("no case was given") }
    var runs = ContenderRuns(output: [], gasUsed: 0, nanoseconds: [])
    runs.nanoseconds.reserveCapacity(count)
    for _ in 0..<max(1, count) {
      let start = counter?.now
      let (result, time) = run(benchmark)
      if let counter, let start { runs.instructions.append(counter.now - start) }
      guard result.reason.isSuccess else { throw ContenderError("failed: \(result.reason)") }
      runs.output = result.output
      runs.gasUsed = benchmark.gas - UInt64(max(0, result.gasLeft))
      runs.nanoseconds.append(time)
    }
    return runs
  }

  private func run(_ benchmark: BenchmarkCase) -> (CallResult, nanoseconds: UInt64) {
    let interpreter = interpreters[benchmark.revision]
    let rules = interpreter.ruleset.rules
    let world = WorldState(on: state, rules: rules)
    let host = EthereumHost(
      world: world, interpreter: interpreter,
      context: ExecutionContext(
        block: BlockContext(number: 1, timestamp: 1000, gasLimit: benchmark.gas),
        transaction: TransactionContext(origin: benchmark.sender)),
      blockHash: { _ in .zero })
    var result = CallResult(.stop)
    let time = CPUClock.measure {
      world.beginTransaction()
      if rules.hasAccessPrices {
        _ = world.access(benchmark.sender)
        _ = world.access(benchmark.recipient)
      }
      benchmark.input.withByteView { input in
        let message = CallMessage(
          kind: .call, gas: Int64(clamping: benchmark.gas), recipient: benchmark.recipient,
          codeAddress: benchmark.recipient, sender: benchmark.sender, input: input)
        do throws(HaltReason) {
          result = try interpreter.start(message, host: host)
        } catch {
          result = CallResult(error)
        }
      }
      world.finishTransaction()
    }
    return (result, time)
  }
}
