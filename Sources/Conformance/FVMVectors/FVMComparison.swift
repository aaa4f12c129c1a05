import FVM
import Filecoin
import IPLD
import Primitives

/// Where a run of the native actors differs from one of the production actors.
struct FVMComparison {
  let manifest: Manifest
  /// The vector's name and the position of the message.
  let vector: String
  let message: Int
  private(set) var differences: [String] = []
  /// Differences that `GasDependentValue` lists, with the reason.
  private(set) var explained: [String] = []
  /// The blocks to look into: the state roots, or the first linked blocks that differ.
  private(set) var blocks: (expected: CID, got: CID)?

  init(manifest: Manifest, vector: String, message: Int) {
    self.manifest = manifest
    self.vector = vector
    self.message = message
  }

  /// Charges of WebAssembly execution, which native actors only approximate.
  private static let approximated: Set<String> = ["wasm_exec", "wasm_memory_grow"]

  mutating func compare(
    _ result: ApplyResult, stateRoot: CID, with expected: FVMVector.Expectation
  ) {
    let receipt = result.receipt
    check("exit code", receipt.exitCode.rawValue, expected.exitCode)
    check("return", Hex.encode(receipt.returnData), Hex.encode(expected.returnData))
    check("state root", stateRoot, expected.stateRoot)
    if stateRoot != expected.stateRoot { blocks = (expected.stateRoot, stateRoot) }
    check("return codec", result.returnCodec, expected.returnCodec)
    check("events", result.events, expected.events)
    check("events root", receipt.eventsRoot, expected.eventsRoot)
    check("refused", result.isPrevalidationFailure, expected.isRefused)
    check("miner penalty", result.gas.minerPenalty, expected.minerPenalty)
    guard let trace = result.trace else { return }
    compare(trace.calls, expected.calls, at: "call")
    compareBacktrace(result.failure, expected.backtrace)
    compareCharges(trace, expected)
  }

  private mutating func check<Value: Equatable>(_ what: String, _ got: Value, _ expected: Value) {
    guard got != expected else { return }
    if let reason = GasDependentValue.reason(vector: vector, message: message, value: what) {
      explained.append("\(what): \(reason)")
    } else {
      differences.append("\(what): expected \(expected), got \(got)")
    }
  }

  private mutating func compare(
    _ got: [ExecutionTrace.Call], _ expected: [FVMVector.Call], at path: String
  ) {
    check("\(path): number of calls", got.count, expected.count)
    for (index, (call, wanted)) in zip(got, expected).enumerated() {
      compare(call, wanted, at: "\(path) \(index)")
    }
  }

  private mutating func compare(
    _ got: ExecutionTrace.Call, _ expected: FVMVector.Call, at path: String
  ) {
    check("\(path) from", got.from, expected.from)
    check("\(path) to", got.to, expected.to)
    if expected.type != nil {
      check("\(path) receiver", got.receiver?.id, expected.receiver)
      check("\(path) type", got.receiver.map { manifest.name(of: $0.code) }, expected.type)
    }
    check("\(path) method", got.method.rawValue, expected.method)
    check("\(path) value", got.value, expected.value)
    check("\(path) read only", got.isReadOnly, expected.isReadOnly)
    check("\(path) has a gas limit", got.gasLimit != nil, expected.gasLimit != nil)
    check("\(path) params codec", got.params?.codec, expected.paramsCodec)
    check("\(path) exit", Self.exit(got.outcome), expected.exit)
    check("\(path) blocks linked", got.blocksLinked, expected.blocksLinked)
    if blocks == nil,
      let pair = zip(expected.blocksLinked, got.blocksLinked).first(where: { $0 != $1 })
    {
      blocks = (pair.0, pair.1)
    }
    check(
      "\(path) params", got.params.map { Hex.encode($0.bytes) },
      expected.params.map { Hex.encode($0) })
    var data: [UInt8]?
    if case .returned(_, let returned) = got.outcome { data = returned?.bytes }
    check(
      "\(path) return", data.map { Hex.encode($0) }, expected.returnData.map { Hex.encode($0) })
    compare(got.calls, expected.calls, at: path)
  }

  private static func exit(_ outcome: ExecutionTrace.Outcome) -> String {
    switch outcome {
    case .returned(.outOfGas, nil): "oog"
    case .returned(let code, _): String(code.rawValue)
    case .error(let error): "err\(error.number.rawValue)"
    case .fatal(let message): "fatal \(message)"
    }
  }

  private mutating func compareBacktrace(
    _ failure: ApplyResult.Failure?, _ expected: [FVMVector.Frame]
  ) {
    guard case .backtrace(let backtrace) = failure else { return }
    let frames = backtrace.frames.map { frame in
      "f0\(frame.source) method \(frame.method) code \(frame.code.rawValue)"
    }
    let wanted = expected.map { frame in
      "f0\(frame.actor) method \(frame.method) code \(frame.code)"
    }
    check("backtrace", frames, wanted)
  }

  private mutating func compareCharges(
    _ trace: ExecutionTrace, _ expected: FVMVector.Expectation
  ) {
    var got: [String: UInt64] = [:]
    for (name, gas) in trace.chargesByName {
      got[Self.vectorName(of: name), default: 0] += gas.milligas
    }
    let names = Set(got.keys).union(expected.charges.keys).subtracting(Self.approximated)
    for name in names.sorted() {
      check("charge \(name)", got[name] ?? 0, expected.charges[name] ?? 0)
    }
    var counts = trace.syscallCounts
    // The recorder of the vectors does not see the syscall that ends an actor.
    counts["vm::exit"] = nil
    let calls = Set(counts.keys).union(expected.syscalls.keys)
    for name in calls.sorted() {
      check("syscall \(name)", counts[name] ?? 0, expected.syscalls[name] ?? 0)
    }
  }

  /// The vectors' name for a charge: returns under one name, tipset look-ups without one.
  private static func vectorName(of name: String) -> String {
    switch name {
    case "OnChainReturnValue", "OnReturnValue": "OnReturn"
    case "OnTipsetCid": ""
    default: name
    }
  }
}
