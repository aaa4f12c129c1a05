package import ArgumentParser
import Conformance
import EVM
import Foundation
import JSONText
import Primitives

/// `fevm t8n`: a block's state transition.
package struct TransitionCommand: FevmSubcommand {
  package static let configuration = CommandConfiguration(
    commandName: "t8n",
    abstract: "Build a block: state, environment and transactions in; state and receipts out.",
    discussion: """
      Files, flags and output are those of go-ethereum's `evm t8n`. `stdin` as an input takes the
      member \"alloc\", \"env\", \"txs\" or \"txsRlp\" of one JSON object on standard input;
      `stdout` and `stderr` as outputs print one JSON object. Exit status: 2 the block cannot be
      executed, 3 wrong configuration, 4 a missing block hash, 10 malformed input, 11 files.

      EXAMPLES:
        fevm t8n --state.fork Cancun --output.result stdout
        fevm t8n --input.alloc stdin --input.env stdin --input.txs stdin --output.alloc stdout
      """,
    aliases: ["transition"])

  @Option(name: .customLong("input.alloc"), help: "The state before: a file or stdin.")
  var inputAlloc = "alloc.json"
  @Option(name: .customLong("input.env"), help: "The block's values: a file or stdin.")
  var inputEnvironment = "env.json"
  @Option(
    name: .customLong("input.txs"),
    help: "The transactions: a file of JSON or of RLP as a JSON string, or stdin.")
  var inputTransactions = "txs.json"

  @Option(name: .customLong("output.basedir"), help: "The folder for output files.")
  var outputFolder = ""
  @Option(
    name: .customLong("output.alloc"), help: "The state after: a file, stdout, stderr or empty.")
  var outputAlloc = "alloc.json"
  @Option(
    name: .customLong("output.result"), help: "Roots and receipts: a file, stdout, stderr or empty."
  )
  var outputResult = "result.json"
  @Option(
    name: .customLong("output.body"),
    help: "The RLP of the transactions: a file, stdout, stderr or empty.")
  var outputBody = ""

  @Option(name: .customLong("state.fork"), help: "The fork's rules.")
  var fork = "Osaka"
  @Option(name: .customLong("state.chainid"), help: "The chain id.")
  var chainID: UInt64 = 1
  @Option(name: .customLong("state.reward"), help: "Wei for the coinbase; -1 pays nothing.")
  var reward = "0"

  @Option(
    name: .customLong("opcode.count"),
    help: "Write how often each instruction was run to this file in the output folder.")
  var opcodeCount: String?

  @OptionGroup var trace: TraceOptions

  package init() {}

  package func run(on console: Console) throws {
    do {
      try transition(console)
    } catch let error as TransitionError {
      console.note(error.description)
      throw ExitCode(error.exitStatus)
    } catch let error as CLIError {
      console.note("ERROR(11): \(error)")
      throw ExitCode(11)
    }
  }

  private func transition(_ console: Console) throws {
    guard let revision = Revision(name: fork) else {
      throw TransitionError.configuration("unsupported fork \"\(fork)\"")
    }
    let wei = reward == "-1" ? nil : UInt256(text: reward)
    if wei == nil, reward != "-1" {
      throw TransitionError.configuration("--state.reward \"\(reward)\" is no number")
    }
    let contents = trace.contents
    let makeTracer: ((@escaping ([UInt8]) -> Void) -> EIP3155Tracer)? =
      trace.trace
      ? { write in
        EIP3155Tracer(contents, write: write)
      } : nil
    let tool = TransitionTool(
      revision: revision, chainID: chainID, reward: wei,
      countsOpcodes: opcodeCount != nil, makeTracer: makeTracer)
    let input = try readInput()
    let result = try ExecutionThread.run { () throws(TransitionError) in
      try tool.run(
        alloc: input.alloc, environment: input.environment, transactions: input.transactions)
    }
    try write(result, console)
  }

  private func readInput() throws -> (
    alloc: JSONValue, environment: JSONValue, transactions: JSONValue
  ) {
    let usesStandardInput = [inputAlloc, inputEnvironment, inputTransactions].contains("stdin")
    let all = usesStandardInput ? try json(InputFile.read("-"), "stdin") : .object([:])
    func part(_ path: String, _ names: String...) throws -> JSONValue {
      guard path == "stdin" else { return try json(InputFile.read(path), path) }
      for name in names { if let value = all[name], value != "" { return value } }
      throw TransitionError.input("stdin has no \"\(names[0])\"")
    }
    return (
      try part(inputAlloc, "alloc"), try part(inputEnvironment, "env"),
      try part(inputTransactions, "txsRlp", "txs")
    )
  }

  private func json(_ bytes: [UInt8], _ name: String) throws -> JSONValue {
    do {
      return try JSONValue.parse(bytes)
    } catch {
      throw TransitionError.input("failed unmarshaling \(name): \(error)")
    }
  }

  private func write(_ result: TransitionTool.Result, _ console: Console) throws {
    var outputs = JSONObject()
    var errors = JSONObject()
    func dispatch(_ target: String, _ name: String, _ value: JSONValue) throws {
      switch target {
      case "": break
      case "stdout": outputs[name] = value
      case "stderr": errors[name] = value
      default: try save(value.serializedBytes(pretty: true), target)
      }
    }
    for trace in result.traces {
      try save(trace.lines, "trace-\(trace.index)-\(trace.hash).jsonl")
    }
    if let counts = result.opcodeCounts, let opcodeCount {
      try save(counts.serializedBytes(pretty: true), opcodeCount)
    }
    try dispatch(outputAlloc, "alloc", result.alloc)
    try dispatch(outputResult, "result", result.result)
    try dispatch(outputBody, "body", .string(Hex.encode(result.body, prefix: true)))
    if !outputs.isEmpty { console.print(.object(outputs)) }
    if !errors.isEmpty { console.note(JSONValue.object(errors).serialized(pretty: true)) }
  }

  private func save(_ bytes: [UInt8], _ name: String) throws {
    guard !outputFolder.isEmpty else { return try InputFile.write(bytes, to: name) }
    do {
      try FileManager.default.createDirectory(
        atPath: outputFolder, withIntermediateDirectories: true)
    } catch {
      throw CLIError("cannot make the folder \(outputFolder)")
    }
    try InputFile.write(bytes, to: "\(outputFolder)/\(name)")
  }
}
