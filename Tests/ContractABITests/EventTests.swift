import Cryptography
import JSONText
import Primitives
import Testing

@testable import ContractABI

@Suite struct EventTests {
  private static let interface = """
    [{"type":"event","name":"Transfer","inputs":[
       {"name":"from","type":"address","indexed":true},{"name":"to","type":"address","indexed":true},
       {"name":"value","type":"uint256","indexed":false}]},
     {"type":"event","name":"Named","inputs":[
       {"name":"name","type":"string","indexed":true},{"name":"data","type":"bytes"}]},
     {"type":"event","name":"Hidden","anonymous":true,"inputs":[
       {"name":"a","type":"uint8","indexed":true}]},
     {"type":"error","name":"TooMuch","inputs":[
       {"name":"what","type":"tuple","components":[{"name":"n","type":"uint256"}]}]},
     {"type":"constructor","inputs":[{"name":"cap","type":"uint256"}]},
     {"type":"receive"}]
    """

  private static func load() throws -> ContractInterface {
    try ContractInterface(json: JSONValue.parse(interface))
  }

  @Test func logsAreDecoded() throws {
    let interface = try Self.load()
    let from = Hash256(word: 0xaa)
    let to = Hash256(word: 0xbb)
    let transfer = try #require(
      interface.decodeLog(
        topics: [interface.events[0].topic, from, to], data: UInt256(7).bigEndianBytes))
    #expect(transfer.event.name == "Transfer")
    #expect(
      transfer.arguments.map(\.value) == [
        .address(EthAddress(truncating: 0xaa)), .address(EthAddress(truncating: 0xbb)), .uint(7),
      ])
    let hash = Keccak256.hash("fevm".utf8)
    let data = try ABIEncoder.encode([.bytes([1, 2])], as: [.bytes])
    let named = try #require(
      interface.decodeLog(topics: [interface.events[1].topic, hash], data: data))
    #expect(named.arguments.map(\.value) == [nil, .bytes([1, 2])])
    #expect(named.arguments[0].topic == hash)
    let hidden = try #require(interface.decodeLog(topics: [Hash256(word: 9)], data: []))
    #expect(hidden.event.name == "Hidden")
    #expect(interface.decodeLog(topics: [Hash256(word: 999)], data: []) == nil)
    #expect(interface.decodeLog(topics: [], data: []) == nil)
  }

  @Test func topicsOfIndexedValues() throws {
    #expect(try ABIEvent.topic(of: .uint(5), type: .uint(bits: 8)) == Hash256(word: 5))
    #expect(try ABIEvent.topic(of: .string("fevm"), type: .string) == Keccak256.hash("fevm".utf8))
    let pair = try ABIEvent.topic(
      of: .array([.uint(1), .uint(2)]), type: .array(.uint(bits: 8)))
    #expect(pair == Keccak256.hash(UInt256(1).bigEndianBytes + UInt256(2).bigEndianBytes))
    let nested = try ABIEvent.topic(of: .array([.string("a")]), type: .array(.string))
    #expect(nested == Keccak256.hash([0x61] + [UInt8](repeating: 0, count: 31)))
  }

  @Test func revertReasons() throws {
    let interface = try Self.load()
    func data(_ signature: String, _ arguments: [String]) throws -> [UInt8] {
      let error = try ABIFunction(signature: signature)
      return try error.calldata(ABIValueParser().values(arguments, for: error.inputs))
    }
    let table: [([UInt8], String)] = [
      ([], "no reason given"),
      (try data("Error(string)", ["not enough"]), "not enough"),
      (try data("Panic(uint256)", ["0x11"]), "panic: arithmetic underflow or overflow (0x11)"),
      (try data("Panic(uint256)", ["0x99"]), "panic: unknown panic code (0x99)"),
      (try data("TooMuch((uint256))", ["(5)"]), "TooMuch((5))"),
      ([0xde, 0xad, 0xbe, 0xef], "custom error 0xdeadbeef"),
      ([0x08, 0xc3, 0x79, 0xa0, 1], "custom error 0x08c379a001"),
      ([1], "custom error 0x01"),
    ]
    for (bytes, text) in table {
      #expect(RevertReason(data: bytes, interface: interface).description == text)
    }
  }

  @Test func malformedInterfacesAreRefused() throws {
    let table: [(String, String)] = [
      ("{}", "a JSON ABI must be an array"),
      ("[1]", "ABI entry 0: an object expected"),
      (
        #"[{"type":"function","name":"f","inputs":[{"type":"uint7"}]}]"#,
        "ABI entry 0: signature \"uint7\": expected an ABI type instead of \"uint7\" at position 0"
      ),
      (#"[{"type":"event","inputs":[{"name":"x"}]}]"#, "ABI entry 0: a parameter has no type"),
      (
        #"[{"type":"error","inputs":[{"type":"tuple[]"}]}]"#,
        "ABI entry 0: the type \"tuple[]\" has no components"
      ),
      (
        #"[{"type":"error","inputs":[{"type":"tuplex","components":[]}]}]"#,
        "ABI entry 0: unknown ABI type \"tuplex\""
      ),
      (#"[{"type":"error","inputs":5}]"#, "ABI entry 0: inputs and outputs must be arrays"),
    ]
    for (json, message) in table {
      let value = try JSONValue.parse(json)
      #expect(throws: ABIError(message)) { try ContractInterface(json: value) }
    }
  }
}
