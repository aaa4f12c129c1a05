import Ethereum
package import JSONText
import Primitives

/// ethereum/tests `RLPTests`: `in` is a value, or says whether the bytes in `out` are RLP at all.
package enum RLPTest {
  /// Runs every case of a file.
  package static func run(_ file: JSONValue) -> [TestResult] {
    (file.object ?? [:]).map { test in
      TestResult.checking(test.key) {
        let encoded = try test.value.at("out", Read.bytes)
        switch test.value["in"] {
        case "INVALID":
          guard let item = try? RLPDecoder.decode(encoded) else { return }
          throw Mismatch("accepted invalid RLP as \(item)")
        case "VALID":
          try expectEqual(
            "encoding of the decoded item", got: RLPDecoder.decode(encoded).encoded, want: encoded)
        case let value?:
          let item = try item(value)
          try expectEqual("encoding", got: Hex.encode(item.encoded), want: Hex.encode(encoded))
          try expectEqual("decoded item", got: RLPDecoder.decode(encoded), want: item)
        case nil:
          throw VectorError("missing").within("in")
        }
      }
    }
  }

  /// Strings are their UTF-8 bytes, numbers and `#decimal` are integers.
  private static func item(_ value: JSONValue) throws(VectorError) -> RLPItem {
    switch value {
    case .string(let text):
      return .bytes(
        text.hasPrefix("#") ? try integer(String(text.dropFirst())) : Array(text.utf8))
    case .number(let text): return .bytes(try integer(text))
    case .array: return .list(try value.elements(item))
    default: throw VectorError("no RLP value: \(value.kind)")
    }
  }

  /// The big-endian bytes of a decimal number of any size, without leading zeros.
  private static func integer(_ decimal: String) throws(VectorError) -> [UInt8] {
    var reversed: [UInt8] = []
    for digit in decimal.utf8 {
      guard (0x30...0x39).contains(digit) else { throw VectorError("not a number: \(decimal)") }
      var carry = UInt16(digit - 0x30)
      for position in reversed.indices {
        carry += UInt16(reversed[position]) * 10
        reversed[position] = UInt8(carry & 0xFF)
        carry >>= 8
      }
      if carry > 0 { reversed.append(UInt8(carry)) }
    }
    return reversed.reversed()
  }
}
