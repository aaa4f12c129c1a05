package import ArgumentParser
import Conformance
import ContractABI
import EVM
import Ethereum
import EthereumExecution
import JSONText
import Primitives

/// `fevm run`: bytecode without a chain.
package struct RunCommand: FevmSubcommand {
  package static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Run bytecode on an empty Ethereum state.",
    discussion: """
      Prints the return data after 0x, and the reason of a failure on a second line. No intrinsic
      gas is taken. Flags and output are those of go-ethereum's `evm run`; the exit status is 1
      when the code fails.

      EXAMPLES:
        fevm run 0x600160020160005260206000f3
        fevm run --codefile Loop.bin --input 0x01 --bench
        fevm run --trace --fork London 0x5b600056 --gas 1000
      """)

  @Argument(help: "The code as hex.")
  var code: String?

  @Option(
    name: .customLong("codefile"),
    help: "A file with the code: hex, binary or a compiler's artifact; - is standard input.")
  var codeFile: String?

  @Option(help: "Calldata as hex.")
  var input: String?

  @Option(name: .customLong("inputfile"), help: "A file with the calldata as hex.")
  var inputFile: String?

  @Option(help: "Gas for the run.")
  var gas: UInt64 = 10_000_000_000

  @Option(help: "GASPRICE in wei.")
  var price = "0"

  @Option(help: "CALLVALUE in wei.")
  var value = "0"

  @Option(help: "CALLER; the letters of \"sender\" unless given.")
  var sender: String?

  @Option(help: "ADDRESS; the letters of \"receiver\" unless given.")
  var receiver: String?

  @Option(
    name: .customLong("prestate"),
    help: "A genesis JSON: accounts in \"alloc\", and the block's values.")
  var prestate: String?

  @Option(name: [.customLong("fork"), .customLong("state.fork")], help: "The fork's rules.")
  var fork = "Osaka"

  @Flag(help: "Run the code as init code; the input is put behind it.")
  var create = false

  @Flag(help: "Repeat the run and print time and gas a second on standard error.")
  var bench = false

  @Flag(help: "Print the state afterwards as JSON.")
  var dump = false

  @Flag(name: .customLong("statdump"), help: "Print gas and time on standard error.")
  var statistics = false

  @OptionGroup var output: OutputOptions
  @OptionGroup var trace: TraceOptions
  @OptionGroup var interpreter: TierOptions

  package init() {}

  package func run(on console: Console) throws {
    guard let revision = Revision(name: fork) else { throw CLIError("unknown fork \"\(fork)\"") }
    let tracer = trace.tracer(console)
    var program = BytecodeRun(
      interpreter: Interpreter(
        ruleset: .ethereum(revision), tier: interpreter.value, tracer: tracer))
    try configure(&program)
    let measured = ExecutionThread.run { Measured(program, repeats: bench) }
    tracer?.flush()
    try show(measured, program, console)
  }

  private func configure(_ program: inout BytecodeRun) throws {
    program.code = try codeBytes()
    program.input = try inputBytes()
    program.gas = gas
    program.isCreate = create
    program.value = try word(value, "--value")
    program.gasPrice = try word(price, "--price")
    if let sender { program.sender = try address(sender, "--sender") }
    if let receiver { program.receiver = try address(receiver, "--receiver") }
    guard let prestate else { return }
    do {
      let genesis = try VectorFile.json(prestate)
      program.state = InMemoryState(fixtures: try genesis.at("alloc", AccountFixture.accounts))
      try program.readBlock(genesis: genesis)
    } catch {
      throw CLIError("\(prestate): \(error)")
    }
  }

  private func codeBytes() throws -> [UInt8] {
    switch (code, codeFile) {
    case (let code?, nil): return try HexText.parse(code, what: "code")
    case (nil, let file?): return try ContractArtifact(bytes: InputFile.read(file)).bytecode
    case (nil, nil) where prestate != nil && !create: return []
    case (nil, nil): throw ValidationError("code is missing: give it as hex or with --codefile")
    case (_?, _?): throw ValidationError("code and --codefile exclude each other")
    }
  }

  private func inputBytes() throws -> [UInt8] {
    guard let inputFile else { return try HexText.parse(input ?? "", what: "--input") }
    let text = String(decoding: try InputFile.read(inputFile), as: UTF8.self)
    return try HexText.parse(text.filter { !$0.isWhitespace }, what: "--inputfile")
  }

  private func word(_ text: String, _ option: String) throws -> UInt256 {
    guard let word = UInt256(text: text) else {
      throw CLIError("\(option) \"\(text)\" is not a number below 2^256")
    }
    return word
  }

  private func address(_ text: String, _ option: String) throws -> EthAddress {
    guard let address = EthAddress(hex: text) else {
      throw CLIError("\(option) \"\(text)\" is not an address of 20 bytes")
    }
    return address
  }

  private func show(_ measured: Measured, _ program: BytecodeRun, _ console: Console) throws {
    let result = measured.result
    let gasUsed = program.gas - UInt64(max(0, result.gasLeft))
    if output.json {
      console.print(measured.json(gasUsed: gasUsed, dump: dump ? measured.state.dump() : nil))
    } else {
      if dump { console.print(measured.state.dump()) }
      if !trace.trace {
        console.print(Hex.encode(result.output, prefix: true))
        if !result.reason.isSuccess { console.print(" error: \(result.reason)") }
      }
    }
    if bench || statistics {
      console.note("EVM gas used:    \(gasUsed)")
      console.note("execution time:  \(measured.nanoseconds) ns")
      if bench {
        console.note("repetitions:     \(measured.repetitions)")
        let rate = Double(gasUsed) * 1e3 / Double(max(1, measured.nanoseconds))
        console.note("gas a second:    \(Int(rate)) million")
      }
    }
    if !result.reason.isSuccess { throw ExitCode(1) }
  }
}

/// A run's result, and how long it took.
private struct Measured {
  let result: CallResult
  let state: InMemoryState
  let repetitions: Int
  /// The median of the repetitions.
  let nanoseconds: Int

  private static let warmUps = 3
  private static let longestBench = Duration.seconds(2)
  private static let mostRepetitions = 10_000

  init(_ program: BytecodeRun, repeats: Bool) {
    let clock = ContinuousClock()
    var times: [Duration] = []
    var last = (result: CallResult(.stop), state: program.state)
    if repeats {
      for _ in 0..<Measured.warmUps { last = program.execute() }
      let start = clock.now
      repeat {
        times.append(clock.measure { last = program.execute() })
      } while clock.now - start < Measured.longestBench && times.count < Measured.mostRepetitions
    } else {
      times.append(clock.measure { last = program.execute() })
    }
    (result, state) = last
    repetitions = times.count
    let median = times.sorted()[times.count / 2]
    nanoseconds =
      Int(median.components.seconds) * 1_000_000_000
      + Int(median.components.attoseconds / 1_000_000_000)
  }

  func json(gasUsed: UInt64, dump: JSONValue?) -> JSONValue {
    var object: JSONObject = [
      "success": .bool(result.reason.isSuccess),
      "output": .string(Hex.encode(result.output, prefix: true)),
      "gasUsed": .number(gasUsed), "nanoseconds": .number(nanoseconds),
      "repetitions": .number(repetitions),
    ]
    if !result.reason.isSuccess { object["error"] = .string("\(result.reason)") }
    if let address = result.createdAddress { object["contract"] = .string(address.description) }
    if let dump { object["state"] = dump }
    return .object(object)
  }
}
