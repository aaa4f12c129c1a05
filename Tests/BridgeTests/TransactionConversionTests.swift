import Ethereum
import Filecoin
import IPLD
import JSONText
import Primitives
import TestSupport
import Testing

@testable import Bridge

struct TransactionConversionTests {
  @Test func transactionsAndMessagesAreTheSameThing() throws {
    var kinds: Set<String> = []
    for row in try GoldenVectors.cases("eth_transactions") {
      let id = try row.text("id")
      let raw = try row.hex("raw")
      // Signatures before EIP-155 name no chain: they hold on every one.
      let chain = ChainID(rawValue: row["chain_id"]?.uint64 ?? 314)
      kinds.insert(row["legacy_kind"]?.string ?? "dynamicFee")
      let signed = try SignedMessage(ethereumTransaction: raw, chainID: chain)
      #expect(Hex.encode(signed.message.cborBytes) == (try row.text("message_cbor")), "\(id)")
      #expect(signed.message.cid.description == (try row.text("message_cid")), "\(id)")
      #expect(Hex.encode(signed.signature.bytes) == (try row.text("signature")), "\(id)")
      #expect(signed.cid.description == (try row.text("signed_cid")), "\(id)")
      #expect(signed.message.from == (try Address(text: try row.text("from_fil"))), "\(id)")
      let transaction = try Transaction(signed, chainID: chain)
      #expect(transaction.encoded == raw, "\(id)")
      #expect(transaction.hash.description == (try row.text("tx_hash")), "\(id)")
      let view = TransactionView(transaction, from: signed.message.from)
      #expect(view.from.description == (try row.text("from_eth")), "\(id)")
      #expect(view.v == UInt256(text: try row.text("v")), "\(id)")
      #expect(view.input == (try row.hex("input")), "\(id)")
    }
    #expect(kinds == ["dynamicFee", "eip155", "homestead"])
  }

  @Test func whatFilecoinDoesNotCarryIsRefused() throws {
    for row in try GoldenVectors.cases("eth_tx_misc") {
      let id = try row.text("id")
      switch row["kind"]?.string {
      case nil:
        let raw = try row.hex("raw")
        let error = #expect(throws: TransactionConversionError.self, "\(id)") {
          try SignedMessage(ethereumTransaction: raw, chainID: .mainnet)
        }
        switch (try row.text("error"), error) {
        case ("EIP-2930 transaction is not supported", .unsupportedType(.accessList)),
          ("unsupported transaction type", .unsupportedType),
          ("invalid RLP", .malformed), ("access list must be empty", .nonEmptyAccessList),
          ("v must be 0 or 1", .invalidSignature(.invalidParity)),
          ("wrong chain id for 314", .wrongChainID(1, expected: .mainnet)),
          ("needs 12 items", .malformed):
          break
        case (let expected, let got):
          Issue.record("\(id): expected \(expected), got \(String(describing: got))")
        }
      case "eip155_signature_length":
        let transaction = Transaction.legacy(
          LegacyTransaction(
            nonce: 0, gasPrice: .zero, gasLimit: 0, to: nil, value: .zero, data: [],
            chainID: try row.integer("chain_id")))
        #expect(transaction.delegatedSignature.count == Int(try row.integer("length")), "\(id)")
      case "eip155_chain_id":
        let split = try #require(
          LegacyTransaction.split(v: UInt256(try row.integer("v") as UInt64)), "\(id)")
        #expect(split.chainID ?? 0 == (try row.integer("chain_id") as UInt64), "\(id)")
      case let kind?: Issue.record("\(id): unknown kind \(kind)")
      }
    }
  }

  @Test func messagesOfNoTransactionAreRefused() throws {
    let row = try #require(
      try GoldenVectors.cases("eth_transactions").first { $0["to"]?.isNull == false })
    let chain = ChainID(rawValue: try row.integer("chain_id"))
    let signed = try SignedMessage(ethereumTransaction: try row.hex("raw"), chainID: chain)
    let changes: [(String, (inout SignedMessage) -> Void)] = [
      ("method", { $0.message.method = .send }),
      ("version", { $0.message.version = 1 }),
      ("native sender", { $0.message.from = .id(100) }),
      ("native recipient", { $0.message.to = .actor([UInt8](repeating: 1, count: 20)) }),
      ("empty params as bytes", { $0.message.params = [0x40] }),
      ("params of another kind", { $0.message.params = [0x80] }),
      ("another nonce", { $0.message.nonce += 1 }),
      ("signature kind", { $0.signature.kind = .secp256k1 }),
      ("signature length", { $0.signature.data.append(0) }),
    ]
    for (name, change) in changes {
      var changed = signed
      change(&changed)
      #expect(throws: TransactionConversionError.self, "\(name)") {
        try Transaction(changed, chainID: chain)
      }
    }
  }

  /// The row of rlp.json that no RLP decoder refuses: 13 items are a list, and no transaction.
  @Test func thirteenItemsAreNoTransaction() throws {
    let list = try Hex.decode("cd000102030405060708090a0b0c")
    for bytes in [list, [0x02] + list] {
      #expect(throws: TransactionConversionError.self) {
        try SignedMessage(ethereumTransaction: bytes, chainID: .mainnet)
      }
    }
  }
}
