import Bridge
import ContractABI
import Cryptography
import DevNode
import Ethereum
import Filecoin
import IPLD
import JSONText
import Primitives

/// A transaction's outcome for people and programs.
///
/// The JSON form has the fields of Ethereum's receipt (quantities as hex), and Filecoin's beside.
struct TransactionReport {
  var report = Report()
  let receipt: ReceiptView
  private let record: MessageRecord

  init(_ record: MessageRecord, on chain: Chain, interface: ContractInterface?) throws {
    self.record = record
    let transaction = try chain.transaction(record)
    let receipt = chain.receipt(record, of: transaction)
    self.receipt = receipt
    let tipset = try chain.tipset(.number(UInt64(record.epoch)))
    report.add(
      "status", receipt.isSuccess ? "1 (success)" : "0 (failed)",
      json: .string(receipt.isSuccess ? "0x1" : "0x0"))
    report.add(
      "exitCode", Failure.describe(receipt.exitCode), json: .number(receipt.exitCode.rawValue))
    report.add("transactionHash", record.hash.description)
    report.add("messageCid", record.cid.description)
    report.add("blockNumber", quantity: UInt64(record.epoch))
    report.add("blockHash", tipset.hash.description)
    report.add("transactionIndex", quantity: UInt64(record.position))
    report.add("from", address: transaction.from)
    if let to = transaction.to {
      report.add("to", address: to)
    } else {
      report.addJSON("to", .null)
    }
    if let contract = receipt.contractAddress {
      report.add("contractAddress", address: contract)
      report.add("filecoinAddress", Address.ethereum(contract).text())
      if let created = ReturnData.createdContract(record.receipt.returnData) {
        report.add("actorId", "f0\(created.id)")
      }
    } else {
      report.addJSON("contractAddress", .null)
    }
    addGas(transaction)
    report.add(
      "returnData", Hex.encode(receipt.returnData, prefix: true))
    report.add("type", quantity: UInt64(transaction.type.rawValue))
    addLogs(interface, tipset)
    report.addJSON("logsBloom", .string(Hex.encode(receipt.bloom.bytes, prefix: true)))
  }

  private mutating func addGas(_ transaction: TransactionView) {
    report.add("gasUsed", quantity: receipt.gasUsed)
    report.add("gasLimit", quantity: transaction.gasLimit)
    report.add("cumulativeGasUsed", quantity: receipt.gasUsed)
    report.add("effectiveGasPrice", quantity: receipt.effectiveGasPrice)
    let charges = record.charges
    for (name, amount) in [
      ("gasCost", charges.total), ("baseFeeBurn", charges.baseFeeBurn),
      ("overEstimationBurn", charges.overEstimationBurn), ("minerTip", charges.minerTip),
    ] {
      report.add(name, "\(amount) FIL", json: .string(amount.atto.description))
    }
  }

  private mutating func addLogs(_ interface: ContractInterface?, _ tipset: TipsetRecord) {
    report.addText("logs", String(record.logs.count))
    var list: [JSONValue] = []
    for log in record.logs {
      let view = LogReport(log, interface)
      report.addText("  \(log.index)", view.text)
      list.append(view.json(record, tipset))
    }
    report.addJSON("logs", .array(list))
  }

  /// Why the transaction failed; nil when it did not.
  func failure(_ interface: ContractInterface?) -> CLIError? {
    guard !receipt.isSuccess else { return nil }
    return CLIError(
      Failure.text(
        exitCode: receipt.exitCode, returnData: receipt.returnData, detail: record.failure,
        interface: interface))
  }
}

extension Report {
  /// A number: decimal as text, hex as JSON.
  mutating func add(_ name: String, quantity: UInt64) { add(name, quantity: UInt256(quantity)) }

  /// A number: decimal as text, hex as JSON.
  mutating func add(_ name: String, quantity: UInt256) {
    add(name, quantity.description, json: .string(quantity.hexQuantity))
  }

  /// An address: checksummed as text, lower case as JSON.
  mutating func add(_ name: String, address: EthAddress) {
    add(name, address.checksummed, json: .string(address.description))
  }
}
