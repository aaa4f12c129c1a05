import Conformance
import Ethereum
import JSONText
import Primitives
import TestSupport
import Testing

@Suite struct StateTestModelTests {
  static func test(_ transaction: String, post: String = "") throws -> StateTest {
    try StateTest(
      name: "sample",
      try JSONValue.parse(
        """
        {"env": {"currentCoinbase": "0x2adc25665018aa1fe0e6bc666dac8fc2697ff9ba",
          "currentNumber": "0x01", "currentTimestamp": "1000", "currentGasLimit": "0xF4240"},
         "config": {"chainid": "0x05", "blobSchedule": {"Cancun":
           {"target": "0x03", "max": "0x06", "baseFeeUpdateFraction": "0x32f0ed"}}},
         "pre": {"0xa94f5374fce5edbc8e2a8697c15331677e6ebf0b":
           {"balance": "0x:bigint 0x0de0", "nonce": "0x1", "code": "0x600",
            "storage": {"0x00": "0x00", "0x1": "0xFf"}}},
         "transaction": \(transaction), "post": {"Cancun": [\(post)]}}
        """))
  }

  static let legacy = """
    {"data": ["0x", "0xaAbb"], "gasLimit": ["0x5208"], "value": ["0x00", "0x:bigint 0x1\(
      String(repeating: "0", count: 64))"], "gasPrice": "0x0a", "nonce": "0x00", "to": "",
     "secretKey": "0x45a915e4d060149eb4365960e6a7a45f334393093061116b197e3240065ff2d8"}
    """

  static func expectation(data: Int = 0, value: Int = 0) -> String {
    let zeros = "0x" + String(repeating: "0", count: 64)
    return """
      {"indexes": {"data": \(data), "gas": 0, "value": \(value)}, "hash": "\(zeros)",
       "logs": "\(zeros)"}
      """
  }

  @Test func readsLenientNumbers() throws {
    let test = try Self.test(Self.legacy)
    let account = try #require(test.pre.first)
    #expect(account.balance == 0xde0)
    #expect(account.nonce == 1)
    #expect(account.code == [0x06, 0x00])
    #expect(account.storage == [1: 0xff])
    #expect(test.environment.timestamp == 1000)
    #expect(test.environment.chainID == 5)
    #expect(test.environment.blobSchedules[.cancun]?.maximum == 6)
  }

  @Test func choosesTheTransaction() throws {
    let test = try Self.test(Self.legacy, post: Self.expectation(data: 1))
    let indexes = try #require(test.expectations.first?.indexes)
    guard
      case .valid(let transaction, let sender) =
        try test.transaction.instance(indexes, chainID: 1)
    else {
      Issue.record("not valid")
      return
    }
    // The address that ethereum/tests lists as `sender` for this key.
    #expect(sender == EthAddress(hex: "0xa94f5374fce5edbc8e2a8697c15331677e6ebf0b"))
    #expect(transaction.data == [0xaa, 0xbb])
    #expect(transaction.to == nil)
    #expect(transaction.gasLimit == 21000)
  }

  @Test func valuesBeyondTheProtocolAreRejected() throws {
    let test = try Self.test(Self.legacy, post: Self.expectation(value: 1))
    let indexes = try #require(test.expectations.first?.indexes)
    guard case .impossible = try test.transaction.instance(indexes, chainID: 1) else {
      Issue.record("accepted a value of 257 bits")
      return
    }
  }

  @Test(arguments: [
    (#"{}"#, "transaction/data: missing"),
    (#"{"data": "0x"}"#, "transaction/data: expected an array, found a string"),
    (#"{"data": ["0xzz"]}"#, #"transaction/data/0: not a number in hexadecimal: "0xzz""#),
  ])
  func errorsNameTheWay(transaction: String, message: String) {
    let error = #expect(throws: VectorError.self) { try Self.test(transaction) }
    #expect(error?.description == message)
  }
}
