import IPLD
package import ArgumentParser
import Bridge
import DevNode
import Ethereum
import Filecoin
import JSONText
import Primitives

/// `fevm tx`: a transaction as it was sent.
package struct TransactionCommand: FevmSubcommand {
  package static let configuration = CommandConfiguration(
    commandName: "tx",
    abstract: "Print a transaction.",
    discussion: """
      EXAMPLES:
        fevm tx 0x5b73e239e8f790c5a8ae5a5ff0c5a1c6e2f2d1a7d8c1e0d0b5f4b8f1e2d3c4b5
        fevm tx bafy2bzace… input
      """)

  @Argument(help: "The transaction's hash or the message's CID.")
  var transaction: String

  @Argument(help: "Print this field alone.")
  var field: String?

  @OptionGroup var chainOptions: ChainOptions
  @OptionGroup var output: OutputOptions

  package init() {}

  package func run(on console: Console) throws {
    let chain = try chainOptions.open(console)
    let record = try MessageLookup.find(transaction, on: chain)
    try Self.report(record, on: chain).show(field: field, on: console, json: output.json)
  }

  /// The transaction's fields as Ethereum names them, and the message's beside.
  static func report(_ record: MessageRecord, on chain: Chain) throws -> Report {
    let view = try chain.transaction(record)
    let tipset = try chain.tipset(.number(UInt64(record.epoch)))
    let message = record.signed.message
    var report = Report()
    report.add("hash", record.hash.description)
    report.add("messageCid", record.cid.description)
    report.add("blockNumber", quantity: UInt64(record.epoch))
    report.add("blockHash", tipset.hash.description)
    report.add("transactionIndex", quantity: UInt64(record.position))
    report.add("type", quantity: UInt64(view.type.rawValue))
    if let chainID = view.chainID { report.add("chainId", quantity: chainID) }
    report.add("from", address: view.from)
    if let to = view.to { report.add("to", address: to) } else { report.addJSON("to", .null) }
    report.add("nonce", quantity: view.nonce)
    report.add("value", quantity: view.value)
    report.add("gas", quantity: view.gasLimit)
    if view.type == .dynamicFee {
      report.add("maxFeePerGas", quantity: view.maxFeePerGas)
      report.add("maxPriorityFeePerGas", quantity: view.maxPriorityFeePerGas)
    } else {
      report.add("gasPrice", quantity: view.maxFeePerGas)
    }
    report.add("input", Hex.encode(view.input, prefix: true))
    report.add("messageFrom", message.from.text())
    report.add("messageTo", message.to.text())
    report.add("method", message.method.description)
    report.add("v", view.v.hexQuantity)
    report.add("r", view.signature.r.hexQuantity)
    report.add("s", view.signature.s.hexQuantity)
    return report
  }
}
