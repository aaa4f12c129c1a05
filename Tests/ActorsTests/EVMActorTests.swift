import EVM
import FVM
import Filecoin
import IPLD
import JSONText
import Primitives
import TestSupport
import Testing

@testable import Actors

/// Single frames of the EVM actor, against golden rows.
@Suite struct EVMActorTests {
  @Test func framesBehaveAsTheReferenceActor() throws {
    for vector in try GoldenVectors.cases("evm_behaviour") {
      let id = try vector.text("id") + " " + (try vector.text("name"))
      let kernel = try kernel(for: vector)
      let code = try vector.hex("code")
      let map = KAMT<UInt256>(kernel.store)
      for slot in vector["state_before"]?.array ?? [] {
        try map.set(try word(slot[0]), try word(slot[1]))
      }
      kernel.store.put(CID(raw: code), code)
      let state = EVMState(
        bytecode: CID(raw: code), bytecodeHash: .emptyCode, contractState: try map.flush(), nonce: 1
      )
      kernel.stateRoot = try kernel.store.put(state)
      let calldata = try vector["context"]?["calldata"]?.string.map { try Hex.decode($0) } ?? []
      let params = calldata.isEmpty ? noBlock : kernel.handle(Multicodec.raw, calldata)

      var exitCode = ExitCode.ok
      var output: [UInt8] = []
      do throws(Abort) {
        let block = try EVMActor().invoke(.invokeContract, params: params, kernel: kernel)
        output = kernel.block(block)?.data ?? []
      } catch {
        guard case .exit(let code, _, let block) = error else {
          Issue.record("\(id): \(error)")
          continue
        }
        exitCode = code
        output = kernel.block(block)?.data ?? []
      }
      #expect(Int(exitCode.rawValue) == vector["exit_code"]?.int, "\(id)")
      let bytes = output.isEmpty ? [] : try ByteString(cborBytes: output).bytes
      #expect(Hex.encode(bytes) == (try vector.text("return")), "\(id)")

      guard let after = vector["state_after"]?.array else { continue }
      let saved: EVMState = try kernel.store.load(kernel.stateRoot)
      var slots: [UInt256: UInt256] = [:]
      try KAMT<UInt256>(load: saved.contractState, kernel.store).forEach { slots[$0] = $1 }
      var expected: [UInt256: UInt256] = [:]
      for slot in after { expected[try word(slot[0])] = try word(slot[1]) }
      #expect(slots == expected, "\(id)")
    }
  }

  /// Runs code as a contract's and gives back how it ended.
  private func run(_ code: [UInt8], params: BlockID = noBlock, _ kernel: ScriptedKernel) throws
    -> Abort?
  {
    kernel.store.put(CID(raw: code), code)
    let state = EVMState(
      bytecode: CID(raw: code), bytecodeHash: .emptyCode,
      contractState: try KAMT<UInt256>(kernel.store).flush(), nonce: 1)
    kernel.stateRoot = try kernel.store.put(state)
    do throws(Abort) {
      _ = try EVMActor().invoke(.invokeContract, params: params, kernel: kernel)
      return nil
    } catch {
      return error
    }
  }

  // The instance of the reference actor has 512 MiB; addresses of 32 bits are its EVM's limit.
  @Test(arguments: [
    ("631fee000051", nil), ("632400000051", ExitCode.illegalInstruction),
    ("64010000000051", .evmIllegalMemoryAccess),
  ])
  func memoryEndsWhereTheInstanceEnds(code: String, exitCode: ExitCode?) throws {
    let abort = try run(try Hex.decode(code), ScriptedKernel())
    guard case .exit(let code, _, _)? = abort else {
      #expect(exitCode == nil && abort == nil)
      return
    }
    #expect(code == exitCode)
  }

  @Test func parametersMayHaveLongForms() throws {
    // RETURNDATA of the calldata's first word: the byte string 01 with its length in two bytes.
    let kernel = ScriptedKernel()
    let code = try Hex.decode("5f355f5260205ff3")
    let params = kernel.handle(Multicodec.cbor, [0x58, 0x01, 0xaa])
    #expect(try run(code, params: params, kernel) == nil)
    #expect(throws: CBORError.self) { try ByteString(cborBytes: [0x58, 0x01, 0xaa]) }
  }

  private func word(_ value: JSONValue?) throws -> UInt256 {
    try #require(UInt256(text: "0x" + (value?.string ?? "")))
  }

  private func kernel(for vector: JSONValue) throws -> ScriptedKernel {
    let kernel = ScriptedKernel()
    kernel.delegated[kernel.receiver] = .ethereum(
      try #require(EthAddress(hex: "1111111111111111111111111111111111111111")))
    guard let context = vector["context"] else { return kernel }
    func amount(_ key: String) throws -> TokenAmount? {
      let text = context[key]?.string ?? context[key]?.int.map(String.init)
      return try text.map { TokenAmount(atto: try #require(BigInt(text: $0))) }
    }
    kernel.isReadOnly = context["read_only"]?.bool ?? false
    kernel.value = try amount("value") ?? .zero
    kernel.baseFee = try amount("base_fee") ?? .zero
    kernel.premium = try amount("effective_premium") ?? .zero
    kernel.balance = try amount("self_balance") ?? .zero
    if context["epoch"] != nil { kernel.epoch = ChainEpoch(try context.integer("epoch")) }
    if context["timestamp"] != nil { kernel.timestamp = try context.integer("timestamp") }
    if context["chain_id"] != nil {
      kernel.chainID = ChainID(rawValue: try context.integer("chain_id"))
    }
    if let caller = context["caller"]?.string, let address = EthAddress(hex: caller) {
      kernel.delegated[kernel.caller] = .ethereum(address)
    }
    if context["beacon_digest"] != nil { kernel.beacon = try context.hex("beacon_digest") }
    for member in context.object?.members ?? [] where member.key.hasPrefix("tipset_cid_at_") {
      let epoch = try #require(ChainEpoch(member.key.dropFirst(14)))
      // The kernel answers for earlier epochs alone.
      if epoch < kernel.epoch {
        kernel.tipsets[epoch] = try CID(text: member.value.string ?? "")
      }
    }
    for member in context["actors"]?.object?.members ?? [] {
      let names: [String: BuiltinType] = [
        "init": .initialization, "account": .account, "evm": .evm, "placeholder": .placeholder,
        "ethaccount": .ethAccount, "eam": .eam, "system": .system,
      ]
      let type = try #require(member.value.string.flatMap { names[$0] })
      let address = try Address(text: member.key)
      let actor = address.actorID ?? ActorID(2000 + kernel.resolved.count)
      kernel.resolved[address] = actor
      kernel.types[actor] = type.rawValue
    }
    return kernel
  }

  @Test func filecoinsPrecompilesHaveTheirABI() throws {
    for vector in try GoldenVectors.cases("fvm_precompiles") {
      let id = try vector.text("id") + " " + (try vector.text("name"))
      let kernel = ScriptedKernel()
      for pair in vector["world"]?["resolve"]?.array ?? [] {
        let address = try Address(bytes: try Hex.decode(pair[0]?.string ?? ""))
        kernel.resolved[address] = pair[1]?.uint64
      }
      for pair in vector["world"]?["delegated"]?.array ?? [] {
        let actor = try #require(pair[0]?.uint64)
        kernel.delegated[actor] = try Address(bytes: try Hex.decode(pair[1]?.string ?? ""))
      }
      if vector["beacon"] != nil { kernel.beacon = try vector.hex("beacon") }
      if vector["digest"] != nil { kernel.beacon = try vector.hex("digest") }
      if let result = vector["send_result"], !result.isNull {
        if let error = result["syscall_error"]?.int {
          kernel.answers = [.failed(try #require(ErrorNumber(rawValue: UInt32(error))))]
        } else {
          kernel.answers = [
            .returned(
              ExitCode(UInt32(try result.integer("exit_code"))),
              codec: result["codec"]?.uint64 ?? 0,
              data: try result["data"]?.string.map { try Hex.decode($0) })
          ]
        }
      } else {
        kernel.answers = [.returned(.ok, codec: 0, data: nil)]
      }
      let kinds: [String: CallKind] = [
        "DELEGATECALL": .delegateCall, "CALL": .call, "STATICCALL": .staticCall,
      ]
      let address = try #require(EthAddress(hex: try vector.text("precompile")))
      let context = FilecoinPrecompiles.Context(
        kind: vector["call_kind"]?.string.flatMap { kinds[$0] } ?? .call, gas: .max,
        value: UInt256(vector["value"]?.uint64 ?? 0))
      let system = try ContractSystem.create(Runtime(kernel), ContractCache())
      let output = try vector.hex("input").withByteView { input throws in
        try FilecoinPrecompiles(system).call(address, input, context)
      }
      #expect((output != nil) == vector["success"]?.bool, "\(id)")
      #expect(Hex.encode(output ?? []) == (try vector.text("return")), "\(id)")

      guard let key = ["expected_send", "transfers"].first(where: { vector[$0] != nil }) else {
        continue
      }
      guard let send = vector[key], !send.isNull else {
        #expect(kernel.sent.isEmpty, "\(id)")
        continue
      }
      let value = send["value"]?.string ?? send["value"]?.int.map(String.init) ?? "0"
      let expected = ScriptedKernel.Sent(
        to: try Address(text: try send.text("to")),
        method: MethodNumber(rawValue: try send.integer("method")),
        params: try send["params"]?["data"]?.string.map { try Hex.decode($0) },
        value: TokenAmount(atto: try #require(BigInt(text: value))),
        flags: send["flags"]?.uint64 ?? 0)
      #expect(kernel.sent == [expected], "\(id)")
    }
  }

  @Test func ethereumsPrecompilesGiveTheirAnswers() throws {
    for name in ["eth_precompiles", "bls12_precompiles", "p256_precompile"] {
      guard let path = Fixtures.vectors("filecoin-golden/\(name).json") else { continue }
      for vector in try JSONValue.parse(try Fixtures.bytes(path))["cases"]?.array ?? [] {
        let id = try vector.text("id") + " " + (vector["name"]?.string ?? "")
        let number = try #require(UInt256(text: "0x" + (try vector.text("address"))))
        let system = try ContractSystem.create(Runtime(ScriptedKernel()), ContractCache())
        let context = FilecoinPrecompiles.Context(kind: .call, gas: .max, value: .zero)
        let output = try vector.hex("input").withByteView { input throws in
          try FilecoinPrecompiles(system).call(
            EthAddress(truncating: number), input, context)
        }
        let succeeds = vector["success"]?.bool ?? true
        #expect((output != nil) == succeeds, "\(id)")
        if succeeds { #expect(Hex.encode(output ?? []) == (try vector.text("return")), "\(id)") }
      }
    }
  }
}
