package import ArgumentParser
import DevNode
import FVM
import Filecoin
import IPLD
import JSONText
import Primitives

/// `fevm block`: a tipset.
package struct BlockCommand: FevmSubcommand {
  package static let configuration = CommandConfiguration(
    commandName: "block",
    abstract: "Print a block.",
    discussion: """
      EXAMPLES:
        fevm block
        fevm block 3 stateRoot
        fevm block latest --full --json
      """)

  @Argument(help: "latest, earliest, a number or a hash.")
  var block = "latest"

  @Argument(help: "Print this field alone.")
  var field: String?

  @Flag(help: "Print the transactions themselves instead of their hashes (with --json).")
  var full = false

  @OptionGroup var chainOptions: ChainOptions
  @OptionGroup var output: OutputOptions

  package init() {}

  package func run(on console: Console) throws {
    let reference = try BlockText.parse(block)
    let chain = try chainOptions.open(console)
    let tipset = try chain.tipset(reference)
    let messages = try chain.messages(of: tipset)
    let header = tipset.header
    var report = Report()
    report.add("number", quantity: UInt64(tipset.epoch))
    report.add("hash", tipset.hash.description)
    report.add("parentHash", header.parents.hash.description)
    report.add("timestamp", quantity: header.timestamp)
    report.add("baseFeePerGas", quantity: header.parentBaseFee.atto.asUInt256 ?? .max)
    report.add("gasUsed", quantity: tipset.gasUsed)
    report.add("gasLimit", quantity: BaseFee.blockGasLimit)
    report.add("miner", header.miner.text())
    report.add("tipsetKey", tipset.key.cid.description)
    report.add("blockCid", header.cid.description)
    report.add("parentStateRoot", header.parentStateRoot.description)
    report.add("stateRoot", tipset.stateRoot.description)
    report.add("receiptsRoot", tipset.receiptsRoot.description)
    report.addText("transactions", String(messages.count))
    for message in messages { report.addText("  \(message.position)", message.hash.description) }
    report.addJSON(
      "transactions",
      .array(
        try messages.map { message in
          full
            ? try TransactionCommand.report(message, on: chain).json
            : .string(message.hash.description)
        }))
    try report.show(field: field, on: console, json: output.json)
  }
}
