package import ArgumentParser
import Bridge
import ContractABI
import DevNode
import JSONText
import Primitives

/// `fevm call`: a question to a contract.
package struct CallCommand: FevmSubcommand {
  package static let configuration = CommandConfiguration(
    commandName: "call",
    abstract: "Call a contract without changing anything and print what it returns.",
    discussion: """
      EXAMPLES:
        fevm call 0x5FbDB2315678afecb367f032d93F642f64180aa3 'balanceOf(address)(uint256)' f0101
        fevm call 0x5FbD… --data 0x70a08231000000…
        fevm call 0x5FbD… 'quote(uint256)(uint256,bool)' 1ether --block 12 --from f0102
      """)

  @Argument(help: "The contract: 0x…, f0…, f410f….")
  var to: String

  @OptionGroup var call: CallArguments
  @OptionGroup var valueOptions: ValueOptions

  @Option(help: "The caller; the zero address by default.")
  var from: String?

  @Option(help: "Gas limit in Filecoin gas; a block's by default.")
  var gasLimit: String?

  @OptionGroup var blockOptions: BlockOptions
  @OptionGroup var interfaces: InterfaceOptions
  @OptionGroup var chainOptions: ChainOptions
  @OptionGroup var output: OutputOptions

  package init() {}

  package func run(on console: Console) throws {
    let interface = try interfaces.load()
    let chain = try chainOptions.open(console)
    let reference = try blockOptions.reference()
    let parser = ABIText.parser(chain)
    let prepared = try call.prepare(chain, interface)
    let request = CallRequest(
      from: try from.map { try parser.address($0) }, to: try parser.address(to),
      value: try valueOptions.amount(), input: prepared.data,
      gasLimit: try gasLimit.map { try SenderOptions.gas($0) })
    let simulation = try chain.simulation(
      at: try chain.tipset(reference), pending: reference == .pending)
    let outcome = try simulation.call(request)
    guard outcome.isSuccess else { throw Failure.error(outcome, interface) }
    guard let function = prepared.function, !function.outputs.isEmpty else {
      let text = Hex.encode(outcome.returnData, prefix: true)
      if output.json { console.print(.string(text)) } else { console.print(text) }
      return
    }
    do throws(ABIError) {
      ABIText.show(
        try function.decodeOutputs(outcome.returnData), on: console, json: output.json)
    } catch {
      guard !outcome.returnData.isEmpty else {
        throw CLIError(
          "\(to) returned nothing for \(function.canonical): is there a contract with it?")
      }
      throw CLIError("the result does not decode: \(error)")
    }
  }
}
