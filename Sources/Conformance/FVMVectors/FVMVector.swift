import FVM
import Filecoin
import IPLD
package import JSONText
import Primitives

/// An execution of the production actors (format `fevm-oracle-1`): a state, messages, and all that
/// they did.
package struct FVMVector {
  /// A message, its surroundings and what came of it.
  struct Step {
    let message: Message
    /// Bytes that the message takes on chain.
    let chainLength: Int
    let epoch: ChainEpoch
    let timestamp: UInt64
    let baseFee: TokenAmount
    let expected: Expectation
  }

  struct Expectation {
    let exitCode: UInt32
    let returnData: [UInt8]
    let returnCodec: UInt64?
    let gasUsed: UInt64
    let eventsRoot: CID?
    let isRefused: Bool
    let minerPenalty: TokenAmount
    let events: [StampedEvent]
    let stateRoot: CID
    let calls: [Call]
    let backtrace: [Frame]
    /// Milligas by name.
    let charges: [String: UInt64]
    let syscalls: [String: Int]
  }

  /// A call as the production actors made it.
  struct Call {
    let from: ActorID
    let to: Address
    let receiver: ActorID?
    /// Name of the receiver's code.
    let type: String?
    let method: UInt64
    let value: TokenAmount
    let isReadOnly: Bool
    let gasLimit: UInt64?
    let params: [UInt8]?
    let paramsCodec: UInt64?
    /// An exit code, `errN` for a failed syscall or `oog`.
    let exit: String
    let returnData: [UInt8]?
    let blocksLinked: [CID]
    let calls: [Call]
  }

  /// A frame of the backtrace, innermost first.
  struct Frame: Equatable {
    let actor: ActorID
    let method: UInt64
    let code: UInt32
    let message: String
  }

  package let name: String
  let networkVersion: UInt32
  /// Names and codes of the built-in actors in order; the state points at this block without
  /// containing it.
  let manifest: Manifest.EntryList
  let chainID: UInt64
  let stateRoot: CID
  let blocks: [(CID, [UInt8])]
  let beacon: [ChainEpoch: [UInt8]]
  let tipsets: [ChainEpoch: CID]
  let steps: [Step]
  /// Blocks after the last message.
  let finalBlocks: [(CID, [UInt8])]

  /// Whether a file is of this format.
  package static func isVector(_ json: JSONValue) -> Bool {
    json["format"]?.string == "fevm-oracle-1"
  }

  package init(_ json: JSONValue) throws(VectorError) {
    name = try json.at("name", Read.text)
    let network = try json.at("network") { json throws(VectorError) in json }
    networkVersion = UInt32(clamping: try network.at("network_version", Read.uint64))
    manifest = Manifest.EntryList(
      try network.at("code_cids") { json throws(VectorError) in
        try json.members { name, code throws(VectorError) in
          Manifest.Entry(name: name, code: try Self.cid(code))
        }
      })
    (stateRoot, blocks) = try json.at("pre", Self.state)
    finalBlocks = try json.at("post", Self.state).1
    let externs = try json.at("externs") { json throws(VectorError) in json }
    beacon =
      try externs.optional("randomness") { json throws(VectorError) in
        try json.optional("beacon", Self.byEpoch(Read.bytes)) ?? [:]
      } ?? [:]
    tipsets = try externs.optional("tipset_cids", Self.byEpoch(Self.cid)) ?? [:]
    let messages = try json.at("messages") { json throws(VectorError) in
      try json.elements(Self.step)
    }
    steps = messages.map(\.step)
    chainID = messages.first?.chainID ?? 314
  }

  // MARK: Parts

  static func cid(_ json: JSONValue) throws(VectorError) -> CID {
    let text = try Read.text(json)
    do {
      return try CID(text: text)
    } catch {
      throw VectorError(error.description)
    }
  }

  private static func amount(_ json: JSONValue) throws(VectorError) -> TokenAmount {
    guard let value = BigInt(text: try Read.text(json)) else {
      throw VectorError("expected a decimal number")
    }
    return TokenAmount(atto: value)
  }

  private static func address(_ json: JSONValue) throws(VectorError) -> Address {
    let text = try Read.text(json)
    do {
      return try Address(text: text)
    } catch {
      throw VectorError(error.description)
    }
  }

  private static func byEpoch<Value>(
    _ read: @escaping (JSONValue) throws(VectorError) -> Value
  ) -> (JSONValue) throws(VectorError) -> [ChainEpoch: Value] {
    { json throws(VectorError) in
      var values: [ChainEpoch: Value] = [:]
      let members = try json.members { key, value throws(VectorError) in
        guard let epoch = ChainEpoch(key) else { throw VectorError("expected an epoch") }
        return (epoch, try read(value))
      }
      for (epoch, value) in members { values[epoch] = value }
      return values
    }
  }

  private static func state(
    _ json: JSONValue
  ) throws(VectorError) -> (CID, [(CID, [UInt8])]) {
    let root = try json.at("state_root", cid)
    let blocks = try json.at("blocks") { json throws(VectorError) in
      try json.members { key, value throws(VectorError) in
        (try cid(.string(key)), try Read.bytes(value))
      }
    }
    return (root, blocks)
  }

  private static func step(
    _ json: JSONValue
  ) throws(VectorError) -> (step: Step, chainID: UInt64) {
    let (message, length) = try json.at("message") { json throws(VectorError) in
      let bytes = try json.at("cbor", Read.bytes)
      let length = try json.at("chain_length", Read.index)
      do throws(CBORError) {
        return (try Message(cborBytes: bytes), length)
      } catch {
        throw VectorError(error.description)
      }
    }
    let environment = try json.at("env") { json throws(VectorError) in
      (
        epoch: try json.at("epoch", Read.uint64), timestamp: try json.at("timestamp", Read.uint64),
        baseFee: try json.at("base_fee", amount), chainID: try json.at("chain_id", Read.uint64)
      )
    }
    let step = Step(
      message: message, chainLength: length, epoch: ChainEpoch(environment.epoch),
      timestamp: environment.timestamp, baseFee: environment.baseFee,
      expected: try expectation(json))
    return (step, environment.chainID)
  }

  private static func expectation(_ json: JSONValue) throws(VectorError) -> Expectation {
    let receipt = try json.at("receipt") { json throws(VectorError) in json }
    let charges = try json.at("gas_charges") { json throws(VectorError) in
      try json.members { key, value throws(VectorError) in (key, try Read.uint64(value)) }
    }
    let syscalls = try json.at("syscall_counts") { json throws(VectorError) in
      try json.members { key, value throws(VectorError) in (key, try Read.index(value)) }
    }
    return Expectation(
      exitCode: UInt32(clamping: try receipt.at("exit_code", Read.uint64)),
      returnData: try receipt.at("return", Read.bytes),
      returnCodec: try receipt.optional("return_codec", Read.uint64),
      gasUsed: try receipt.at("gas_used", Read.uint64),
      eventsRoot: try receipt.optional("events_root", cid),
      isRefused: json["prevalidation_failure"]?.bool ?? false,
      minerPenalty: try json.at("miner_penalty", amount),
      events: try json.at("events") { json throws(VectorError) in try json.elements(event) },
      stateRoot: try json.at("state_root", cid),
      calls: try json.at("calls") { json throws(VectorError) in try json.elements(call) },
      backtrace: try json.at("backtrace") { json throws(VectorError) in
        try json.elements(frame)
      },
      charges: Dictionary(charges, uniquingKeysWith: { $0 + $1 }),
      syscalls: Dictionary(syscalls, uniquingKeysWith: { $0 + $1 }))
  }

  private static func event(_ json: JSONValue) throws(VectorError) -> StampedEvent {
    StampedEvent(
      emitter: try json.at("emitter", Read.uint64),
      event: ActorEvent(
        try json.at("entries") { json throws(VectorError) in
          try json.elements { json throws(VectorError) in
            EventEntry(
              flags: EventEntry.Flags(rawValue: try json.at("flags", Read.uint64)),
              key: try json.at("key", Read.text), codec: try json.at("codec", Read.uint64),
              value: try json.at("value", Read.bytes))
          }
        }))
  }

  private static func call(_ json: JSONValue) throws(VectorError) -> Call {
    Call(
      from: try json.at("from", Read.uint64), to: try json.at("to", address),
      receiver: try json.optional("to_id", Read.uint64),
      type: try json.optional("type", Read.text), method: try json.at("method", Read.uint64),
      value: try json.at("value", amount), isReadOnly: json["read_only"]?.bool ?? false,
      gasLimit: try json.optional("gas_limit", Read.uint64),
      params: try json.optional("params", Read.bytes),
      paramsCodec: try json.optional("params_codec", Read.uint64),
      exit: try json.at("exit") { json throws(VectorError) in
        if let text = json.string { return text }
        return String(try Read.uint64(json))
      },
      returnData: try json.optional("return", Read.bytes),
      blocksLinked: try json.at("blocks_linked") { json throws(VectorError) in
        try json.elements(cid)
      },
      calls: try json.at("calls") { json throws(VectorError) in try json.elements(call) })
  }

  private static func frame(_ json: JSONValue) throws(VectorError) -> Frame {
    Frame(
      actor: try json.at("actor", Read.uint64), method: try json.at("method", Read.uint64),
      code: UInt32(clamping: try json.at("code", Read.uint64)),
      message: try json.at("message", Read.text))
  }
}
