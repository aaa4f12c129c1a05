import EVM
import Primitives
import Testing

/// What running a piece of code came to.
struct Execution {
  var result: CallResult
  var gasUsed: Int64
  /// All steps of the outermost frame.
  var steps: [TraceStep]
  var faults: [HaltReason]
  var host: MockHost

  var reason: HaltReason { result.reason }
  /// The stack when the code ended, top first.
  var stack: [UInt256] { steps.last?.stack.reversed() ?? [] }
  /// The word on top when the code ended.
  var top: UInt256? { stack.first }
  /// The output read as a word.
  var outputWord: UInt256? { UInt256(bigEndian: result.output) }

  /// The price of the last instruction of a kind, -1 if there was none.
  func gasCost(of opcode: Opcode) -> Int64 { steps.last { $0.opcode == opcode }?.gasCost ?? -1 }
}

final class StepCollector: Tracer {
  private(set) var steps: [TraceStep] = []
  private(set) var faults: [HaltReason] = []

  private let depth: Int

  /// Collects the steps at one depth only.
  init(depth: Int) { self.depth = depth }

  func step(_ step: TraceStep) {
    if step.depth == depth { steps.append(step) }
  }

  func fault(
    _ step: TraceStep, _ reason: HaltReason, detail: FaultDetail, wasReported: Bool
  ) {
    if step.depth == depth { faults.append(reason) }
  }
}

/// The account that runs the code under test.
let contract = address(0xc0)
/// Who calls it.
let caller = address(0xca)

/// Runs code twice, plainly and traced, and checks that the two agree.
func run(
  _ code: Bytecode, _ ruleset: Ruleset, gas: Int64 = 1_000_000, host: MockHost = MockHost(),
  isStatic: Bool = false, value: UInt256 = 0, input: [UInt8] = [], depth: Int = 0
) -> Execution {
  let tracer = StepCollector(depth: depth + 1)
  let traced = host.copy()
  let plain = one(
    code, Interpreter(ruleset: ruleset), gas, host, isStatic, value, input, depth)
  let result = one(
    code, Interpreter(ruleset: ruleset, tracer: tracer), gas, traced, isStatic, value, input,
    depth)
  #expect(plain.reason == result.reason)
  #expect(plain.gasLeft == result.gasLeft)
  #expect(plain.gasRefund == result.gasRefund)
  #expect(plain.output == result.output)
  #expect(host.logs == traced.logs)
  return Execution(
    result: plain, gasUsed: gas - plain.gasLeft, steps: tracer.steps, faults: tracer.faults,
    host: host)
}

func run(
  _ code: Bytecode, _ revision: Revision = .cancun, gas: Int64 = 1_000_000,
  host: MockHost = MockHost(), isStatic: Bool = false, value: UInt256 = 0, input: [UInt8] = [],
  depth: Int = 0
) -> Execution {
  run(
    code, .ethereum(revision), gas: gas, host: host, isStatic: isStatic, value: value,
    input: input, depth: depth)
}

private func one(
  _ code: Bytecode, _ interpreter: Interpreter, _ gas: Int64, _ host: MockHost, _ isStatic: Bool,
  _ value: UInt256, _ input: [UInt8], _ depth: Int
) -> CallResult {
  host.interpreter = interpreter
  return input.withByteView { input in
    interpreter.execute(
      CallMessage(
        kind: .call, isStatic: isStatic, depth: depth, gas: gas, recipient: contract,
        codeAddress: contract, sender: caller, value: value, input: input),
      code: Code(code.bytes), host: host)
  }
}
