import Cryptography
import EVM
import FVM
import Filecoin
import IPLD
import JSONText
import Primitives
import TestSupport
import Testing

@testable import Actors

/// Golden rows of what actors tell each other.
struct GoldenRowsTests {
  @Test func parametersAndReturnsHaveTheirForms() throws {
    var names: Set<String> = []
    for row in try GoldenVectors.cases("state_objects")
    where row["kind"]?.string == "actor_params" {
      let id = try row.text("id")
      let fields = try #require(row["fields"])
      let expected = try row.hex("cbor")
      let name = try row.text("name")
      names.insert(name)
      switch name {
      case "GetStorageAt.return":
        let value = try #require(UInt256(text: try fields.text("value")))
        #expect(DataBlock(cbor: value).data == expected, "\(id)")
      case "GetBytecode.return":
        let code = try fields["code"]?.string.map { try CID(text: $0) }
        #expect(DataBlock(dagCBOR: OptionalLink(code)).data == expected, "\(id)")
      case "GetBytecodeHash.return":
        #expect(DataBlock(cbor: CodeHash(.nativeActorCode)).data == expected, "\(id)")
      case "Init.Exec4.params":
        let params = Exec4Params(
          code: try CID(text: try fields.text("code")),
          constructorParams: try fields.hex("constructor_params"),
          subaddress: try fields.hex("subaddress"))
        #expect(params.cborBytes == expected, "\(id)")
      default: Issue.record("\(id): unknown \(name)")
      }
    }
    #expect(names.count == 4)
  }

  @Test func codeHasItsHash() throws {
    for row in try GoldenVectors.cases("state_objects")
    where row["kind"]?.string == "bytecode_hash" {
      let code = try row.hex("code")
      let hash = code.isEmpty ? Hash256.emptyCode : .nativeActorCode
      #expect(Hex.encode(hash.bytes) == (try row.text("hash")))
      #expect(Keccak256.hash(code) == hash)
    }
  }

  /// The f2 address of the third actor that a message makes: its sender as the message names it, its
  /// nonce, and the two made before.
  @Test func newActorsHaveTheirRobustAddress() throws {
    for row in try GoldenVectors.cases("eam") where row["kind"]?.string == "next_actor_address" {
      let from = try Address(text: try row.text("origin_address"))
      let nonce: UInt64 = try row.integer("nonce")
      #expect(Address(actorSeed: try row.hex("preimage")) == (try Address(text: row.text("f2"))))
      let world = try EdgeWorld()
      let contract = try world.deploy("0 0 0 CREATE POP 0 0 0 CREATE POP 0 0 0 CREATE POP")
      let id = try #require(from.actorID)
      var sender = try #require(try world.tree.actor(id))
      sender.nonce = nonce
      world.tree.setActor(id, sender)
      try #require(row["actors_created"]?.int == 2)
      let outcome = try world.call(contract, from: from)
      #expect(outcome.code == .ok)
      let last = outcome.calls.last { $0.method == EAMMethod.create }
      guard case .returned(.ok, let data?)? = last?.outcome else {
        Issue.record("the third creation failed")
        continue
      }
      let robust = try CreateReturn(cborBytes: data.bytes).robustAddress
      #expect(robust == (try Address(text: try row.text("f2"))))
    }
  }
}
