import Ethereum
import EthereumExecution
import JSONText
import Primitives

/// The outcome of a built block with go-ethereum's names and spelling.
struct TransitionReport {
  var block: Block
  var outcome: BlockOutcome
  var included: [Transaction]
  var rejected: [(index: Int, error: TransactionError)]

  /// go-ethereum's stand-in for the hash of a block that has none yet: 0x1337 and zeros.
  private static let blockHash = Hash256(word: UInt256(0x1337) << 240)

  var json: JSONValue {
    let logs = outcome.receipts.flatMap(\.logs)
    var object = JSONObject([
      ("stateRoot", text(outcome.state.stateRoot())),
      ("txRoot", text(MerklePatriciaTrie.orderedRoot(included.map(\.encoded)))),
      ("receiptsRoot", text(MerklePatriciaTrie.orderedRoot(outcome.receipts.map(\.encoded)))),
      ("logsHash", text(Log.hash(of: logs))),
      ("logsBloom", text(Bloom(logs).bytes)),
      ("receipts", receipts),
    ])
    if !rejected.isEmpty {
      object["rejected"] = .array(
        rejected.map { ["index": .number($0.index), "error": .string($0.error.description)] })
    }
    object["currentDifficulty"] =
      block.header.difficulty.isZero ? .null : quantity(block.header.difficulty)
    object["gasUsed"] = quantity(outcome.gasUsed)
    if let fee = block.header.baseFee { object["currentBaseFee"] = quantity(fee) }
    if let root = block.withdrawalsRoot { object["withdrawalsRoot"] = text(root) }
    if let excess = block.header.excessBlobGas {
      object["currentExcessBlobGas"] = quantity(excess)
      object["blobGasUsed"] = quantity(outcome.blobGasUsed)
    }
    return .object(object)
  }

  /// As `json`, with the requests of Prague and later.
  func json(withRequests: Bool) -> JSONValue {
    guard withRequests, case .object(var object) = json else { return json }
    object["requestsHash"] = text(outcome.requests.hash)
    object["requests"] = .array(outcome.requests.lists.map { text($0) })
    return .object(object)
  }

  private var receipts: JSONValue {
    var before: UInt64 = 0
    var logIndex = 0
    return .array(
      zip(outcome.receipts, included).enumerated().map { index, pair in
        let (receipt, transaction) = pair
        defer { before = receipt.cumulativeGasUsed }
        var object: JSONObject = ["type": quantity(UInt64(receipt.type.rawValue))]
        switch receipt.outcome {
        case .stateRoot(let root):
          object["root"] = text(root)
          object["status"] = "0x0"
        case .status(let succeeded):
          object["root"] = "0x"
          object["status"] = succeeded ? "0x1" : "0x0"
        }
        object["cumulativeGasUsed"] = quantity(receipt.cumulativeGasUsed)
        object["logsBloom"] = text(receipt.bloom.bytes)
        object["logs"] = logs(receipt, transaction, index, &logIndex)
        object["transactionHash"] = text(transaction.hash)
        object["contractAddress"] = .string(contract(transaction).description)
        object["gasUsed"] = quantity(receipt.cumulativeGasUsed - before)
        object["effectiveGasPrice"] = .null
        object["blockHash"] = text(Self.blockHash)
        object["transactionIndex"] = quantity(UInt64(index))
        return .object(object)
      })
  }

  private func logs(
    _ receipt: Receipt, _ transaction: Transaction, _ index: Int, _ logIndex: inout Int
  ) -> JSONValue {
    guard !receipt.logs.isEmpty else { return .null }
    return .array(
      receipt.logs.map { log in
        defer { logIndex += 1 }
        return [
          "address": .string(log.address.description),
          "topics": .array(log.topics.map { text($0) }),
          "data": text(log.data), "blockNumber": quantity(block.header.number),
          "transactionHash": text(transaction.hash), "transactionIndex": quantity(UInt64(index)),
          "blockHash": text(Self.blockHash), "logIndex": quantity(UInt64(logIndex)),
          "removed": false,
        ]
      })
  }

  private func contract(_ transaction: Transaction) -> EthAddress {
    guard transaction.to == nil, let sender = try? transaction.sender(allowsHighS: true) else {
      // An included transaction has a sender; go-ethereum writes zero for calls.
      return .zero
    }
    return ContractAddress.create(from: sender, nonce: transaction.nonce)
  }

  private func text(_ hash: Hash256) -> JSONValue { .string(hash.description) }
  private func text(_ bytes: [UInt8]) -> JSONValue { .string(Hex.encode(bytes, prefix: true)) }
  private func quantity(_ word: UInt256) -> JSONValue { .string(word.hexQuantity) }
  private func quantity(_ number: UInt64) -> JSONValue { .string(UInt256(number).hexQuantity) }
}
