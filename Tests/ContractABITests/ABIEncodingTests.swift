import JSONText
import Primitives
import TestSupport
import Testing

@testable import ContractABI

@Suite struct ABIEncodingTests {
  /// The worked examples of the Solidity documentation, "Contract ABI Specification", "Examples" and
  /// "Use of Dynamic Types".
  @Test func examplesOfTheSpecification() throws {
    func word(_ text: String, left: Bool = false) -> String {
      let zeros = String(repeating: "0", count: 64 - text.count)
      return left ? text + zeros : zeros + text
    }
    let table: [(signature: String, arguments: [String], words: [String])] = [
      ("baz(uint32,bool)", ["69", "true"], [word("45"), word("1")]),
      (
        "bar(bytes3[2])", ["[0x616263,0x646566]"],
        [word("616263", left: true), word("646566", left: true)]
      ),
      (
        "sam(bytes,bool,uint256[])", ["0x64617665", "true", "[1,2,3]"],
        [
          word("60"), word("1"), word("a0"), word("4"), word("64617665", left: true), word("3"),
          word("1"), word("2"), word("3"),
        ]
      ),
      (
        "f(uint256,uint32[],bytes10,bytes)",
        ["0x123", "[0x456,0x789]", "0x31323334353637383930", "0x48656c6c6f2c20776f726c6421"],
        [
          word("123"), word("80"), word("31323334353637383930", left: true), word("e0"), word("2"),
          word("456"), word("789"), word("d"), word("48656c6c6f2c20776f726c6421", left: true),
        ]
      ),
      (
        "g(uint256[][],string[])", ["[[1,2],[3]]", "[\"one\",\"two\",\"three\"]"],
        [
          word("40"), word("140"), word("2"), word("40"), word("a0"), word("2"), word("1"),
          word("2"), word("1"), word("3"), word("3"), word("60"), word("a0"), word("e0"),
          word("3"), word("6f6e65", left: true), word("3"), word("74776f", left: true), word("5"),
          word("7468726565", left: true),
        ]
      ),
    ]
    for (signature, arguments, words) in table {
      let function = try ABIFunction(signature: signature)
      let values = try ABIValueParser().values(arguments, for: function.inputs)
      let data = try function.calldata(values)
      #expect(Hex.encode(data.dropFirst(4)) == words.joined(), "\(signature)")
      #expect(try function.decodeInputs(data) == values, "\(signature)")
    }
  }

  /// Random values that eth-abi encoded: text to value to bytes and back.
  @Test func valuesAgreeWithAnotherEncoder() throws {
    let table = try JSONValue.parse(Fixtures.bytes(Fixtures.path("abi/eth-abi.json")))
    let cases = try #require(table["cases"]?.array)
    #expect(cases.count == 160)
    for entry in cases {
      let signature = try #require(entry["signature"]?.string)
      let texts = try #require(entry["values"]?.array).compactMap(\.string)
      let encoded = try #require(entry["encoded"]?.string)
      let function = try ABIFunction(signature: signature)
      #expect(Hex.encode(function.selector, prefix: true) == entry["selector"]?.string)
      let values = try ABIValueParser().values(texts, for: function.inputs)
      let types = function.inputs.map(\.type)
      #expect(
        Hex.encode(try ABIEncoder.encode(values, as: types), prefix: true) == encoded,
        "\(signature)")
      let decoded = try ABIDecoder.decode(types, from: Hex.decode(encoded))
      #expect(decoded.map(\.description) == texts, "\(signature)")
    }
  }

  @Test func valuesOutsideTheirTypeAreRefused() {
    let table: [(ABIType, ABIValue)] = [
      (.uint(bits: 8), .uint(256)), (.int(bits: 8), .int(128)),
      (.fixedBytes(count: 4), .fixedBytes([1])),
      (.function, .fixedBytes([1])), (.bool, .uint(1)),
      (.fixedArray(.bool, count: 2), .array([.bool(true)])),
      (.tuple([ABIParameter(type: .bool)]), .tuple([])), (.string, .bytes([])),
    ]
    for (type, value) in table {
      #expect(throws: ABIError.self, "\(type)") { try ABIEncoder.encode(value, as: type) }
    }
  }
}
