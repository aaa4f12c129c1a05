import Actors
import Ethereum
import FVM
import Filecoin
import IPLD
import JSONText
import Primitives
import TestSupport
import Testing

@testable import Bridge

struct ViewTests {
  @Test func eventsBecomeLogsAsInTheReference() throws {
    for row in try GoldenVectors.cases("eth_logs") {
      let id = try row.text("id")
      let entries = try row.list("entries").map { entry in
        EventEntry(
          flags: EventEntry.Flags(rawValue: try entry.integer("flags")),
          key: try entry.text("key"), codec: try entry.integer("codec"),
          value: try entry.hex("value"))
      }
      let content = LogView.content(of: ActorEvent(entries))
      #expect((content != nil) == (row["ok"]?.bool), "\(id)")
      guard let content else { continue }
      #expect(content.topics.map { Hex.encode($0.bytes) } == (try topics(row)), "\(id)")
      #expect(content.data.map { Hex.encode($0) } == row["data"]?.string, "\(id)")
    }
  }

  @Test func bloomsHoldAddressesAndTopics() throws {
    for row in try GoldenVectors.cases("log_bloom") {
      let log = Log(
        address: try #require(EthAddress(hex: try row.text("address"))),
        topics: try topics(row).map { try #require(Hash256(hex: $0)) }, data: [])
      let id = try row.text("id")
      #expect(Hex.encode(Bloom([log]).bytes) == (try row.text("bloom")), "\(id)")
    }
  }

  private func topics(_ row: JSONValue) throws -> [String] {
    try row.list("topics").map { try #require($0.string) }
  }

  @Test func nativeCallsAreShownAsCallData() throws {
    for row in try GoldenVectors.cases("native_method_abi")
    where row["kind"]?.string == "input" {
      let data = NativeMethodABI.input(
        MethodNumber(rawValue: try row.integer("method")),
        codec: try row.integer("params_codec"), params: try row.hex("params"))
      let id = try row.text("id")
      #expect(Hex.encode(data) == (try row.text("calldata")), "\(id)")
    }
  }

  /// A state with an f1 account (id 100), an EthAccount (id 101) and nothing else.
  private func tree() throws -> StateTree {
    let store = InMemoryBlockstore()
    let tree = try StateTree(store)
    let code = CID(raw: [1])
    let state = InitState(
      addressMap: try HAMT<ActorID>(store).flush(), nextID: 100, networkName: "test")
    tree.setActor(1, ActorState(code: code, state: try store.put(state)))
    tree.setActor(try tree.registerNewAddress(Self.key), ActorState(code: code))
    tree.setActor(
      try tree.registerNewAddress(.ethereum(Self.account)),
      ActorState(code: code, delegatedAddress: .ethereum(Self.account)))
    return tree
  }

  private static let key = Address.secp256k1([UInt8](repeating: 1, count: 20))
  private static let account = EthAddress(truncating: UInt256(0xabcd))

  @Test func addressesAreShownInTheirBestForm() throws {
    let tree = try tree()
    let cases: [(Address, EthAddress?)] = [
      (Self.key, EthAddress(maskedActorID: 100)), (.id(100), EthAddress(maskedActorID: 100)),
      (.id(101), Self.account), (.ethereum(Self.account), Self.account), (.id(999), nil),
      (.ethereum(EthAddress(truncating: 7)), EthAddress(truncating: 7)),
      (.actor([UInt8](repeating: 1, count: 20)), nil),
    ]
    for (address, expected) in cases {
      #expect(try AddressMapping.ethAddress(of: address, in: tree) == expected, "\(address)")
    }
  }

  @Test func nativeMessagesAreDressedAsTransactions() throws {
    let tree = try tree()
    let input = ByteString([1, 2, 3]).cborBytes
    let missing = Address.actor([UInt8](repeating: 9, count: 20))
    let cases: [(Message, EthAddress?, [UInt8])] = [
      (
        Message(from: Self.key, to: .id(101), method: .invokeContract, params: input),
        Self.account, [1, 2, 3]
      ),
      (Message(from: Self.key, to: .id(10), method: 4, params: input), nil, [1, 2, 3]),
      (
        Message(from: Self.key, to: missing, method: 5, params: [0x80]),
        AddressMapping.missingReceiver,
        NativeMethodABI.input(5, codec: 0x51, params: [0x80])
      ),
      (
        Message(from: Self.key, to: .id(100), method: .send),
        EthAddress(maskedActorID: 100), NativeMethodABI.input(0, codec: 0, params: [])
      ),
    ]
    for (message, to, input) in cases {
      let signed = SignedMessage(
        message, Signature(.secp256k1, [UInt8](repeating: 0, count: 65)))
      let view = try TransactionView(signed, chainID: .mainnet, in: tree)
      #expect(view.from == EthAddress(maskedActorID: 100))
      #expect(view.to == to)
      #expect(view.input == input)
      #expect(view.type == .dynamicFee)
      #expect(view.hash.bytes == Array(signed.cid.digest))
      #expect(!view.isEthereum)
    }
  }

  @Test func theEffectivePriceIsAllThatWasSpent() throws {
    let transaction = TransactionView(
      .dynamicFee(
        DynamicFeeTransaction(
          chainID: 314, nonce: 0, maxPriorityFeePerGas: 1, maxFeePerGas: 10, gasLimit: 1000,
          to: nil, value: .zero, data: [1])), from: .ethereum(Self.account))
    var encoder = CBOREncoder()
    encoder.appendArray(count: 3)
    encoder.append(105 as UInt64)
    encoder.appendNull()
    encoder.append(bytes: Self.account.bytes)
    let receipt = ReceiptView(
      Filecoin.Receipt(
        exitCode: .ok, returnData: encoder.bytes, gasUsed: 300, eventsRoot: nil),
      of: transaction, spent: TokenAmount(atto: 1999), logs: [])
    #expect(receipt.effectiveGasPrice == 6)
    #expect(receipt.contractAddress == Self.account)
    #expect(receipt.isSuccess)
    let reverted = ReceiptView(
      Filecoin.Receipt(
        exitCode: ExitCode(33), returnData: [0x42, 1, 2], gasUsed: 0, eventsRoot: nil),
      of: transaction, spent: .zero, logs: [])
    #expect(reverted.returnData == [1, 2])
    #expect(reverted.contractAddress == nil)
    #expect(reverted.effectiveGasPrice == 0)
    #expect(!reverted.isSuccess)
  }
}
