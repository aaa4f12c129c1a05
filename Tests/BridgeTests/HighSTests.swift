import Ethereum
import Filecoin
import IPLD
import JSONText
import Primitives
import TestSupport
import Testing

@testable import Bridge

/// A signature (r, s, v) has a twin (r, n − s, v ^ 1). Ethereum takes the one with the low s alone
/// (EIP-2); Filecoin takes both, as two messages: lotus recovers the key (`lib/sigs/delegated`,
/// `ethtypes` `Sender`) with go-crypto's `EcRecover`, which unlike its `Verify` does not ask for a low s.
struct HighSTests {
  private static let order = UInt256(
    limbs: 0xbfd2_5e8c_d036_4141, 0xbaae_dce6_af48_a03b, 0xffff_ffff_ffff_fffe, .max)

  private func twin(_ signature: TransactionSignature) -> TransactionSignature {
    TransactionSignature(
      r: signature.r, s: Self.order - signature.s, yParity: signature.yParity ^ 1)
  }

  @Test func filecoinTakesBothTwins() throws {
    for row in try GoldenVectors.cases("eth_transactions") {
      let id = try row.text("id")
      let chain = ChainID(rawValue: row["chain_id"]?.uint64 ?? 314)
      let transaction = try Transaction.decodeSupported(try row.hex("raw"))
      let changed: Transaction
      switch transaction {
      case .dynamicFee(var fields):
        fields.signature = twin(fields.signature)
        changed = .dynamicFee(fields)
      case .legacy(var fields):
        fields.signature = twin(fields.signature)
        changed = .legacy(fields)
      default:
        Issue.record("\(id): unexpected type")
        continue
      }
      let signed = try SignedMessage(ethereumTransaction: changed.encoded, chainID: chain)
      #expect(signed.message.from == (try Address(text: try row.text("from_fil"))), "\(id)")
      #expect(signed.message.cid.description == (try row.text("message_cid")), "\(id)")
      #expect(signed.cid.description != (try row.text("signed_cid")), "\(id)")
      #expect(try Transaction(signed, chainID: chain).encoded == changed.encoded, "\(id)")
      // Ethereum refuses it.
      #expect(throws: (any Error).self, "\(id)") { try changed.sender() }
    }
  }
}
