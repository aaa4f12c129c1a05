package import Filecoin
import Primitives

/// How a call of a native method looks to Ethereum: `handle_filecoin_method(uint64, uint64, bytes)`
/// (builtin-actors `actors/evm/src/lib.rs`).
package enum NativeMethodABI {
  /// The function's selector.
  package static let selector: [UInt8] = [0x86, 0x8e, 0x10, 0xc4]

  /// The call data: selector, method, codec of the params (0 for none), offset, length, params
  /// filled up to whole words.
  package static func encode(
    method: MethodNumber, codec: UInt64, params: [UInt8]
  ) -> [UInt8] {
    var data = selector
    data += UInt256(method.rawValue).bigEndianBytes
    data += UInt256(codec).bigEndianBytes
    data += UInt256(96).bigEndianBytes
    data += UInt256(params.count).bigEndianBytes
    data += params
    data += [UInt8](repeating: 0, count: (32 - params.count % 32) % 32)
    return data
  }
}
