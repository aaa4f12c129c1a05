import FVM
import Filecoin
import IPLD
import JSONText
import Primitives

/// An answer that a scenario lays down for one call of an actor.
struct ScriptedAnswer {
  let receiver: Address
  let method: MethodNumber
  let params: [UInt8]
  let exitCode: ExitCode
  /// nil for no data.
  let data: (codec: UInt64, bytes: [UInt8])?

  /// The call of a precompile as the file has it; nil for one that no actor answers: another
  /// precompile, a call that the precompile refuses, or a bare transfer.
  init?(_ value: JSONValue) throws(VectorError) {
    guard let receiver = try Self.receiver(of: value), value["reverts"]?.bool != true else {
      return nil
    }
    let method = try value.at("method", Read.uint64)
    // A negative code is the kernel's own refusal.
    guard method != 0, let code = value["exitCode"]?.int, code >= 0 else { return nil }
    self.receiver = receiver
    self.method = MethodNumber(rawValue: method)
    params = try value.at("params", Read.bytes)
    exitCode = ExitCode(UInt32(clamping: code))
    let codec = try value.at("returnCodec", Read.uint64)
    let bytes = try value.at("returnData", Read.bytes)
    // A block needs a codec; data of an abort stands in the files without one.
    data = codec == 0 && bytes.isEmpty ? nil : (codec == 0 ? Multicodec.raw : codec, bytes)
  }

  /// Whom a call of `call_actor` or `call_actor_id` goes to.
  static func receiver(of value: JSONValue) throws(VectorError) -> Address? {
    switch value["precompile"]?.string {
    case "call_actor_id": return .id(try value.at("address", Read.uint64))
    case "call_actor":
      let bytes = try value.at("address", Read.bytes)
      do {
        return try Address(bytes: bytes)
      } catch {
        throw VectorError(error.description).within("address")
      }
    default: return nil
    }
  }

  /// Whether the file has a bare transfer fail that any existing actor would take.
  static func isRefusedTransfer(_ value: JSONValue) -> Bool {
    value["method"]?.uint64 == 0 && (value["exitCode"]?.int ?? 0) > 0
  }
}

/// An actor that answers from a scenario's script, call by call.
final class ScriptedActor: NativeActor {
  private var answers: [ScriptedAnswer] = []

  /// Replaces what is left of the script.
  func expect(_ answers: [ScriptedAnswer]) { self.answers = answers }

  func invoke(
    _ method: MethodNumber, params: BlockID, kernel: any Kernel
  ) throws(Abort) -> BlockID {
    do {
      let receiver = try kernel.messageContext().receiver
      let bytes =
        params == noBlock
        ? [] : try kernel.blockRead(params, offset: 0, count: .max >> 1).bytes
      let position = answers.firstIndex {
        $0.receiver == .id(receiver) && $0.method == method && $0.params == bytes
      }
      guard let position else {
        throw KernelError.fatal(
          "no answer for method \(method) of f0\(receiver) with \(Hex.encode(bytes))")
      }
      let answer = answers.remove(at: position)
      let block =
        try answer.data.map { data throws(KernelError) in
          try kernel.blockCreate(codec: data.codec, data: data.bytes)
        } ?? noBlock
      if answer.exitCode == .ok { return block }
      throw kernel.exit(answer.exitCode, block: block, message: "scripted")
    } catch let error as KernelError {
      throw Abort(error, code: .unspecified)
    } catch let error as Abort {
      throw error
    } catch {
      throw .fatal("\(error)")
    }
  }
}
