import EVM
import Ethereum
import EthereumExecution
package import JSONText
import Primitives

/// ethereum/tests `TransactionTests`: bytes, and under each fork either hash, sender and intrinsic
/// gas, or that they are no valid transaction.
package enum TransactionTest {
  /// Whether a value has the shape of a transaction test.
  package static func matches(_ value: JSONValue) -> Bool {
    value["txbytes"] != nil && value["result"]?.object != nil
  }

  /// Runs every expectation of a file; values of other formats in it are passed over.
  package static func run(_ file: JSONValue) -> [TestResult] {
    (file.object ?? [:]).filter { matches($0.value) }.flatMap { test in
      (test.value["result"]?.object ?? [:]).map { expectation in
        TestResult.checking(test.key, fork: expectation.key) {
          guard let revision = Revision(name: expectation.key) else {
            throw VectorError("unknown fork \(expectation.key)")
          }
          try check(
            expectation.value, bytes: try test.value.at("txbytes", Read.bytes), .ethereum(revision))
        }
      }
    }
  }

  private static func check(
    _ expectation: JSONValue, bytes: [UInt8], _ ruleset: Ruleset
  ) throws {
    let transaction: Transaction
    let sender: EthAddress
    let gas: IntrinsicGas
    do {
      transaction = try Transaction.decode(bytes)
      gas = try TransactionValidation.checkForm(transaction, chainID: .one, ruleset: ruleset)
      sender = try TransactionValidation.sender(of: transaction, rules: ruleset.rules)
    } catch {
      if expectation["exception"] != nil { return }
      throw Mismatch("rejected: \(error)")
    }
    if let exception = expectation["exception"]?.string {
      throw Mismatch("accepted, expected \(exception)")
    }
    try expectEqual("hash", got: transaction.hash, want: try expectation.at("hash", Read.hash))
    try expectEqual("sender", got: sender, want: try expectation.at("sender", Read.address))
    try expectEqual(
      "intrinsic gas", got: UInt64(gas.base),
      want: try expectation.at("intrinsicGas", Read.uint64))
    try expectEqual("encoding", got: transaction.encoded, want: bytes)
  }
}
