import Ethereum
package import JSONText
import Primitives

/// ethereum/tests `TrieTests`: pairs and the root of the trie that they make.
package enum TrieTest {
  /// Runs every case of a file; `isSecure` hashes the keys first.
  package static func run(_ file: JSONValue, isSecure: Bool) -> [TestResult] {
    (file.object ?? [:]).map { test in
      TestResult.checking(test.key) {
        let root = try test.value.at("root", Read.hash)
        let pairs = try test.value.at("in", steps)
        var content: [[UInt8]: [UInt8]] = [:]
        for (key, value) in pairs { content[key] = value }
        let got =
          isSecure
          ? MerklePatriciaTrie.secureRoot(content) : MerklePatriciaTrie.root(content)
        try expectEqual("root", got: got, want: root)
      }
    }
  }

  /// Keys, and triples of any key with the keys before and behind it (empty for none).
  package static func runNeighbours(_ file: JSONValue) -> [TestResult] {
    (file.object ?? [:]).flatMap { test in
      (test.value["tests"]?.array ?? []).enumerated().map { position, triple in
        TestResult.checking("\(test.key) \(position)") {
          let walk = TrieWalk(
            try test.value.at("in") { list throws(VectorError) in
              try list.elements { key throws(VectorError) in try bytes(Read.text(key)) }
            })
          let texts = try triple.elements(Read.text)
          guard texts.count == 3 else { throw VectorError("expected three keys") }
          let key = try bytes(texts[0])
          try expectEqual(
            "key before \(texts[0])", got: walk.key(before: key) ?? [], want: try bytes(texts[1]))
          try expectEqual(
            "key after \(texts[0])", got: walk.key(after: key) ?? [], want: try bytes(texts[2]))
        }
      }
    }
  }

  /// Puts and removals (nil) in order: a list of pairs, or an object whose order does not matter.
  private static func steps(
    _ value: JSONValue
  ) throws(VectorError) -> [(key: [UInt8], value: [UInt8]?)] {
    if value.object != nil {
      return try value.members { key, value throws(VectorError) in
        (try bytes(key), value.isNull ? nil : try bytes(try Read.text(value)))
      }
    }
    return try value.elements { pair throws(VectorError) in
      guard let key = pair[0]?.string, let value = pair[1] else {
        throw VectorError("expected a key and a value")
      }
      return (try bytes(key), value.isNull ? nil : try bytes(try Read.text(value)))
    }
  }

  /// Hexadecimal after `0x`, else the text's own bytes.
  private static func bytes(_ text: String) throws(VectorError) -> [UInt8] {
    text.hasPrefix("0x") ? try HexText.bytes(text) : Array(text.utf8)
  }
}
