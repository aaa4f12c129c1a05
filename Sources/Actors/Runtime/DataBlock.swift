import Filecoin
import IPLD

/// Parameters or a return value: bytes with their codec.
struct DataBlock: Hashable {
  let codec: UInt64
  let data: [UInt8]

  init(codec: UInt64, data: [UInt8]) {
    self.codec = codec
    self.data = data
  }

  /// A value as CBOR: links in it do not count for reachability.
  init(cbor value: some CBOREncodable) {
    self.init(codec: Multicodec.cbor, data: value.cborBytes)
  }

  /// A value as DAG-CBOR: links in it must be reachable and become so for the receiver.
  init(dagCBOR value: some CBOREncodable) {
    self.init(codec: Multicodec.dagCBOR, data: value.cborBytes)
  }

  /// Parameters that are CBOR already; none when there are no bytes.
  init?(params: [UInt8]) {
    guard !params.isEmpty else { return nil }
    self.init(codec: Multicodec.cbor, data: params)
  }

  /// The value in a block of CBOR or DAG-CBOR, numbers in any of their forms; exit code 21 when it is of another form.
  func decoded<Value: CBORDecodable>(
    as type: Value.Type = Value.self
  ) throws(ActorError) -> Value {
    guard codec == Multicodec.cbor || codec == Multicodec.dagCBOR else {
      throw .exit(.serialization, "codec \(codec) is not supported here")
    }
    do {
      return try Value(cborBytes: data, acceptsLongForms: true)
    } catch {
      throw .exit(.serialization, error.description)
    }
  }

  /// The bytes in a block: all of it for RAW, the byte string for CBOR and DAG-CBOR.
  func decodedBytes() throws(ActorError) -> [UInt8] {
    if codec == Multicodec.raw { return data }
    return try decoded(as: ByteString.self).bytes
  }

  /// The bytes as a contract sees what another actor returned: a byte string without its head, else
  /// the block as it is (builtin-actors `instructions/call.rs`).
  var asReturnData: [UInt8] {
    switch codec {
    case Multicodec.cbor, Multicodec.dagCBOR:
      // A block that is no byte string is shown whole, whatever is wrong with it.
      (try? ByteString(cborBytes: data, acceptsLongForms: true))?.bytes ?? data
    default: data
    }
  }
}
