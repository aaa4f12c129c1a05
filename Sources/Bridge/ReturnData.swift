package import Filecoin
import IPLD
package import Primitives

/// What Ethereum sees of a block that an actor returned.
package enum ReturnData {
  /// The bytes in a CBOR byte string that fills `block`; empty for an empty block; nil for anything
  /// else.
  package static func decode(_ block: [UInt8]) -> [UInt8]? {
    guard !block.isEmpty else { return [] }
    do {
      return try ByteString(cborBytes: block).bytes
    } catch {
      return nil
    }
  }

  /// What `CreateExternal` returned: the new contract's id and Ethereum address
  /// (builtin-actors `actors/eam/src/lib.rs`).
  package static func createdContract(
    _ block: [UInt8]
  ) -> (id: ActorID, address: EthAddress)? {
    var decoder = CBORDecoder(block)
    do {
      try decoder.readTuple(3, "EAM return")
      let id = try decoder.readUnsigned()
      _ = try decoder.readOptional(Address.self)
      let address = EthAddress(try decoder.readBytes())
      try decoder.finish()
      return address.map { (id, $0) }
    } catch {
      return nil
    }
  }
}
