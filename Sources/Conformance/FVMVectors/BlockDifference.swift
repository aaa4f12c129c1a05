package import IPLD
import JSONText
import Primitives

/// The first block, going down from two roots, that differs by more than its links.
package struct BlockDifference: CustomStringConvertible {
  /// The way from the roots: keys of maps and positions of arrays.
  package let path: [String]
  package let expected: CID
  package let got: CID
  /// The blocks' contents; nil for a block that its store does not have.
  private let expectedBlock: [UInt8]?
  private let gotBlock: [UInt8]?

  /// Follows links that differ as long as all else of the two blocks is equal; nil when the roots are
  /// the same.
  package init?(
    expected: CID, in expectedStore: some Blockstore, got: CID, in gotStore: some Blockstore,
    path: [String] = []
  ) throws(BlockstoreError) {
    guard expected != got else { return nil }
    let expectedBlock = try expectedStore.get(expected)
    let gotBlock = try gotStore.get(got)
    if let left = Self.value(expected, expectedBlock), let right = Self.value(got, gotBlock),
      let link = Self.links(left, right, at: path)?.first,
      let inner = try BlockDifference(
        expected: link.expected, in: expectedStore, got: link.got, in: gotStore, path: link.path)
    {
      self = inner
      return
    }
    self.path = path
    self.expected = expected
    self.got = got
    self.expectedBlock = expectedBlock
    self.gotBlock = gotBlock
  }

  /// The blocks as DAG-JSON, one below the other.
  package var description: String {
    let place = path.isEmpty ? "at the root" : "at \(path.joined(separator: "/"))"
    return """
      first differing block, \(place):
        expected \(expected): \(Self.text(expected, expectedBlock))
        got      \(got): \(Self.text(got, gotBlock))
      """
  }

  /// A block on one line, as DAG-JSON.
  static func text(_ cid: CID, _ block: [UInt8]?) -> String {
    guard let block else { return "(not at hand)" }
    guard let json = try? DAGJSON.value(codec: cid.codec, block) else {
      // A block that is not what its CID says is shown as it is.
      return Hex.encode(block, prefix: true)
    }
    return String(decoding: json.serializedBytes(), as: UTF8.self)
  }

  private static func value(_ cid: CID, _ block: [UInt8]?) -> CBORValue? {
    guard let block, cid.codec == Multicodec.dagCBOR else { return nil }
    return try? CBORValue(cborBytes: block)
  }

  private typealias Link = (path: [String], expected: CID, got: CID)

  /// Links in like places that differ; nil when anything else does.
  private static func links(
    _ expected: CBORValue, _ got: CBORValue, at path: [String]
  ) -> [Link]? {
    switch (expected, got) {
    case (.link(let left), .link(let right)):
      return left == right ? [] : [(path, left, right)]
    case (.array(let left), .array(let right)):
      guard left.count == right.count else { return nil }
      var all: [Link] = []
      for (index, pair) in zip(left, right).enumerated() {
        guard let found = links(pair.0, pair.1, at: path + ["\(index)"]) else { return nil }
        all += found
      }
      return all
    case (.map(let left), .map(let right)):
      guard left.map(\.key) == right.map(\.key) else { return nil }
      var all: [Link] = []
      for (entry, other) in zip(left, right) {
        guard let found = links(entry.value, other.value, at: path + [entry.key]) else {
          return nil
        }
        all += found
      }
      return all
    default: return expected == got ? [] : nil
    }
  }
}
