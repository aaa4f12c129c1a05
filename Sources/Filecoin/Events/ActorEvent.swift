package import IPLD

/// One key and value of an event (ref-fvm `shared/src/event/mod.rs`, FIP-0049).
package struct EventEntry: Hashable, Sendable {
  /// What an index should hold of an entry.
  package struct Flags: OptionSet, Hashable, Sendable {
    package let rawValue: UInt64

    package init(rawValue: UInt64) { self.rawValue = rawValue }

    package static let indexKey = Flags(rawValue: 1)
    package static let indexValue = Flags(rawValue: 2)
    package static let indexAll: Flags = [indexKey, indexValue]
  }

  package var flags: Flags
  /// At most 31 bytes of UTF-8.
  package var key: String
  /// `Multicodec.raw` or `Multicodec.cbor`.
  package var codec: UInt64
  package var value: [UInt8]

  package init(
    flags: Flags = .indexAll, key: String, codec: UInt64 = Multicodec.raw, value: [UInt8]
  ) {
    self.flags = flags
    self.key = key
    self.codec = codec
    self.value = value
  }
}

extension EventEntry: CBORCodable {
  package func encode(to encoder: inout CBOREncoder) {
    encoder.appendArray(count: 4)
    encoder.append(flags.rawValue)
    encoder.append(text: key)
    encoder.append(codec)
    encoder.append(bytes: value)
  }

  package init(from decoder: inout CBORDecoder) throws(CBORError) {
    try decoder.readTuple(4, "event entry")
    flags = Flags(rawValue: try decoder.readUnsigned())
    key = try decoder.readText()
    codec = try decoder.readUnsigned()
    value = try decoder.readBytes()
  }
}

/// What an actor says happened.
package struct ActorEvent: Hashable, Sendable {
  package var entries: [EventEntry]

  package init(_ entries: [EventEntry]) { self.entries = entries }
}

/// The entries' array, without a wrapper.
extension ActorEvent: CBORCodable {
  package func encode(to encoder: inout CBOREncoder) {
    encoder.appendArray(count: entries.count)
    for entry in entries { entry.encode(to: &encoder) }
  }

  package init(from decoder: inout CBORDecoder) throws(CBORError) {
    entries = try decoder.readArray()
  }
}

/// An event and the actor that emitted it, as the receipt's AMT holds it.
package struct StampedEvent: Hashable, Sendable {
  /// The width of the AMT's nodes in bits, where the root is a receipt's.
  package static let treeBitWidth = 5

  package var emitter: ActorID
  package var event: ActorEvent

  package init(emitter: ActorID, event: ActorEvent) {
    self.emitter = emitter
    self.event = event
  }
}

extension StampedEvent: CBORCodable {
  package func encode(to encoder: inout CBOREncoder) {
    encoder.appendArray(count: 2)
    encoder.append(emitter)
    encoder.append(event)
  }

  package init(from decoder: inout CBORDecoder) throws(CBORError) {
    try decoder.readTuple(2, "stamped event")
    emitter = try decoder.readUnsigned()
    event = try decoder.read()
  }
}
