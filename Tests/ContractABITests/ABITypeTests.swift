import Primitives
import Testing

@testable import ContractABI

@Suite struct ABITypeTests {
  @Test func namesBecomeCanonical() throws {
    let table = [
      ("uint", "uint256"), ("int", "int256"), ("byte", "bytes1"), ("uint8", "uint8"),
      ("bytes32[]", "bytes32[]"), ("address[3][]", "address[3][]"),
      ("tuple(bool ok, bytes data)[]", "(bool,bytes)[]"),
      (" ( uint256 , ( address , bytes )[] ) ", "(uint256,(address,bytes)[])"), ("()", "()"),
      ("function", "function"),
    ]
    for (text, name) in table {
      #expect(try ABIType(text: text).description == name, "\(text)")
    }
  }

  @Test func badTypesAreRefusedWithThePosition() {
    let table: [(text: String, message: String)] = [
      ("", "signature \"\": expected a type at position 0"),
      ("uint7", "signature \"uint7\": expected an ABI type instead of \"uint7\" at position 0"),
      (
        "uint264",
        "signature \"uint264\": expected an ABI type instead of \"uint264\" at position 0"
      ),
      ("uint08", "signature \"uint08\": expected an ABI type instead of \"uint08\" at position 0"),
      (
        "bytes33",
        "signature \"bytes33\": expected an ABI type instead of \"bytes33\" at position 0"
      ),
      ("bytes0", "signature \"bytes0\": expected an ABI type instead of \"bytes0\" at position 0"),
      (
        "fixed128x18",
        "signature \"fixed128x18\": expected an ABI type instead of \"fixed128x18\" at position 0"
      ),
      ("bool[", "signature \"bool[\": expected \"]\" at position 5"),
      ("bool[0]", "signature \"bool[0]\": expected a length from 1 to 1048576 at position 5"),
      (
        "bool[99999999]",
        "signature \"bool[99999999]\": expected a length from 1 to 1048576 at position 5"
      ),
      ("(bool", "signature \"(bool\": expected \",\" or \")\" at position 5"),
      ("(bool,)", "signature \"(bool,)\": expected a type at position 6"),
      ("bool x", "signature \"bool x\": expected the end of the type at position 5"),
      ("é", "signature \"é\": expected a type at position 0"),
    ]
    for (text, message) in table {
      #expect(throws: ABIError(message)) { try ABIType(text: text) }
    }
  }

  @Test func deepTypesAreRefused() {
    for text in [
      String(repeating: "(", count: 50_000) + "bool" + String(repeating: ")", count: 50_000),
      "bool" + String(repeating: "[]", count: 50_000),
    ] {
      #expect(throws: ABIError.self) { try ABIType(text: text) }
    }
  }

  @Test func signaturesAreRead() throws {
    let plain = try ABIFunction(signature: "balanceOf(address)(uint256)")
    #expect(plain.canonical == "balanceOf(address)")
    #expect(plain.outputs.map(\.type) == [.uint(bits: 256)])
    let human = try ABIFunction(
      signature:
        "function f(uint a, (address to, bytes data)[] calldata calls) external payable returns (bool ok)"
    )
    #expect(human.canonical == "f(uint256,(address,bytes)[])")
    #expect(human.inputs.map(\.name) == ["a", "calls"])
    #expect(human.outputs.map(\.name) == ["ok"])
    #expect(try ABIFunction(signature: "function()").canonical == "function()")
    let event = try ABIEvent(
      signature: "event Transfer(address indexed from, address indexed to, uint256 value)")
    #expect(event.inputs.map(\.isIndexed) == [true, true, false])
    #expect(event.inputs.map(\.name) == ["from", "to", "value"])
  }

  @Test func badSignaturesAreRefused() {
    for text in [
      "", "f", "f(", "f(bool", "f(bool))", "f()()()", "f() x", "(bool)", "f(bool)(", "f(bool]",
    ] {
      #expect(throws: ABIError.self, "\(text)") { try ABIFunction(signature: text) }
    }
  }

  /// Selectors as the ERC-20 and the Solidity documentation print them.
  @Test func selectors() throws {
    let table: [(String, [UInt8])] = [
      ("transfer(address,uint256)", [0xa9, 0x05, 0x9c, 0xbb]),
      ("balanceOf(address)", [0x70, 0xa0, 0x82, 0x31]),
      ("baz(uint32,bool)", [0xcd, 0xcd, 0x77, 0xc0]),
      ("bar(bytes3[2])", [0xfc, 0xe3, 0x53, 0xf6]),
      ("sam(bytes,bool,uint256[])", [0xa5, 0x64, 0x3b, 0xf2]),
      ("f(uint256,uint32[],bytes10,bytes)", [0x8b, 0xe6, 0x52, 0x46]),
      ("g(uint256[][],string[])", [0x22, 0x89, 0xb1, 0x8c]),
    ]
    for (signature, selector) in table {
      #expect(try ABIFunction(signature: signature).selector == selector, "\(signature)")
    }
    #expect(
      try ABIEvent(signature: "Transfer(address,address,uint256)").topic.description
        == "0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef")
  }
}
