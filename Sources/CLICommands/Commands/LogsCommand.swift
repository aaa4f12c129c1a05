package import ArgumentParser
import ContractABI
import DevNode
import Filecoin
import JSONText
import Primitives

/// `fevm logs`: events.
package struct LogsCommand: FevmSubcommand {
  package static let configuration = CommandConfiguration(
    commandName: "logs",
    abstract: "List the logs of contracts.",
    discussion: """
      The first argument is an event, 'Name(type indexed,type)', which the logs are decoded with, or
      a topic. What follows are the values of its indexed parameters, or topics; '' matches all.

      EXAMPLES:
        fevm logs --address 0x5FbDB2315678afecb367f032d93F642f64180aa3
        fevm logs 'Transfer(address indexed,address indexed,uint256)' '' f0101
        fevm logs --abi Token.json --from-block 5
      """)

  @Argument(help: "An event or a topic.")
  var event: String?

  @Argument(help: "Values of its indexed parameters, or topics.")
  var topics: [String] = []

  @Option(help: "Logs of this contract; may be given several times.")
  var address: [String] = []

  @Option(help: "The first block.")
  var fromBlock = "earliest"

  @Option(help: "The last block.")
  var toBlock = "latest"

  @OptionGroup var interfaces: InterfaceOptions
  @OptionGroup var chainOptions: ChainOptions
  @OptionGroup var output: OutputOptions

  package init() {}

  package func run(on console: Console) throws {
    var interface = try interfaces.load()
    let chain = try chainOptions.open(console)
    let parser = ABIText.parser(chain)
    var filter = LogFilter(epochs: try epochs(chain))
    filter.addresses = try address.map { try parser.address($0) }
    if let event, event.contains("(") {
      let parsed = try ABIEvent(signature: event)
      filter.topics = try topicFilter(parsed, parser)
      interface = interface ?? ContractInterface()
      interface?.events.insert(parsed, at: 0)
    } else if let event {
      filter.topics = try ([event] + topics).map { try Self.topic($0) }
    }
    let logs = try chain.logs(filter)
    if output.json {
      console.print(
        .array(
          try logs.map { log in
            let tipset = try chain.tipset(.number(UInt64(log.epoch)))
            let messages = try chain.messages(of: tipset)
            return LogReport(log, interface).json(
              transactionHash: messages.first { $0.position == log.messagePosition }?.hash,
              blockHash: tipset.hash)
          }))
      return
    }
    for log in logs {
      console.print("block \(log.epoch) log \(log.index) \(LogReport(log, interface).text)")
    }
  }

  private func epochs(_ chain: Chain) throws -> ClosedRange<ChainEpoch> {
    let first = try chain.tipset(BlockText.parse(fromBlock)).epoch
    let last = try chain.tipset(BlockText.parse(toBlock)).epoch
    guard first <= last else {
      throw CLIError("--from-block \(first) is after --to-block \(last)")
    }
    return first...last
  }

  private func topicFilter(
    _ event: ABIEvent, _ parser: ABIValueParser
  ) throws -> [[Hash256]] {
    let indexed = event.inputs.filter(\.isIndexed)
    guard topics.count <= indexed.count else {
      throw CLIError(
        "\(event.canonical) has \(indexed.count) indexed parameters, \(topics.count) values given")
    }
    var filter: [[Hash256]] = event.isAnonymous ? [] : [[event.topic]]
    for (text, parameter) in zip(topics, indexed) {
      filter.append(
        text.isEmpty
          ? []
          : [
            try ABIEvent.topic(
              of: parser.value(text, of: parameter.type), type: parameter.type)
          ])
    }
    return filter
  }

  private static func topic(_ text: String) throws -> [Hash256] {
    if text.isEmpty { return [] }
    guard text.hasPrefix("0x"), let topic = Hash256(hex: text) else {
      throw CLIError(
        "\"\(text)\" is no topic: expected 0x and 64 hex digits, or an event 'Name(type)'")
    }
    return [topic]
  }
}
