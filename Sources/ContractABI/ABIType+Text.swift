extension ABIType {
  /// Nested arrays and tuples that a type may have; more is refused, so that no text can exhaust
  /// the stack.
  static let maximumDepth = 32

  /// Elements that `T[n]` may have.
  static let maximumFixedCount = 1 << 20

  /// The type that a text such as `uint256`, `(address,bytes32[])[2]` or `tuple(bool ok)` names.
  package init(text: some StringProtocol) throws(ABIError) {
    var scanner = TextScanner(text)
    self = try Self.scan(&scanner)
    scanner.skipSpaces()
    guard scanner.isAtEnd else {
      throw .signature(scanner.text, at: scanner.position, expected: "the end of the type")
    }
  }

  /// A type of a JSON ABI, whose tuples list their members apart (`components`).
  package init(name: String, components: [ABIParameter]?) throws(ABIError) {
    guard name.hasPrefix("tuple") else {
      self = try ABIType(text: name)
      return
    }
    guard let components else { throw ABIError("the type \"\(name)\" has no components") }
    var scanner = TextScanner(name.dropFirst(5))
    self = try Self.suffixed(.tuple(components), &scanner, depth: 1)
    guard scanner.isAtEnd else { throw .unknownType(name) }
  }

  static func scan(_ scanner: inout TextScanner, depth: Int = 0) throws(ABIError) -> ABIType {
    guard depth < maximumDepth else {
      throw ABIError("signature \"\(scanner.text)\": types nest deeper than \(maximumDepth)")
    }
    scanner.skipSpaces()
    let start = scanner.position
    let word = scanner.takeWord()
    let base: ABIType
    if word.isEmpty || word == "tuple", scanner.next == 0x28 {
      base = .tuple(try scanList(&scanner, depth: depth + 1))
    } else if word.isEmpty {
      throw .signature(scanner.text, at: start, expected: "a type")
    } else if let type = elementary(word) {
      base = type
    } else {
      throw .signature(scanner.text, at: start, expected: "an ABI type instead of \"\(word)\"")
    }
    return try suffixed(base, &scanner, depth: depth + 1)
  }

  /// `(…)` with optional names and keywords; the scanner stands before the parenthesis.
  static func scanList(
    _ scanner: inout TextScanner, depth: Int = 0
  ) throws(ABIError) -> [ABIParameter] {
    guard scanner.take("(") else {
      throw .signature(scanner.text, at: scanner.position, expected: "\"(\"")
    }
    var parameters: [ABIParameter] = []
    if scanner.take(")") { return parameters }
    while true {
      var parameter = ABIParameter(type: try scan(&scanner, depth: depth))
      while true {
        let word = scanner.takeWord()
        guard !word.isEmpty else { break }
        switch word {
        case "indexed": parameter.isIndexed = true
        case "memory", "calldata", "storage", "payable": break
        default: parameter.name = word
        }
      }
      parameters.append(parameter)
      if scanner.take(")") { return parameters }
      guard scanner.take(",") else {
        throw .signature(scanner.text, at: scanner.position, expected: "\",\" or \")\"")
      }
    }
  }

  private static func suffixed(
    _ base: ABIType, _ scanner: inout TextScanner, depth: Int
  ) throws(ABIError) -> ABIType {
    var type = base
    var depth = depth
    while scanner.next == 0x5b {
      scanner.position += 1
      depth += 1
      guard depth <= maximumDepth else {
        throw ABIError("signature \"\(scanner.text)\": types nest deeper than \(maximumDepth)")
      }
      let start = scanner.position
      let digits = scanner.takeWord()
      guard scanner.next == 0x5d else {
        throw .signature(scanner.text, at: scanner.position, expected: "\"]\"")
      }
      scanner.position += 1
      if digits.isEmpty {
        type = .array(type)
      } else if let count = Int(digits), count > 0, count <= maximumFixedCount,
        type.headSize <= maximumFixedCount
      {
        type = .fixedArray(type, count: count)
      } else {
        throw .signature(
          scanner.text, at: start, expected: "a length from 1 to \(maximumFixedCount)")
      }
    }
    return type
  }

  private static func elementary(_ word: String) -> ABIType? {
    switch word {
    case "uint": return .uint(bits: 256)
    case "int": return .int(bits: 256)
    case "address": return .address
    case "bool": return .bool
    case "bytes": return .bytes
    case "string": return .string
    case "function": return .function
    case "byte": return .fixedBytes(count: 1)
    default: break
    }
    func number(after prefix: String) -> Int? {
      guard word.hasPrefix(prefix), !word.dropFirst(prefix.count).hasPrefix("0") else { return nil }
      return Int(word.dropFirst(prefix.count))
    }
    if let bits = number(after: "uint"), isWidth(bits) { return .uint(bits: bits) }
    if let bits = number(after: "int"), isWidth(bits) { return .int(bits: bits) }
    if let count = number(after: "bytes"), (1...32).contains(count) {
      return .fixedBytes(count: count)
    }
    return nil
  }

  private static func isWidth(_ bits: Int) -> Bool { bits % 8 == 0 && (8...256).contains(bits) }
}
