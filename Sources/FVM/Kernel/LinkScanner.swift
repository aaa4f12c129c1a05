import Filecoin
import IPLD

/// Finds the links of a block that count for reachability (ref-fvm `ipld/mod.rs`, `ipld/cbor.rs`).
///
/// Only heads are read: numbers in long form, any tag and any simple value pass, since the price is
/// by head and a stricter reader would disagree with other nodes. Every head costs a field and every
/// link a link more; the scan stops where the gas ends.
struct LinkScanner {
  private(set) var links: [CID] = []
  /// What the scan has cost so far.
  private(set) var used = Gas.zero
  private let prices: PriceList
  private let available: Gas

  /// A scan that may use `available`.
  init(prices: PriceList, available: Gas) {
    self.prices = prices
    self.available = available
  }

  /// Scans a block of `codec`. The gas `used` is to be charged whether or not this throws.
  mutating func scan(codec: UInt64, _ data: [UInt8]) throws(KernelError) {
    switch codec {
    case Multicodec.dagCBOR: try scanDAGCBOR(data)
    case Multicodec.raw, Multicodec.cbor: break
    default: throw .syscall(.illegalCodec, "codec \(codec) not allowed")
    }
  }

  private mutating func charge(_ amount: Gas) throws(KernelError) {
    guard used + amount <= available else {
      used = available
      throw .outOfGas
    }
    used += amount
  }

  private mutating func scanDAGCBOR(_ data: [UInt8]) throws(KernelError) {
    var offset = 0
    var remaining: UInt64 = 1
    while remaining > 0 {
      remaining -= 1
      try charge(prices.scanField)
      let (major, value) = try Self.readHead(data, &offset)
      switch major {
      case 2, 3:
        try Self.skip(value, data, &offset)
      case 4:
        remaining = try Self.sum(remaining, value, times: 1)
      case 5:
        remaining = try Self.sum(remaining, value, times: 2)
      case 6:
        if value == 42 { try visitLink(data, &offset) } else { remaining += 1 }
      default:
        break
      }
    }
    guard offset == data.count else {
      throw Self.malformed("\(data.count - offset) trailing bytes in CBOR block")
    }
  }

  private mutating func visitLink(_ data: [UInt8], _ offset: inout Int) throws(KernelError) {
    try charge(prices.scanCID)
    let (major, length) = try Self.readHead(data, &offset)
    guard major == 2 else { throw Self.malformed("expected a byte string for a link") }
    let start = offset
    try Self.skip(length, data, &offset)
    guard length >= 1, data[start] == 0 else {
      throw Self.malformed("DAG-CBOR link does not start with a zero byte")
    }
    let cid: CID
    do {
      cid = try CID(bytes: data[(start + 1)..<offset])
    } catch {
      throw Self.malformed("invalid CID: \(error)")
    }
    try visit(cid)
  }

  private mutating func visit(_ cid: CID) throws(KernelError) {
    switch cid.codec {
    case Multicodec.filCommitmentUnsealed, Multicodec.filCommitmentSealed: return
    case Multicodec.dagCBOR, Multicodec.raw, Multicodec.cbor: break
    default: throw .syscall(.notFound, "block links to CID with forbidden codec \(cid.codec)")
    }
    if cid.hashCode == Multicodec.identity {
      return try scan(codec: cid.codec, Array(cid.digest))
    }
    guard cid.hashCode == Multicodec.blake2b256, cid.digest.count == 32 else {
      throw .syscall(
        .notFound,
        "block links to CID with forbidden multihash \(cid.hashCode) of \(cid.digest.count) bytes")
    }
    links.append(cid)
  }

  private static func malformed(_ message: String) -> KernelError {
    .syscall(.serialization, message)
  }

  private static func sum(
    _ remaining: UInt64, _ count: UInt64, times factor: UInt64
  ) throws(KernelError) -> UInt64 {
    let (product, overflow) = count.multipliedReportingOverflow(by: factor)
    let (sum, carry) = remaining.addingReportingOverflow(product)
    if overflow || carry { throw malformed("CBOR field count overflow") }
    return sum
  }

  private static func skip(
    _ count: UInt64, _ data: [UInt8], _ offset: inout Int
  ) throws(KernelError) {
    guard count <= UInt64(data.count - offset) else {
      throw malformed("unexpected end of CBOR stream")
    }
    offset += Int(count)
  }

  /// Major type and argument of the item at `offset`.
  private static func readHead(
    _ data: [UInt8], _ offset: inout Int
  ) throws(KernelError) -> (major: UInt8, value: UInt64) {
    guard offset < data.count else { throw malformed("invalid CBOR header") }
    let first = data[offset]
    offset += 1
    let low = first & 0x1f
    guard low >= 24 else { return (first >> 5, UInt64(low)) }
    guard low <= 27 else { throw malformed("invalid CBOR header") }
    let width = 1 << Int(low - 24)
    guard data.count - offset >= width else { throw malformed("invalid CBOR header") }
    var value: UInt64 = 0
    for byte in data[offset..<(offset + width)] { value = value << 8 | UInt64(byte) }
    offset += width
    return (first >> 5, value)
  }
}
