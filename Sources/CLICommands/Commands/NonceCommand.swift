package import ArgumentParser
import DevNode
import JSONText

/// `fevm nonce`: how many transactions an account has sent.
package struct NonceCommand: FevmSubcommand {
  package static let configuration = CommandConfiguration(
    commandName: "nonce",
    abstract: "Print the nonce of an address.",
    discussion: """
      For a contract, the number of contracts it has made, plus one.

      EXAMPLES:
        fevm nonce 0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266
        fevm nonce f0101 --block 3
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
    let nonce = try state.nonce(of: address)
    if output.json { console.print(.number(nonce)) } else { console.print(String(nonce)) }
  }
}
