package import ArgumentParser
import Bridge
import ContractABI
import DevNode
import JSONText
import Primitives

/// `fevm estimate`: what a transaction would need.
package struct EstimateCommand: FevmSubcommand {
  package static let configuration = CommandConfiguration(
    commandName: "estimate",
    abstract: "Print the gas limit that a transaction needs, in Filecoin gas.",
    discussion: """
      The least limit that works and a tenth more, which costs nothing when it is not used.

      EXAMPLES:
        fevm estimate 0x5FbDB2315678afecb367f032d93F642f64180aa3 'transfer(address,uint256)' f0101 5
        fevm estimate 0x7099… --value 1FIL --cost
        fevm estimate --create 0x6001…
      """)

  @Argument(help: "The receiver; left out with --create.")
  var to: String?

  @OptionGroup var call: CallArguments
  @OptionGroup var valueOptions: ValueOptions
  @OptionGroup var sender: SenderOptions

  @Option(help: "Estimate the deployment of this creation code, in hex.")
  var create: String?

  @Flag(help: "Print what it would cost at most, in FIL.")
  var cost = false

  @OptionGroup var blockOptions: BlockOptions
  @OptionGroup var interfaces: InterfaceOptions
  @OptionGroup var chainOptions: ChainOptions
  @OptionGroup var output: OutputOptions

  package init() {}

  package mutating func validate() throws {
    guard (to == nil) != (create == nil) else {
      throw ValidationError("Give either a receiver or --create.")
    }
  }

  package func run(on console: Console) throws {
    let interface = try interfaces.load()
    let chain = try chainOptions.open(console)
    let parser = ABIText.parser(chain)
    let data =
      try create.map { try HexText.parse($0, what: "--create") }
      ?? call.prepare(chain, interface).data
    let from: EthAddress
    if sender.privateKey == nil, let named = sender.from {
      from = try parser.address(named)
    } else {
      from = try sender.signer(chain).address
    }
    let gas = try Sending.estimate(
      CallRequest(
        from: from, to: try to.map { try parser.address($0) },
        value: try valueOptions.amount(), input: data, gasLimit: try sender.parsedGasLimit()),
      on: chain, at: try chain.tipset(try blockOptions.reference()), interface: interface)
    if cost {
      let total = UInt256(gas).multipliedChecked(by: try sender.fees(chain).cap) ?? .max
      if output.json {
        console.print(.string(total.description))
      } else {
        console.print("\(AmountText.decimal(total)) FIL")
      }
    } else if output.json {
      console.print(.number(gas))
    } else {
      console.print(String(gas))
    }
  }
}
