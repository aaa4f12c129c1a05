import FVM
import Filecoin
import IPLD
import JSONText
import Primitives
import TestSupport
import Testing

@testable import Actors

/// What the actors write, against golden blocks.
@Suite struct StateObjectTests {
  @Test func contractsHaveTheirState() throws {
    for vector in try GoldenVectors.cases("state_objects")
    where try vector.text("kind") == "evm_state" {
      let id = try vector.text("id")
      let store = InMemoryBlockstore()
      func tree(_ slots: [JSONValue]) throws -> CID {
        let map = KAMT<UInt256>(store)
        for slot in slots {
          let key = try #require(UInt256(text: "0x" + (slot[0]?.string ?? "")))
          let value = try #require(UInt256(text: "0x" + (slot[1]?.string ?? "")))
          try map.set(key, value)
        }
        return try map.flush()
      }
      let identity = { (json: JSONValue) throws in
        MessageIdentity(origin: try json.integer("origin"), nonce: try json.integer("nonce"))
      }
      var state = EVMState(
        bytecode: CID(raw: try vector.hex("bytecode")),
        bytecodeHash: try #require(Hash256(hex: try vector.text("bytecode_hash"))),
        contractState: try tree(try vector.list("slots")), nonce: try vector.integer("nonce"))
      if let transient = vector["transient"], !transient.isNull {
        state.transientData = TransientData(
          root: try tree(try transient.list("slots")), lifespan: try identity(transient))
      }
      if let tombstone = vector["tombstone"], !tombstone.isNull {
        state.tombstone = try identity(tombstone)
      }
      #expect(state.bytecode.description == (try vector.text("bytecode_cid")), "\(id)")
      #expect(state.contractState.description == (try vector.text("contract_state")), "\(id)")
      #expect(state.cborBytes == (try vector.hex("cbor")), "\(id)")
      #expect(try EVMState(cborBytes: try vector.hex("cbor")) == state, "\(id)")
      #expect(CID(dagCBOR: state.cborBytes).description == (try vector.text("cid")), "\(id)")
    }
    #expect(
      Hash256.nativeActorCode.description
        == "0xbcc90f2d6dada5b18e155c17a1c0a55920aae94f39857d39d0d8ed07ae8f228b")
  }

  @Test func addressManagerParametersHaveTheirForms() throws {
    for vector in try GoldenVectors.cases("eam") {
      let id = try vector.text("id")
      switch (try vector.text("kind"), vector["method"]?.string) {
      case ("params_cbor", "Create2"):
        let params = Create2Params(
          initCode: try vector.hex("initcode"),
          salt: try #require(Hash256(hex: try vector.text("salt"))))
        #expect(params.cborBytes == (try vector.hex("cbor")), "\(id)")
        #expect(try Create2Params(cborBytes: params.cborBytes) == params, "\(id)")
      case ("params_cbor", "Create"):
        let params = CreateParams(
          initCode: try vector.hex("initcode"), nonce: try vector.integer("nonce"))
        #expect(params.cborBytes == (try vector.hex("cbor")), "\(id)")
        #expect(try CreateParams(cborBytes: params.cborBytes) == params, "\(id)")
      case ("params_cbor", "CreateExternal"):
        let params = ByteString(try vector.hex("initcode"))
        #expect(params.cborBytes == (try vector.hex("cbor")), "\(id)")
      case ("return_cbor", _):
        let value = CreateReturn(
          actorID: try vector.integer("actor_id"),
          robustAddress: try vector["robust"]?.string.map { try Address(text: $0) },
          ethAddress: try #require(EthAddress(hex: try vector.text("eth"))))
        #expect(value.cborBytes == (try vector.hex("cbor")), "\(id)")
        #expect(try CreateReturn(cborBytes: value.cborBytes) == value, "\(id)")
      case ("reserved", _):
        let address = try #require(EthAddress(hex: try vector.text("eth")))
        let isReserved = vector["exit_code"]?.int == 18
        #expect(EAMActor.isReserved(address) == isReserved, "\(id)")
      default: break
      }
    }
  }

  @Test func deploymentsHaveEthereumsAddresses() throws {
    for vector in try GoldenVectors.cases("eam") {
      let id = try vector.text("id")
      let kernel = ScriptedKernel()
      kernel.receiver = 10
      kernel.caller = 500
      kernel.answers = [
        .returned(
          .ok, codec: Multicodec.cbor,
          data: ExecReturn(idAddress: .id(777), robustAddress: Address(actorSeed: [1])).cborBytes)
      ]
      let params: DataBlock
      switch try vector.text("kind") {
      case "create":
        kernel.types[500] = BuiltinType.evm.rawValue
        kernel.delegated[500] = .ethereum(try #require(EthAddress(hex: try vector.text("from"))))
        kernel.method = EAMMethod.create
        params = DataBlock(
          cbor: CreateParams(initCode: [], nonce: try vector.integer("nonce")))
      case "create2":
        kernel.types[500] = BuiltinType.evm.rawValue
        kernel.delegated[500] = .ethereum(try #require(EthAddress(hex: try vector.text("from"))))
        kernel.method = EAMMethod.create2
        params = DataBlock(
          cbor: Create2Params(
            initCode: try vector.hex("initcode"),
            salt: try #require(Hash256(hex: try vector.text("salt")))))
      case "create_external_native":
        let account = try vector.integer("account_id")
        kernel.caller = account
        kernel.origin = account
        kernel.nonce = try vector.integer("nonce")
        kernel.types[account] = BuiltinType.account.rawValue
        kernel.method = EAMMethod.createExternal
        let key = try Address(text: try vector.text("key_address"))
        kernel.answers.insert(
          .returned(.ok, codec: Multicodec.cbor, data: key.cborBytes), at: 0)
        params = DataBlock(cbor: ByteString([]))
      default: continue
      }
      let block = kernel.handle(params.codec, params.data)
      let result = try EAMActor().invoke(kernel.method, params: block, kernel: kernel)
      let value = try CreateReturn(cborBytes: try #require(kernel.block(result)).data)
      #expect(value.ethAddress == EthAddress(hex: try vector.text("eth")), "\(id)")
      if let creator = vector["creator_eth"]?.string {
        let exec = try Exec4Params(cborBytes: kernel.sent.last?.params ?? [])
        let construct = try EVMConstructorParams(cborBytes: exec.constructorParams)
        #expect(construct.creator == EthAddress(hex: creator), "\(id)")
      }
    }
  }

  @Test func nativeMethodsHaveTheirABI() throws {
    for vector in try GoldenVectors.cases("native_method_abi") {
      let id = try vector.text("id")
      guard try vector.text("kind") == "output" else {
        let codec = try vector.integer("params_codec")
        let data = try vector.hex("params")
        let input = NativeMethodABI.input(
          MethodNumber(rawValue: try vector.integer("method")),
          codec == 0 ? nil : DataBlock(codec: codec, data: data))
        #expect(input == (try vector.hex("calldata")), "\(id)")
        continue
      }
      let expected = try vector["block"].flatMap { block -> DataBlock? in
        block.isNull
          ? nil : DataBlock(codec: try block.integer("codec"), data: try block.hex("data"))
      }
      do throws(ActorError) {
        let block = try NativeMethodABI.output(Hex.decode(vector["returned"]?.string ?? "", or: []))
        #expect(vector["exit_code"]?.int == 0 && block == expected, "\(id)")
      } catch {
        guard case .exit(let code, _, let data) = error else {
          Issue.record("\(id): \(error)")
          continue
        }
        let wanted = vector["actor_exit"]?.int ?? vector["exit_code"]?.int
        #expect(Int(code.rawValue) == wanted && data == expected, "\(id)")
      }
    }
  }
}

extension Hex {
  /// The bytes of a text, or others when it is malformed.
  fileprivate static func decode(_ text: String, or other: [UInt8]) -> [UInt8] {
    (try? decode(text)) ?? other
  }
}
