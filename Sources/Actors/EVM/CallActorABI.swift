import FVM
import Filecoin
import IPLD
import Primitives

/// Input and output of the precompiles that call actors
/// (builtin-actors `actors/evm/src/interpreter/precompiles/fvm.rs`).
struct CallActorABI {
  /// Bytes that the reference actor's memory could not hold: 512 MiB.
  static let maximumDataSize: UInt32 = 1 << 29

  let method: MethodNumber
  let value: TokenAmount
  let flags: SendFlags
  let params: DataBlock?
  let recipient: Address

  /// Reads the input; nil when it is malformed.
  init?(_ input: [UInt8], byID: Bool) throws(ActorError) {
    var reader = WordReader(input)
    guard let method = reader.readUInt64() else { return nil }
    let value = reader.readWord()
    guard let rawFlags = reader.readUInt64() else { return nil }
    let flags = SendFlags(rawValue: rawFlags)
    guard flags.isKnown, let codec = reader.readUInt64(), let offset = reader.readUInt32(),
      let idOrOffset = reader.readUInt64()
    else { return nil }

    reader.seek(Int(offset))
    guard let size = reader.readUInt32() else { return nil }
    guard size <= Self.maximumDataSize else { throw .trap("parameters of \(size) bytes") }
    let data = reader.read(padded: Int(size))

    if byID {
      recipient = .id(idOrOffset)
    } else {
      guard let offset = UInt32(exactly: idOrOffset) else { return nil }
      reader.seek(Int(offset))
      guard let size = reader.readUInt32() else { return nil }
      guard size <= Self.maximumDataSize else { throw .trap("address of \(size) bytes") }
      let bytes = reader.read(padded: Int(size))
      // Why an address is malformed is of no interest to the contract.
      guard let address = try? Address(bytes: bytes) else { return nil }
      recipient = address
    }
    guard method > EVMMethod.lastReserved || method == 0 else { return nil }
    switch codec {
    case Multicodec.cbor: params = DataBlock(codec: codec, data: data)
    case 0 where data.isEmpty: params = nil
    default: return nil
    }
    self.method = MethodNumber(rawValue: method)
    self.value = TokenAmount(atto: value)
    self.flags = flags
  }

  /// Exit code (a failed system call's number below zero), codec, and the data in whole words.
  static func output(_ result: Result<Runtime.Response, SyscallFailure>) -> [UInt8] {
    let exitCode: UInt256
    let data: DataBlock?
    switch result {
    case .failure(let failure):
      exitCode = .zero - UInt256(UInt64(failure.error.number.rawValue))
      data = nil
    case .success(let response):
      exitCode = UInt256(UInt64(response.exitCode.rawValue))
      data = response.data
    }
    let bytes = data?.data ?? []
    var output = exitCode.bigEndianBytes
    output += UInt256(data?.codec ?? 0).bigEndianBytes
    output += UInt256(96 as UInt64).bigEndianBytes
    output += UInt256(UInt64(bytes.count)).bigEndianBytes
    output += bytes
    output += [UInt8](repeating: 0, count: (32 - bytes.count % 32) % 32)
    return output
  }
}
