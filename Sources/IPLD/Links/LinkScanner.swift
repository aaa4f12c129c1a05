/// Finds the links of a block as the machine does (ref-fvm `fvm/src/ipld`): by item heads alone,
/// so that it is more lenient than the decoder, and within a budget.
package struct LinkScanner: Sendable {
  /// What an item and a link cost, in the unit of the budget.
  package let fieldPrice: UInt64
  package let linkPrice: UInt64
  /// What may be spent.
  package let budget: UInt64
  /// What was spent, also when the scan failed.
  package private(set) var used: UInt64 = 0
  /// Items met.
  package private(set) var fieldCount = 0
  /// Links met, those too that name no block.
  package private(set) var linkCount = 0
  /// Links to blocks, in the order of the bytes.
  package private(set) var links: [CID] = []

  /// A scanner without a budget.
  package init() { self.init(fieldPrice: 0, linkPrice: 0, budget: 0) }

  package init(fieldPrice: UInt64, linkPrice: UInt64, budget: UInt64) {
    self.fieldPrice = fieldPrice
    self.linkPrice = linkPrice
    self.budget = budget
  }

  /// Adds the links of a block. Blocks of other codecs than DAG-CBOR have none.
  package mutating func scan(codec: UInt64, _ block: [UInt8]) throws(LinkScanError) {
    switch codec {
    case Multicodec.dagCBOR: try scan(block)
    case Multicodec.raw, Multicodec.cbor: break
    default: throw .forbiddenCodec(codec)
    }
  }

  private mutating func scan(_ block: [UInt8]) throws(LinkScanError) {
    var position = 0
    var remaining: UInt64 = 1
    while remaining > 0 {
      remaining -= 1
      fieldCount += 1
      try charge(fieldPrice)
      if let cid = CID(usualLink: block, at: position), Self.isAllowed(cid.codec) {
        linkCount += 1
        try charge(linkPrice)
        links.append(cid)
        position += CID.usualLinkSize
        continue
      }
      let (major, value) = try Self.readHead(block, at: &position)
      switch major {
      case 2, 3:
        _ = try Self.take(value, of: block, at: &position)
      case 4:
        remaining = try Self.add(remaining, value)
      case 5:
        remaining = try Self.add(try Self.add(remaining, value), value)
      case 6 where value == 42:
        linkCount += 1
        try charge(linkPrice)
        let (major, size) = try Self.readHead(block, at: &position)
        guard major == 2 else { throw .malformed("a link is no byte string") }
        let start = try Self.take(size, of: block, at: &position)
        guard start < position, block[start] == 0 else {
          throw .malformed("a link does not start with 00")
        }
        try visit(block, from: start + 1, to: position)
      case 6:
        remaining += 1  // Safe: one was taken above.
      default:
        break
      }
    }
    guard position == block.count else {
      throw .malformed("\(block.count - position) bytes after the item")
    }
  }

  private mutating func visit(
    _ bytes: [UInt8], from start: Int, to end: Int
  ) throws(LinkScanError) {
    // Version 0 has neither version nor codec; its codec is DAG-PB, which no block may have.
    guard end - start != 34 || bytes[start] != 0x12 || bytes[start + 1] != 0x20 else {
      throw .forbiddenLink("CID of version 0")
    }
    let cid: CID
    do {
      cid = try CID(bytes: bytes, from: start, to: end)
    } catch {
      throw .malformed("a link is no CID: \(error)")
    }
    switch cid.codec {
    case Multicodec.filCommitmentUnsealed, Multicodec.filCommitmentSealed: return
    default: break
    }
    guard Self.isAllowed(cid.codec) else { throw .forbiddenLink("codec \(cid.codec)") }
    if cid.hashCode == Multicodec.identity {
      // At most 64 bytes, so links within links end soon.
      if cid.codec == Multicodec.dagCBOR { try scan(cid.digest) }
      return
    }
    guard cid.isBlake2b256 else {
      throw .forbiddenLink("hash \(cid.hashCode) of \(cid.digest.count) bytes")
    }
    links.append(cid)
  }

  private static func isAllowed(_ codec: UInt64) -> Bool {
    codec == Multicodec.dagCBOR || codec == Multicodec.raw || codec == Multicodec.cbor
  }

  private mutating func charge(_ price: UInt64) throws(LinkScanError) {
    guard price <= budget - used else {
      used = budget
      throw .budgetExceeded
    }
    used += price
  }

  private static func readHead(
    _ block: [UInt8], at position: inout Int
  ) throws(LinkScanError) -> (major: UInt8, value: UInt64) {
    guard position < block.count else { throw .malformed("the block ends inside an item") }
    let first = block[position]
    position += 1
    let size: UInt64
    switch first & 31 {
    case 0..<24: return (first >> 5, UInt64(first & 31))
    case 24: size = 1
    case 25: size = 2
    case 26: size = 4
    case 27: size = 8
    default: throw .malformed("indefinite or reserved length")
    }
    var value: UInt64 = 0
    for index in try take(size, of: block, at: &position)..<position {
      value = value << 8 | UInt64(block[index])
    }
    return (first >> 5, value)
  }

  /// Moves past `count` bytes; returns where they start.
  private static func take(
    _ count: UInt64, of block: [UInt8], at position: inout Int
  ) throws(LinkScanError) -> Int {
    guard count <= block.count - position else {
      throw .malformed("the block ends inside an item")
    }
    let start = position
    position += Int(count)
    return start
  }

  private static func add(_ left: UInt64, _ right: UInt64) throws(LinkScanError) -> UInt64 {
    let (sum, overflow) = left.addingReportingOverflow(right)
    guard !overflow else { throw .malformed("too many items") }
    return sum
  }
}

/// Why a block's links could not be found.
package enum LinkScanError: Error, Hashable, Sendable, CustomStringConvertible {
  case budgetExceeded
  /// No well-formed CBOR.
  case malformed(String)
  /// A link to what can be no block.
  case forbiddenLink(String)
  /// A block of a codec that the machine does not know.
  case forbiddenCodec(UInt64)

  package var description: String {
    switch self {
    case .budgetExceeded: "the budget of the scan is exceeded"
    case .malformed(let what): "malformed block: \(what)"
    case .forbiddenLink(let what): "link to what can be no block: \(what)"
    case .forbiddenCodec(let codec): "blocks of codec \(codec) are not allowed"
    }
  }
}
