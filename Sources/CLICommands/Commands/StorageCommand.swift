package import ArgumentParser
import DevNode
import JSONText
import Primitives

/// `fevm storage`: a slot of a contract.
package struct StorageCommand: FevmSubcommand {
  package static let configuration = CommandConfiguration(
    commandName: "storage",
    abstract: "Print a storage slot of a contract.",
    discussion: """
      EXAMPLES:
        fevm storage 0x5FbDB2315678afecb367f032d93F642f64180aa3 0
        fevm storage f0111 0x290decd9548b62a8d60345a988386fc84ba6bc95484008f6362f93160ef3e563
      """)

  @Argument(help: "The contract, in any form of address.")
  var address: String

  @Argument(help: "The slot: a number, decimal or hex.")
  var slot: String

  @OptionGroup var blockOptions: BlockOptions
  @OptionGroup var chainOptions: ChainOptions
  @OptionGroup var output: OutputOptions

  package init() {}

  package func run(on console: Console) throws {
    let address = try AddressText.parse(address)
    guard let slot = UInt256(text: slot) else {
      throw CLIError("\"\(slot)\" is no slot: expected a number of at most 256 bits")
    }
    let chain = try chainOptions.open(console)
    let state = try chain.state(at: try chain.tipset(try blockOptions.reference()))
    let text = try state.storage(of: address, slot: slot).hexWord
    if output.json { console.print(.string(text)) } else { console.print(text) }
  }
}
