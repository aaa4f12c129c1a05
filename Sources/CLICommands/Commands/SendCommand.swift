package import ArgumentParser
import ContractABI
import DevNode
import Primitives

/// `fevm send`: a transaction.
package struct SendCommand: FevmSubcommand {
  package static let configuration = CommandConfiguration(
    commandName: "send",
    abstract: "Sign a transaction, apply it in a new block and print its receipt.",
    discussion: """
      A transaction that reverts is on chain all the same: its receipt is printed, then the reason,
      and the exit status is 1.

      EXAMPLES:
        fevm send 0x5FbDB2315678afecb367f032d93F642f64180aa3 'transfer(address,uint256)' f0101 5
        fevm send f410f… --value 1.5FIL
        fevm send 0x5FbD… mint 0x7099… 100 --abi Token.json --from 0xf39F…
      """)

  @Argument(help: "The receiver: 0x…, f0…, f1…, f410f….")
  var to: String

  @OptionGroup var call: CallArguments
  @OptionGroup var valueOptions: ValueOptions
  @OptionGroup var sender: SenderOptions
  @OptionGroup var interfaces: InterfaceOptions
  @OptionGroup var chainOptions: ChainOptions
  @OptionGroup var output: OutputOptions

  package init() {}

  package func run(on console: Console) throws {
    let interface = try interfaces.load()
    let chain = try chainOptions.open(console)
    let receiver = try ABIText.parser(chain).address(to)
    let prepared = try call.prepare(chain, interface)
    let record = try Sending.submit(
      to: receiver, data: prepared.data, value: try valueOptions.amount(), options: sender,
      on: chain, interface: interface)
    let report = try TransactionReport(record, on: chain, interface: interface)
    report.report.show(on: console, json: output.json)
    if let failure = report.failure(interface) { throw failure }
  }
}
