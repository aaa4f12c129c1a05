import EVM
import Ethereum
import EthereumExecution
import JSONText
import Primitives
import TestSupport
import Testing

/// TransactionTests: what each fork says about encoded transactions.
@Suite struct TransactionVectorTests {
  static let folders = [
    "TransactionTests/ttAddress", "TransactionTests/ttData", "TransactionTests/ttEIP1559",
    "TransactionTests/ttEIP2930", "TransactionTests/ttEIP3860", "TransactionTests/ttGasLimit",
    "TransactionTests/ttGasPrice", "TransactionTests/ttNonce", "TransactionTests/ttRSValue",
    "TransactionTests/ttSignature", "TransactionTests/ttVValue", "TransactionTests/ttValue",
    "TransactionTests/ttWrongRLP",
    "EEST/transaction_tests/for_prague/prague/eip7702_set_code_tx/invalid_tx",
  ]

  /// What a fork makes of the bytes: hash, sender and intrinsic gas.
  static func verdict(
    _ bytes: [UInt8], _ revision: Revision
  ) throws -> (hash: Hash256, sender: EthAddress, gas: Int64) {
    let ruleset = Ruleset.ethereum(revision)
    let transaction = try Transaction.decode(bytes)
    let gas = try TransactionValidation.checkForm(transaction, chainID: 1, ruleset: ruleset)
    let sender = try TransactionValidation.sender(of: transaction, rules: ruleset.rules)
    return (transaction.hash, sender, gas.base)
  }

  @Test(
    .enabled(if: Fixtures.vectors("TransactionTests") != nil, "vectors are absent"),
    arguments: folders)
  func everyForkAgrees(folder: String) throws {
    let path = try #require(Fixtures.vectors(folder))
    var checked = 0
    for file in try Fixtures.files(in: path) {
      let tests = try #require(
        try JSONValue.parse(Fixtures.bytes("\(path)/\(file)")).object, "\(file)")
      for test in tests {
        let bytes = try Hex.decode(test.value["txbytes"]?.string ?? "?")
        for expected in try #require(test.value["result"]?.object, "\(test.key)") {
          let name = "\(file) \(test.key) \(expected.key)"
          let revision = try #require(Revision(name: expected.key), "\(name)")
          checked += 1
          if expected.value["exception"] != nil {
            #expect(throws: (any Error).self, "\(name)") { try Self.verdict(bytes, revision) }
            continue
          }
          do {
            let verdict = try Self.verdict(bytes, revision)
            #expect(verdict.hash.description == expected.value["hash"]?.string, "\(name)")
            #expect(verdict.sender.description == expected.value["sender"]?.string, "\(name)")
            let gas = UInt256(text: expected.value["intrinsicGas"]?.string ?? "")
            #expect(UInt256(UInt64(verdict.gas)) == gas, "\(name)")
          } catch {
            Issue.record("\(name): refused: \(error)")
          }
        }
      }
    }
    #expect(checked > 0)
  }
}
