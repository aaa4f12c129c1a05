import FVM
import Filecoin
package import ArgumentParser
import ContractABI
import DevNode
import JSONText
import Primitives

/// `fevm balance`: what an actor holds.
package struct BalanceCommand: FevmSubcommand {
  package static let configuration = CommandConfiguration(
    commandName: "balance",
    abstract: "Print the balance of an address in attoFIL (wei).",
    discussion: """
      EXAMPLES:
        fevm balance 0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266
        fevm balance f099 --ether
      """)

  @Argument(help: "An address in any form.")
  var address: String

  @Flag(name: .shortAndLong, help: "Print FIL with decimals.")
  var ether = false

  @OptionGroup var blockOptions: BlockOptions
  @OptionGroup var chainOptions: ChainOptions
  @OptionGroup var output: OutputOptions

  package init() {}

  package func run(on console: Console) throws {
    let address = try AddressText.parse(address)
    let chain = try chainOptions.open(console)
    let state = try chain.state(at: try chain.tipset(try blockOptions.reference()))
    let balance = try state.actor(address)?.state.balance.atto.asUInt256 ?? .zero
    let text = ether ? AmountText.decimal(balance) : balance.description
    if output.json { console.print(.string(text)) } else { console.print(text) }
  }
}
