package import ArgumentParser
import ContractABI
import DevNode
import Filecoin
import Primitives

/// `fevm deploy`: a contract becomes an actor.
package struct DeployCommand: FevmSubcommand {
  package static let configuration = CommandConfiguration(
    commandName: "deploy",
    abstract: "Deploy a contract.",
    discussion: """
      FILE holds bytecode as hex or binary, or a JSON artifact of solc, Hardhat, Foundry, Truffle,
      Vyper or Remix, or solc's standard-JSON output. An artifact's ABI gives the constructor.

      EXAMPLES:
        fevm deploy Token.json Gold GLD
        fevm deploy token.bin --constructor 'f(string,uint256)' Gold 1000
        fevm deploy build.json --contract src/Token.sol:Token --value 1FIL
      """)

  @Argument(help: "The file with the contract's code; - is standard input.")
  var file: String

  @Argument(parsing: .allUnrecognized, help: "The constructor's arguments.")
  var arguments: [String] = []

  @Option(help: "Which contract of the file: NAME or FILE:NAME.")
  var contract: String?

  @Option(help: "The constructor's types when there is no ABI: 'f(type,type)'.")
  var constructor: String?

  @Option(help: "The constructor's arguments, encoded already, in hex.")
  var args: String?

  @OptionGroup var valueOptions: ValueOptions
  @OptionGroup var sender: SenderOptions
  @OptionGroup var interfaces: InterfaceOptions
  @OptionGroup var chainOptions: ChainOptions
  @OptionGroup var output: OutputOptions

  package init() {}

  package mutating func validate() throws {
    try CallArguments.validate(arguments)
    guard args == nil || (arguments.isEmpty && constructor == nil) else {
      throw ValidationError("Give either --args or the constructor's arguments.")
    }
  }

  package func run(on console: Console) throws {
    let artifact: ContractArtifact
    do {
      artifact = try ContractArtifact(bytes: InputFile.read(file), contract: contract)
    } catch let error as ArtifactError {
      throw CLIError("\(file): \(error)")
    }
    let chain = try chainOptions.open(console)
    let code = artifact.bytecode + (try encodedArguments(artifact, chain))
    var interface = try interfaces.load()
    if let own = artifact.interface {
      interface = interface ?? ContractInterface()
      interface?.merge(own)
    }
    let record = try Sending.submit(
      to: nil, data: code, value: try valueOptions.amount(), options: sender, on: chain,
      interface: interface)
    let report = try TransactionReport(record, on: chain, interface: interface)
    report.report.show(on: console, json: output.json)
    if let failure = report.failure(interface) { throw failure }
  }

  private func encodedArguments(_ artifact: ContractArtifact, _ chain: Chain) throws -> [UInt8] {
    if let args { return try HexText.parse(args, what: "--args") }
    let inputs: [ABIParameter]
    if let constructor {
      inputs = try ABIFunction(signature: constructor).inputs
    } else if let interface = artifact.interface {
      inputs = interface.constructor?.inputs ?? []
    } else {
      guard arguments.isEmpty else {
        throw CLIError("the file has no ABI: say what the arguments are with --constructor")
      }
      return []
    }
    do throws(ABIError) {
      let values = try ABIText.parser(chain).values(arguments, for: inputs)
      return try ABIEncoder.encode(values, as: inputs.map(\.type))
    } catch {
      throw CLIError("constructor: \(error)")
    }
  }
}
