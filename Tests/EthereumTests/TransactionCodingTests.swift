import Cryptography
import Ethereum
import JSONText
import Primitives
import TestSupport
import Testing

@Suite struct TransactionCodingTests {
  @Test(.enabled(if: Fixtures.vectors("filecoin-golden") != nil, "vectors are absent"))
  func goldenTransactionsAgree() throws {
    let path = try #require(Fixtures.vectors("filecoin-golden/eth_transactions.json"))
    let cases = try #require(try JSONValue.parse(Fixtures.bytes(path))["cases"]?.array)
    #expect(!cases.isEmpty)
    for vector in cases {
      let name = vector["id"]?.string ?? ""
      let raw = try Hex.decode(vector["raw"]?.string ?? "?")
      let transaction = try Transaction.decode(raw)
      #expect(transaction.encoded == raw, "\(name)")
      #expect(Int(transaction.type.rawValue) == vector["type"]?.int, "\(name)")
      #expect(Int(transaction.chainID ?? 0) == vector["chain_id"]?.int, "\(name)")
      #expect(Int(transaction.nonce) == vector["nonce"]?.int, "\(name)")
      #expect(transaction.to == EthAddress(hex: vector["to"]?.string ?? "?"), "\(name)")
      #expect(transaction.value.description == vector["value"]?.string, "\(name)")
      #expect(transaction.maxFeePerGas.description == vector["max_fee"]?.string, "\(name)")
      #expect(transaction.maxPriorityFeePerGas.description == vector["max_priority"]?.string)
      #expect(Hex.encode(transaction.data, prefix: true) == vector["input"]?.string, "\(name)")
      #expect(transaction.signingHash.description == vector["signing_hash"]?.string, "\(name)")
      #expect(transaction.hash.description == vector["tx_hash"]?.string, "\(name)")
      #expect(try transaction.sender().description == vector["from_eth"]?.string, "\(name)")
    }
  }

  @Test(.enabled(if: Fixtures.vectors("BasicTests") != nil, "vectors are absent"))
  func signedTransactionsNameTheirKey() throws {
    let path = try #require(Fixtures.vectors("BasicTests/txtest.json"))
    let cases = try #require(try JSONValue.parse(Fixtures.bytes(path)).array)
    for vector in cases {
      let key = try Hex.decode(vector["key"]?.string ?? "?")
      let raw = try Hex.decode(vector["signed"]?.string ?? "?")
      let transaction = try Transaction.decode(raw)
      #expect(transaction.encoded == raw)
      #expect(Int(transaction.gasLimit) == vector["startgas"]?.int)
      #expect(try transaction.sender(allowsHighS: true) == Secp256k1.address(of: key))
      let signed = try transaction.signed(privateKey: key)
      #expect(try signed.sender() == Secp256k1.address(of: key))
    }
  }

  @Test func everyTypeSurvivesARoundTrip() throws {
    let to = try #require(EthAddress(hex: "0x7e5f4552091a69125d5dfcb7b8c2659029395bdf"))
    let list = [AccessListEntry(address: to, storageKeys: [1, 2])]
    let delegation = Authorization(
      chainID: 1, address: to, nonce: 7, yParity: 1, r: 5, s: 6)
    let transactions: [Transaction] = [
      .legacy(.init(nonce: 1, gasPrice: 2, gasLimit: 3, to: nil, value: 4, data: [5], chainID: 9)),
      .accessList(
        .init(
          chainID: 1, nonce: 0, gasPrice: 1 << 200, gasLimit: 9, to: nil, value: 0, data: [],
          accessList: list)),
      .dynamicFee(
        .init(
          chainID: 1, nonce: 0, maxPriorityFeePerGas: 1, maxFeePerGas: 2, gasLimit: 9, to: to,
          value: 0, data: [0x80], accessList: list)),
      .blob(
        .init(
          chainID: 1, nonce: 0, maxPriorityFeePerGas: 1, maxFeePerGas: 2, gasLimit: 9, to: to,
          value: 0, data: [], accessList: [], maxFeePerBlobGas: 3,
          blobHashes: [Hash256(word: 1 << 248)])),
      .setCode(
        .init(
          chainID: 1, nonce: 0, maxPriorityFeePerGas: 1, maxFeePerGas: 2, gasLimit: 9, to: to,
          value: 0, data: [], authorizations: [delegation])),
    ]
    let key = [UInt8](repeating: 0, count: 31) + [1]
    for transaction in transactions {
      let signed = try transaction.signed(privateKey: key)
      #expect(try Transaction.decode(signed.encoded) == signed)
      #expect(try signed.sender() == to)
      // Every shorter input is refused, and none of them traps.
      for count in signed.encoded.indices {
        #expect(throws: TransactionDecodingError.self) {
          try Transaction.decode(Array(signed.encoded.prefix(count)))
        }
      }
    }
  }

  static let errors: [(String, TransactionDecodingError)] = [
    ("", .empty),
    ("05c0", .unsupportedType(5)),
    ("00c0", .unsupportedType(0)),
    ("80", .unsupportedType(0x80)),
    ("02c0", .malformed(RLPError(.missingField, at: 2))),
    ("02c10100", .malformed(RLPError(.trailingBytes(count: 1), at: 3))),
    ("c20001", .malformed(RLPError(.leadingZero, at: 1))),
    ("c9800180808080220101", .invalidV(34)),
  ]

  @Test(arguments: errors)
  func errorsSayWhatIsWrong(hex: String, error: TransactionDecodingError) throws {
    let bytes = try Hex.decode(hex)
    #expect(throws: error) { try Transaction.decode(bytes) }
  }
}
