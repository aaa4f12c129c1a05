import Cryptography
package import Primitives

/// An event: what its topics and data mean.
package struct ABIEvent: Hashable, Sendable {
  package var name: String
  package var inputs: [ABIParameter]
  /// Whether the signature is left out of the topics.
  package var isAnonymous: Bool

  package init(name: String, inputs: [ABIParameter], isAnonymous: Bool = false) {
    self.name = name
    self.inputs = inputs
    self.isAnonymous = isAnonymous
  }

  /// An event from its text: `Transfer(address indexed from,address indexed to,uint256)`.
  package init(signature: String) throws(ABIError) {
    var scanner = TextScanner(signature)
    name = scanner.takeWord()
    if name == "event", scanner.skippingSpaces != 0x28 { name = scanner.takeWord() }
    guard !name.isEmpty else {
      throw .signature(signature, at: scanner.position, expected: "a name")
    }
    inputs = try ABIType.scanList(&scanner)
    let start = scanner.position
    let word = scanner.takeWord()
    isAnonymous = word == "anonymous"
    guard word.isEmpty || isAnonymous, scanner.skippingSpaces == nil else {
      throw .signature(signature, at: start, expected: "\"anonymous\" or the end")
    }
  }

  /// `Name(T1,T2)` with canonical types.
  package var canonical: String { name + ABIType.list(inputs) }

  /// The Keccak-256 of the signature: the first topic unless the event is anonymous.
  package var topic: Hash256 { Keccak256.hash(canonical.utf8) }

  /// Topics that its logs have.
  package var topicCount: Int { inputs.count { $0.isIndexed } + (isAnonymous ? 0 : 1) }

  /// One decoded argument of a log.
  package struct Argument: Hashable, Sendable {
    package var parameter: ABIParameter
    /// Nil for an indexed argument of a type that topics hold only the hash of.
    package var value: ABIValue?
    /// The topic of an indexed argument.
    package var topic: Hash256?
  }

  /// The arguments of a log in the order of the declaration; nil when the topics are another
  /// event's.
  package func decode(topics: [Hash256], data: [UInt8]) throws(ABIError) -> [Argument]? {
    guard topics.count == topicCount, isAnonymous || topics.first == topic else { return nil }
    var rest = topics.dropFirst(isAnonymous ? 0 : 1)
    let plain = inputs.filter { !$0.isIndexed }
    var values = try ABIDecoder.decode(plain.map(\.type), from: data)[...]
    var arguments: [Argument] = []
    for parameter in inputs {
      guard parameter.isIndexed else {
        arguments.append(Argument(parameter: parameter, value: values.popFirst(), topic: nil))
        continue
      }
      let topic = rest.removeFirst()
      let value =
        try parameter.type.isValueType
        ? ABIDecoder.decode([parameter.type], from: topic.bytes).first : nil
      arguments.append(Argument(parameter: parameter, value: value, topic: topic))
    }
    return arguments
  }

  /// The topic that an indexed argument of this value has: itself, or the hash of its in-place
  /// encoding.
  package static func topic(of value: ABIValue, type: ABIType) throws(ABIError) -> Hash256 {
    let bytes = try type.isValueType ? ABIEncoder.encode(value, as: type) : inPlace(value, type)
    guard type.isValueType, let word = Hash256(bytes) else { return Keccak256.hash(bytes) }
    return word
  }

  /// "Encoding of indexed event parameters": elements one after the other without lengths, padded to
  /// 32 bytes, but bytes and strings bare at the top.
  private static func inPlace(
    _ value: ABIValue, _ type: ABIType, isNested: Bool = false
  ) throws(ABIError) -> [UInt8] {
    switch (type, value) {
    case (.bytes, .bytes(let bytes)): return isNested ? ABIEncoder.padded(bytes) : bytes
    case (.string, .string(let text)):
      return isNested ? ABIEncoder.padded(Array(text.utf8)) : Array(text.utf8)
    case (.array(let element), .array(let values)),
      (.fixedArray(let element, _), .array(let values)):
      var bytes: [UInt8] = []
      for value in values { bytes += try inPlace(value, element, isNested: true) }
      return bytes
    case (.tuple(let members), .tuple(let values)):
      var bytes: [UInt8] = []
      for (member, value) in zip(members, values) {
        bytes += try inPlace(value, member.type, isNested: true)
      }
      return bytes
    default: return try ABIEncoder.encode(value, as: type)
    }
  }
}
