import Primitives
import Testing

@testable import ContractABI

@Suite struct ABIValueParserTests {
  @Test func valuesAreRead() throws {
    let ether = UInt256(1_000_000_000_000_000_000)
    let table: [(type: String, text: String, value: ABIValue)] = [
      ("uint256", "1ether", .uint(ether)), ("uint256", "1.5 ether", .uint(ether + ether / 2)),
      ("uint256", "10gwei", .uint(10_000_000_000)), ("uint256", "1e3", .uint(1000)),
      ("uint256", "1_000", .uint(1000)), ("uint256", "0xff", .uint(255)),
      ("uint256", " 7 ", .uint(7)),
      ("int8", "-128", .int(-UInt256(128))), ("int8", "127", .int(127)),
      ("int256", "-0x1", .int(.max)),
      ("bool", "true", .bool(true)), ("bool", "0", .bool(false)),
      ("bytes", "0x", .bytes([])),
      ("bytes", "abcd", .bytes([0xab, 0xcd])),
      ("bytes2", "0xABcd", .fixedBytes([0xab, 0xcd])),
      ("string", "", .string("")), ("string", "a, b) c]", .string("a, b) c]")),
      ("string", "\"quoted\"", .string("quoted")), ("string", "\"", .string("\"")),
      (
        "string[]", "[one, \"two, three\",four]",
        .array([.string("one"), .string("two, three"), .string("four")])
      ),
      ("uint8[]", "[]", .array([])), ("uint8[2]", "[ 1 , 2 ]", .array([.uint(1), .uint(2)])),
      (
        "(bool,uint8[])[]", "[(true,[1]),(false,[])]",
        .array([.tuple([.bool(true), .array([.uint(1)])]), .tuple([.bool(false), .array([])])])
      ),
    ]
    for (type, text, value) in table {
      #expect(try ABIValueParser().value(text, of: ABIType(text: type)) == value, "\(type) \(text)")
    }
  }

  @Test func badValuesAreRefused() {
    let table: [(type: String, text: String, message: String)] = [
      ("uint256", "", "\"\" is no uint256: it is empty"),
      ("uint256", "abc", "\"abc\" is no uint256: not a number of at most 256 bits"),
      ("uint256", "-1", "\"-1\" is no uint256: not a number of at most 256 bits"),
      ("uint256", "0xfg", "\"0xfg\" is no uint256: not a number of at most 256 bits"),
      ("uint256", "1.5", "\"1.5\" is no uint256: not a number of at most 256 bits"),
      ("uint8", "256", "\"256\" is no uint8: it needs more than 8 bits"),
      ("int8", "128", "\"128\" is no int8: it needs more than 8 bits"),
      ("int8", "-129", "\"-129\" is no int8: it needs more than 8 bits"),
      ("bool", "yes", "\"yes\" is no bool: expected true or false"),
      ("address", "0x12", "\"0x12\" is no address: expected 0x and 40 hex digits"),
      ("bytes", "0x123", "\"0x123\" is no bytes: odd number of hex digits (3)"),
      ("bytes", "0xzz", "\"0xzz\" is no bytes: invalid hex digit at position 2"),
      ("bytes4", "0x12", "\"0x12\" is no bytes4: 4 bytes expected, 1 given"),
      ("uint8[]", "1,2", "\"1,2\" is no uint8[]: expected \"[\" at position 0"),
      ("uint8[]", "[1,2", "\"[1,2\" is no uint8[]: expected \",\" or \"]\" at position 4"),
      ("uint8[]", "[1,2]x", "\"[1,2]x\" is no uint8[]: unexpected text at position 5"),
      ("uint8[3]", "[1,2]", "\"[1,2]\" is no uint8[3]: 3 elements expected, 2 given"),
      ("(bool,bool)", "(true)", "\"(true)\" is no (bool,bool): 2 members expected, 1 given"),
      ("(bool)", "(true,true)", "\"(true,true)\" is no (bool): too many members at position 6"),
      ("string[]", "[\"a]", "\"[\"a]\" is no string: no closing quote after position 1"),
    ]
    for (type, text, message) in table {
      #expect(throws: ABIError(message)) {
        try ABIValueParser().value(text, of: ABIType(text: type))
      }
    }
  }

  @Test func argumentsAreNamedInErrors() throws {
    let function = try ABIFunction(signature: "f(uint256 amount,address)")
    let parser = ABIValueParser()
    #expect(throws: ABIError("(uint256,address) takes 2 arguments, 1 given")) {
      try parser.values(["1"], for: function.inputs)
    }
    #expect(
      throws: ABIError(
        "argument 1 (uint256 amount): \"x\" is no uint256: not a number of at most 256 bits")
    ) {
      try parser.values(["x", "0x"], for: function.inputs)
    }
  }

  @Test func amounts() throws {
    let ether = UInt256(1_000_000_000_000_000_000)
    let table: [(String, UInt256)] = [
      ("0", 0), ("1", 1), ("1wei", 1), ("1 attoFIL", 1), ("1FIL", ether), ("1 fil", ether),
      (".5ether", ether / 2), ("0.000000000000000001ether", 1), ("2nanoFIL", 2_000_000_000),
      ("1e18", ether), ("1.5e1", 15), ("0x10", 16), ("00012", 12),
    ]
    for (text, value) in table {
      #expect(try AmountText.parse(text) == value, "\(text)")
    }
    for text in [
      "", "x", "ether", "1 fish", "1.5", "1.5wei", "-1", "1e", "1e9999", "0x", "1..2",
      "115792089237316195423570985008687907853269984665640564039457584007913129639936", "1 2",
    ] {
      #expect(throws: ABIError.self, "\(text)") { try AmountText.parse(text) }
    }
    #expect(AmountText.decimal(ether * 3 / 2) == "1.5")
    #expect(AmountText.decimal(1) == "0.000000000000000001")
    #expect(AmountText.decimal(0) == "0")
    #expect(AmountText.decimal(ether * 10000) == "10000")
  }

  @Test func integersCarryAReadingAid() {
    let table: [(ABIValue, String)] = [
      (.uint(42), "42"), (.uint(9999), "9999"), (.uint(10000), "10000 [1e4]"),
      (.uint(123_456), "123456 [1.234e5]"), (.int(-UInt256(1_500_000)), "-1500000 [-1.5e6]"),
      (.array([.uint(20000), .uint(1)]), "[20000 [2e4], 1]"),
    ]
    for (value, text) in table { #expect(value.text(exponents: true) == text) }
  }
}
