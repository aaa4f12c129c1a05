import Cryptography
import Primitives

/// A function, constructor or custom error: a name and the types of what it takes and gives.
package struct ABIFunction: Hashable, Sendable {
  /// Empty for a constructor.
  package var name: String
  package var inputs: [ABIParameter]
  package var outputs: [ABIParameter]

  package init(name: String, inputs: [ABIParameter], outputs: [ABIParameter] = []) {
    self.name = name
    self.inputs = inputs
    self.outputs = outputs
  }

  /// A function from its text: `balanceOf(address)(uint256)`, `f(uint a) view returns (uint)`,
  /// `function f()`, `error Broke(uint256)`.
  package init(signature: String) throws(ABIError) {
    var scanner = TextScanner(signature)
    name = scanner.takeWord()
    if ["function", "error", "constructor"].contains(name), scanner.skippingSpaces != 0x28 {
      name = scanner.takeWord()
    }
    guard !name.isEmpty else {
      throw .signature(signature, at: scanner.position, expected: "a name")
    }
    inputs = try ABIType.scanList(&scanner)
    while scanner.skippingSpaces != 0x28 {
      let start = scanner.position
      switch scanner.takeWord() {
      case "":
        guard scanner.isAtEnd else {
          throw .signature(signature, at: start, expected: "\"(\" or the end")
        }
        outputs = []
        return
      case "external", "public", "internal", "private", "view", "pure", "payable", "nonpayable",
        "virtual", "override", "returns":
        continue
      case let word:
        throw .signature(signature, at: start, expected: "\"returns\" instead of \"\(word)\"")
      }
    }
    outputs = try ABIType.scanList(&scanner)
    guard scanner.skippingSpaces == nil else {
      throw .signature(signature, at: scanner.position, expected: "the end")
    }
  }

  /// `name(T1,T2)` with canonical types: what the selector hashes.
  package var canonical: String { name + ABIType.list(inputs) }

  /// The first four bytes of the signature's Keccak-256.
  package var selector: [UInt8] { Array(Keccak256.hash(canonical.utf8).bytes.prefix(4)) }

  /// Selector and encoded arguments.
  package func calldata(_ values: [ABIValue]) throws(ABIError) -> [UInt8] {
    try selector + ABIEncoder.encode(values, as: inputs.map(\.type))
  }

  /// The values that a call returned.
  package func decodeOutputs(_ data: [UInt8]) throws(ABIError) -> [ABIValue] {
    try ABIDecoder.decode(outputs.map(\.type), from: data)
  }

  /// The arguments behind a selector; nil when the data has another selector.
  package func decodeInputs(_ data: [UInt8]) throws(ABIError) -> [ABIValue]? {
    guard data.starts(with: selector) else { return nil }
    return try ABIDecoder.decode(inputs.map(\.type), from: Array(data.dropFirst(4)))
  }
}

extension TextScanner {
  /// The next byte that is no space; spaces are skipped.
  var skippingSpaces: UInt8? {
    mutating get {
      skipSpaces()
      return next
    }
  }
}
