package import ArgumentParser
import DevNode
import JSONText
import Primitives

/// `fevm code`: a contract's bytecode.
package struct CodeCommand: FevmSubcommand {
  package static let configuration = CommandConfiguration(
    commandName: "code",
    abstract: "Print the bytecode of a contract.",
    discussion: """
      EXAMPLES:
        fevm code 0x5FbDB2315678afecb367f032d93F642f64180aa3
        fevm code f0111 --block 4
      """)

  @Argument(help: "An address in any form.")
  var address: String

  @OptionGroup var blockOptions: BlockOptions
  @OptionGroup var chainOptions: ChainOptions
  @OptionGroup var output: OutputOptions

  package init() {}

  package func run(on console: Console) throws {
    let address = try AddressText.parse(address)
    let chain = try chainOptions.open(console)
    let state = try chain.state(at: try chain.tipset(try blockOptions.reference()))
    let text = Hex.encode(try state.code(of: address), prefix: true)
    if output.json { console.print(.string(text)) } else { console.print(text) }
  }
}
