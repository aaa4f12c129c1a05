/// A value with a DAG-CBOR form.
package protocol CBOREncodable {
  func encode(to encoder: inout CBOREncoder)
}

/// A value that is read from DAG-CBOR.
package protocol CBORDecodable {
  init(from decoder: inout CBORDecoder) throws(CBORError)
}

/// A value that is written to and read from DAG-CBOR.
package typealias CBORCodable = CBORDecodable & CBOREncodable

extension CBOREncodable {
  /// The value's DAG-CBOR.
  package var cborBytes: [UInt8] {
    var encoder = CBOREncoder()
    encode(to: &encoder)
    return encoder.bytes
  }
}

extension CBORDecodable {
  /// Reads a value that takes up all of `bytes`.
  package init(cborBytes bytes: [UInt8], acceptsLongForms: Bool = false) throws(CBORError) {
    var decoder = CBORDecoder(bytes, acceptsLongForms: acceptsLongForms)
    let value = try Self(from: &decoder)
    try decoder.finish()
    self = value
  }
}

extension UInt64: CBOREncodable, CBORDecodable {
  package func encode(to encoder: inout CBOREncoder) { encoder.append(self) }

  package init(from decoder: inout CBORDecoder) throws(CBORError) {
    self = try decoder.readUnsigned()
  }
}

extension Int64: CBOREncodable, CBORDecodable {
  package func encode(to encoder: inout CBOREncoder) { encoder.append(self) }

  package init(from decoder: inout CBORDecoder) throws(CBORError) {
    self = try decoder.readInteger()
  }
}

extension Bool: CBOREncodable, CBORDecodable {
  package func encode(to encoder: inout CBOREncoder) { encoder.append(self) }

  package init(from decoder: inout CBORDecoder) throws(CBORError) { self = try decoder.readBool() }
}

extension String: CBOREncodable, CBORDecodable {
  package func encode(to encoder: inout CBOREncoder) { encoder.append(text: self) }

  package init(from decoder: inout CBORDecoder) throws(CBORError) { self = try decoder.readText() }
}

extension CID: CBOREncodable, CBORDecodable {
  package func encode(to encoder: inout CBOREncoder) { encoder.append(self) }

  package init(from decoder: inout CBORDecoder) throws(CBORError) { self = try decoder.readLink() }
}

/// Bytes as a CBOR byte string.
package struct ByteString: Hashable, Sendable, Comparable, CBORCodable {
  package var bytes: [UInt8]

  package init(_ bytes: [UInt8]) { self.bytes = bytes }

  package func encode(to encoder: inout CBOREncoder) { encoder.append(bytes: bytes) }

  package init(from decoder: inout CBORDecoder) throws(CBORError) {
    bytes = try decoder.readBytes()
  }

  package static func < (left: ByteString, right: ByteString) -> Bool {
    left.bytes.lexicographicallyPrecedes(right.bytes)
  }
}

/// One well-formed CBOR item, kept as it is: a value whose type the holder does not know.
package struct RawCBOR: Hashable, Sendable, CBORCodable {
  package let bytes: [UInt8]

  /// `bytes` must be exactly one item.
  package init(item bytes: [UInt8]) throws(CBORError) {
    var decoder = CBORDecoder(bytes)
    self = try RawCBOR(from: &decoder)
    try decoder.finish()
  }

  package init(from decoder: inout CBORDecoder) throws(CBORError) {
    bytes = try decoder.readItem()
  }

  package func encode(to encoder: inout CBOREncoder) { encoder.append(item: bytes) }
}
