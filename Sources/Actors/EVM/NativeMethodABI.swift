package import Filecoin
import IPLD
import Primitives

/// How a contract is called under a method number of Filecoin's, and what it answers:
/// `handle_filecoin_method(uint64,uint64,bytes)` (builtin-actors `actors/evm/src/lib.rs`).
package enum NativeMethodABI {
  private static let selector: [UInt8] = [0x86, 0x8e, 0x10, 0xc4]

  /// Calldata: selector, method, codec (0 without parameters), and the parameters filled up to
  /// whole words.
  package static func input(
    _ method: MethodNumber, codec: UInt64, params: [UInt8]
  ) -> [UInt8] {
    var bytes = selector
    for number in [method.rawValue, codec, 96, UInt64(params.count)] {
      bytes += UInt256(number).bigEndianBytes
    }
    bytes += params
    bytes += [UInt8](repeating: 0, count: (32 - params.count % 32) % 32)
    return bytes
  }

  static func input(_ method: MethodNumber, _ params: DataBlock?) -> [UInt8] {
    input(method, codec: params?.codec ?? 0, params: params?.data ?? [])
  }

  /// What the contract's output says: exit code, codec and data. Empty output is success without
  /// data; malformed output is exit code 21.
  static func output(_ bytes: [UInt8]) throws(ActorError) -> DataBlock? {
    guard !bytes.isEmpty else { return nil }
    var reader = WordReader(bytes)
    func number<Value>(_ value: Value?, _ what: String) throws(ActorError) -> Value {
      guard let value else { throw .exit(.serialization, what) }
      return value
    }
    let exitCode = ExitCode(try number(reader.readUInt32(), "exit code not a u32"))
    let codec = try number(reader.readUInt64(), "returned codec not a u64")
    let offset = try number(reader.readUInt32(), "invalid return value offset")
    reader.seek(Int(offset))
    let length = try number(reader.readUInt32(), "return length is too large")
    guard length <= CallActorABI.maximumDataSize else {
      throw .trap("return value of \(length) bytes")
    }
    let data = reader.read(padded: Int(length))
    let block: DataBlock?
    switch codec {
    case 0:
      guard length == 0 else {
        throw .exit(.serialization, "codec 0 is only valid for empty returns")
      }
      block = nil
    case Multicodec.cbor: block = DataBlock(codec: codec, data: data)
    default: throw .exit(.serialization, "unsupported codec: \(codec)")
    }
    guard exitCode.isSuccess else {
      throw .exit(exitCode, "contract exited with a code of its own", data: block)
    }
    return block
  }
}
