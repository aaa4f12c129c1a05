package import Primitives

/// A word as the EVM actor keeps it: a byte string without leading zeros, empty for zero
/// (builtin-actors `actors/evm/shared/src/uints.rs`).
extension UInt256: CBOREncodable, CBORDecodable {
  package func encode(to encoder: inout CBOREncoder) {
    encoder.append(bytesOf: self, count: byteWidthUsed)
  }

  /// Leading zeros are accepted, more than 32 bytes are not.
  package init(from decoder: inout CBORDecoder) throws(CBORError) {
    self = try decoder.readShortWord("word")
  }
}
