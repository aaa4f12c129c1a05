package import ArgumentParser
import DevNode

/// `fevm receipt`: what a transaction came to.
package struct ReceiptCommand: FevmSubcommand {
  package static let configuration = CommandConfiguration(
    commandName: "receipt",
    abstract: "Print the receipt of a transaction.",
    discussion: """
      EXAMPLES:
        fevm receipt 0x5b73e239e8f790c5a8ae5a5ff0c5a1c6e2f2d1a7d8c1e0d0b5f4b8f1e2d3c4b5
        fevm receipt bafy2bzace… gasUsed
      """)

  @Argument(help: "The transaction's hash or the message's CID.")
  var transaction: String

  @Argument(help: "Print this field alone.")
  var field: String?

  @OptionGroup var interfaces: InterfaceOptions
  @OptionGroup var chainOptions: ChainOptions
  @OptionGroup var output: OutputOptions

  package init() {}

  package func run(on console: Console) throws {
    let interface = try interfaces.load()
    let chain = try chainOptions.open(console)
    let record = try MessageLookup.find(transaction, on: chain)
    let report = try TransactionReport(record, on: chain, interface: interface).report
    try report.show(field: field, on: console, json: output.json)
  }
}
