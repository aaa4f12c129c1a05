import Ethereum
import JSONText
import Primitives

/// A receipt as EEST files list it; members that are missing are not compared.
struct ReceiptFixture: Sendable {
  private var succeeded: Bool?
  private var gasUsed: UInt64?
  private var bloom: [UInt8]?
  private var encoded: [UInt8]?

  init(_ value: JSONValue) throws(VectorError) {
    succeeded = value["status"]?.bool
    gasUsed = try value.optional("cumulativeGasUsed", Read.uint64)
    bloom = try value.optional("bloom", Read.bytes)
    encoded = try value.optional("rlp", Read.bytes)
  }

  /// Throws unless the receipt is as listed.
  func check(_ receipt: Receipt) throws(Mismatch) {
    if let succeeded {
      try expectEqual("receipt status", got: receipt.outcome, want: .status(succeeded))
    }
    if let gasUsed {
      try expectEqual("receipt gas used", got: receipt.cumulativeGasUsed, want: gasUsed)
    }
    if let bloom {
      try expectEqual(
        "receipt bloom", got: Hex.encode(receipt.bloom.bytes), want: Hex.encode(bloom))
    }
    if let encoded {
      try expectEqual(
        "receipt encoding", got: Hex.encode(receipt.encoded), want: Hex.encode(encoded))
    }
  }
}
