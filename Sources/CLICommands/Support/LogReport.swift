import ContractABI
import Cryptography
import DevNode
import JSONText
import Primitives

/// A log for people and programs.
struct LogReport {
  private let log: LogRecord
  private let decoded: (event: ABIEvent, arguments: [ABIEvent.Argument])?

  init(_ log: LogRecord, _ interface: ContractInterface?) {
    self.log = log
    decoded = interface?.decodeLog(topics: log.topics, data: log.data)
  }

  /// `address Name(argument: value, …)`, or topics and data when no event explains them.
  var text: String {
    let address = log.address.checksummed
    guard let decoded else {
      let topics = log.topics.map(\.description).joined(separator: ", ")
      return "\(address) topics [\(topics)] data \(Hex.encode(log.data, prefix: true))"
    }
    let arguments = decoded.arguments.map { argument in
      let name = argument.parameter.name
      let value = argument.value?.description ?? "hash \(argument.topic?.description ?? "")"
      return name.isEmpty ? value : "\(name): \(value)"
    }
    return "\(address) \(decoded.event.name)(\(arguments.joined(separator: ", ")))"
  }

  /// Ethereum's log object, with the decoded event beside.
  func json(_ record: MessageRecord, _ tipset: TipsetRecord) -> JSONValue {
    json(transactionHash: record.hash, blockHash: tipset.hash)
  }

  func json(transactionHash: Hash256?, blockHash: Hash256) -> JSONValue {
    var object: JSONObject = [
      "address": .string(log.address.description),
      "topics": .array(log.topics.map { .string($0.description) }),
      "data": .string(Hex.encode(log.data, prefix: true)),
      "blockNumber": .string(UInt256(UInt64(log.epoch)).hexQuantity),
      "blockHash": .string(blockHash.description),
      "transactionIndex": .string(UInt256(log.messagePosition).hexQuantity),
      "logIndex": .string(UInt256(log.index).hexQuantity),
      "removed": false,
    ]
    if let transactionHash { object["transactionHash"] = .string(transactionHash.description) }
    if let decoded {
      object["event"] = .string(decoded.event.canonical)
      object["arguments"] = .array(
        decoded.arguments.map { argument in
          [
            "name": .string(argument.parameter.name),
            "type": .string(argument.parameter.type.description),
            "value": argument.value?.json ?? .string(argument.topic?.description ?? ""),
          ]
        })
    }
    return .object(object)
  }
}
