import IPLD
import JSONText
import Primitives
import TestSupport
import Testing

@testable import Filecoin

@Suite struct MessageTests {
  @Test func messagesHaveTheirForms() throws {
    for vector in try GoldenVectors.cases("messages") {
      let id = try vector.text("id")
      let fields = try #require(vector["message"])
      func amount(_ key: String) throws -> TokenAmount {
        TokenAmount(atto: try #require(BigInt(text: try fields.text(key))))
      }
      let message = Message(
        version: try fields.integer("version"), from: try Address(text: try fields.text("from")),
        to: try Address(text: try fields.text("to")), nonce: try fields.integer("nonce"),
        value: try amount("value"), method: MethodNumber(rawValue: try fields.integer("method")),
        params: try fields.hex("params"), gasLimit: try fields.integer("gas_limit"),
        gasFeeCap: try amount("gas_fee_cap"), gasPremium: try amount("gas_premium"))
      #expect(message.cborBytes == (try vector.hex("cbor")), "\(id)")
      #expect(try Message(cborBytes: try vector.hex("cbor")) == message, "\(id)")
      #expect(message.cid.description == (try vector.text("cid")), "\(id)")
      guard vector["signature"] != nil else { continue }
      let bytes = try vector.hex("signature")
      let kind = try #require(Signature.Kind(rawValue: bytes[0]))
      let signed = SignedMessage(message, Signature(kind, Array(bytes.dropFirst())))
      #expect(signed.cborBytes == (try vector.hex("signed_cbor")), "\(id)")
      #expect(try SignedMessage(cborBytes: try vector.hex("signed_cbor")) == signed, "\(id)")
      if let cid = (vector["signed_cid"] ?? vector["chain_cid"])?.string {
        #expect(signed.cid.description == cid, "\(id)")
      }
      #expect(
        signed.chainLength == (kind == .bls ? message : message).cborBytes.count, "\(id)")
    }
  }

  @Test func receiptsHaveTheirForms() throws {
    for vector in try GoldenVectors.cases("receipts") {
      let id = try vector.text("id")
      let receipt = Receipt(
        exitCode: ExitCode(UInt32(try vector.integer("exit_code"))),
        returnData: try vector.hex("return"), gasUsed: try vector.integer("gas_used"),
        eventsRoot: try vector["events_root"]?.string.map { try CID(text: $0) })
      #expect(receipt.cborBytes == (try vector.hex("cbor")), "\(id)")
      #expect(try Receipt(cborBytes: try vector.hex("cbor")) == receipt, "\(id)")
    }
  }

  @Test func eventsHaveTheirRoots() throws {
    for vector in try GoldenVectors.cases("events") {
      let id = try vector.text("id")
      let store = InMemoryBlockstore()
      let tree = AMT<StampedEvent>(store, bitWidth: StampedEvent.treeBitWidth)
      for item in try vector.list("stamped") {
        let entries = try item.list("entries").map { entry in
          EventEntry(
            flags: EventEntry.Flags(rawValue: try entry.integer("flags")),
            key: try entry.text("key"), codec: try entry.integer("codec"),
            value: try entry.hex("value"))
        }
        let event = StampedEvent(
          emitter: try item.integer("emitter"), event: ActorEvent(entries))
        if item["cbor"] != nil {
          #expect(event.cborBytes == (try item.hex("cbor")), "\(id)")
          #expect(try StampedEvent(cborBytes: try item.hex("cbor")) == event, "\(id)")
        }
        try tree.append(event)
      }
      let root = vector["events_root"]?.string
      #expect((tree.count == 0 ? nil : try tree.flush().description) == root, "\(id)")
    }
  }

  @Test func tipsetsHaveTheirNames() throws {
    for vector in try GoldenVectors.cases("cids") {
      let id = try vector.text("id")
      switch try vector.text("kind") {
      case "tipset_key":
        let key = TipsetKey(try vector.list("cids").map { try CID(text: $0.string ?? "") })
        #expect(key.block == ByteString(try vector.hex("key_bytes")).cborBytes, "\(id)")
        #expect(key.cid.description == (try vector.text("cid")), "\(id)")
        #expect(key.hash.description == (try vector.text("eth_block_hash")), "\(id)")
      case "cid_to_eth_hash":
        let cid = try CID(text: try vector.text("cid"))
        guard vector["error"] == nil else {
          #expect(cid.ethHash == nil, "\(id)")
          continue
        }
        let hash = try #require(cid.ethHash, "\(id)")
        #expect(hash.description == vector["eth_hash"]?.string ?? vector["hash"]?.string, "\(id)")
        #expect(CID(ethHash: hash) == cid, "\(id)")
      default: break
      }
    }
  }

  @Test func damagedMessagesAreErrors() throws {
    var seeds: [[UInt8]] = []
    for vector in try GoldenVectors.cases("messages") { seeds.append(try vector.hex("cbor")) }
    for vector in try GoldenVectors.cases("receipts") { seeds.append(try vector.hex("cbor")) }
    var random = SystemRandomNumberGenerator()
    for round in 0..<4000 {
      var bytes = seeds[round % seeds.count]
      for _ in 0...2 {
        let place = Int.random(in: 0..<bytes.count, using: &random)
        bytes[place] = .random(in: 0...255, using: &random)
      }
      _ = try? Message(cborBytes: bytes)
      _ = try? SignedMessage(cborBytes: bytes)
      if let receipt = try? Receipt(cborBytes: bytes) { #expect(receipt.cborBytes == bytes) }
      _ = try? StampedEvent(cborBytes: bytes)
    }
  }
}
