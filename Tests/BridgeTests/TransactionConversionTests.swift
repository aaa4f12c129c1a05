import Ethereum
import Filecoin
import IPLD
import JSONText
import Primitives
import TestSupport
import Testing

@testable import Bridge

@Suite struct TransactionConversionTests {
  private static let file = Fixtures.vectors("filecoin-golden/eth_transactions.json")

  /// lotus's own transactions and those derived from its rules: the message, both CIDs, the hash, and
  /// the way back.
  @Test(.enabled(if: file != nil, "filecoin-golden/eth_transactions.json is not there"))
  func goldenTransactionsBecomeMessagesAndBack() throws {
    let cases = try JSONValue.parse(Fixtures.bytes(try #require(Self.file)))["cases"]?.array ?? []
    #expect(cases.count == 89)
    var converted = 0
    for entry in cases {
      let id = entry["id"]?.string ?? ""
      let transaction = try Transaction.decode(Hex.decode(try #require(entry["raw"]?.string)))
      let chainID = ChainID(rawValue: entry["chain_id"]?.uint64 ?? 314)
      let signed = try? SignedMessage(
        transaction, chainID: transaction.chainID == nil ? .mainnet : chainID)
      guard let signed, let cbor = entry["signed_cbor"]?.string else {
        Issue.record("\(id) is not converted")
        continue
      }
      converted += 1
      #expect(Hex.encode(signed.cborBytes) == cbor, "\(id)")
      #expect(Hex.encode(signed.message.cborBytes) == entry["message_cbor"]?.string, "\(id)")
      #expect(signed.cid.description == entry["signed_cid"]?.string, "\(id)")
      #expect(signed.message.from.description == entry["from_fil"]?.string, "\(id)")
      let back = Transaction(signed, chainID: transaction.chainID == nil ? .mainnet : chainID)
      #expect(back == transaction, "\(id)")
      #expect(
        signed.ethereumHash(chainID: chainID).description == entry["tx_hash"]?.string, "\(id)")
    }
    #expect(converted > 0)
  }

  @Test func otherKindsAndChainsAreRefused() throws {
    let key = [UInt8](repeating: 7, count: 32)
    let other = try Transaction.dynamicFee(
      DynamicFeeTransaction(
        chainID: 1, nonce: 0, maxPriorityFeePerGas: 0, maxFeePerGas: 0, gasLimit: 1, to: .zero,
        value: 0, data: [])
    ).signed(privateKey: key)
    #expect(throws: TransactionRejection.self) { try SignedMessage(other, chainID: .mainnet) }
    let list = try Transaction.accessList(
      AccessListTransaction(
        chainID: 314, nonce: 0, gasPrice: 0, gasLimit: 1, to: .zero, value: 0, data: [],
        accessList: [])
    ).signed(privateKey: key)
    #expect(throws: TransactionRejection.unsupported(.accessList)) {
      try SignedMessage(list, chainID: .mainnet)
    }
  }
}
