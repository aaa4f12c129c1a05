import ContractABI
import EVM
import Ethereum
import Filecoin
import IPLD
import JSONText
import Primitives

/// A decoder and valid inputs that its mutations start from.
struct FuzzTarget {
  let name: String
  let seeds: [[UInt8]]
  /// Decodes; throws for what is not valid.
  let decode: ([UInt8]) throws -> Void

  private init(_ name: String, _ seeds: [[UInt8]], _ decode: @escaping ([UInt8]) throws -> Void) {
    self.name = name
    self.seeds = seeds
    self.decode = decode
  }

  private init(_ name: String, texts: [String], _ decode: @escaping (String) throws -> Void) {
    self.init(name, texts.map { Array($0.utf8) }) {
      try decode(String(decoding: $0, as: UTF8.self))
    }
  }

  /// Every decoder that reads what a user or another node gives.
  static func all() throws -> [FuzzTarget] {
    try texts() + abi() + ethereum() + filecoin() + trees()
  }

  private static func texts() -> [FuzzTarget] {
    [
      FuzzTarget("hex", texts: ["0x0123abCD", "ff", "0x"]) { _ = try Hex.decode($0) },
      FuzzTarget("json", texts: [#"{"a":[1,-2.5e3,true,null,"x\u00e9\n"],"b":{}}"#, "[[[]]]"]) {
        _ = try JSONValue.parse($0).serialized()
      },
      FuzzTarget(
        "address-text",
        texts: [
          "f410f6op5nzi2vwepn5gonk4ie4tzz773sitggxp4hiy", "f01234", "t099",
          "0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266",
        ]
      ) { _ = try AddressText.parse($0).text() },
      FuzzTarget("cid-text", texts: [CID.emptyArray.description]) { _ = try CID(text: $0) },
      FuzzTarget("amount", texts: ["1.5ether", "10gwei", "1e18", "0x10", "3 FIL"]) {
        _ = try AmountText.parse($0)
      },
      FuzzTarget("block", texts: ["latest", "12", "0x10"]) { _ = try BlockText.parse($0) },
    ]
  }

  private static func abi() throws -> [FuzzTarget] {
    let type = try ABIType(text: "(string,(uint8,bytes[])[2],int64[][])[]")
    let text = "[(\"text\",[(1,[0x01,0x02]),(2,[])],[[1,-2],[3]])]"
    let value = try ABIValueParser().value(text, of: type)
    let entry =
      #"{"type":"event","name":"E","inputs":[{"type":"tuple[]","indexed":true,"components":[{"type":"int8"}]}]}"#
    return [
      FuzzTarget(
        "abi-signature", texts: ["function f(uint a,(address,bytes[2])[] b) view returns (bool)"]
      ) {
        _ = try ABIFunction(signature: $0).canonical
      },
      FuzzTarget("abi-event", texts: ["event E(address indexed a, string b) anonymous"]) {
        _ = try ABIEvent(signature: $0).canonical
      },
      FuzzTarget("abi-value", texts: [text]) { _ = try ABIValueParser().value($0, of: type) },
      FuzzTarget("abi-data", [try ABIEncoder.encode([value], as: [type])]) {
        _ = try ABIDecoder.decode([type], from: $0).description
      },
      FuzzTarget(
        "artifact",
        texts: [
          #"{"contractName":"A","abi":[\#(entry)],"bytecode":"0x6001","linkReferences":{}}"#,
          #"{"contracts":{"a.sol":{"A":{"abi":[\#(entry)],"evm":{"bytecode":{"object":"6001"}}}}}}"#,
          "0x6001",
        ]
      ) { _ = try ContractArtifact(bytes: Array($0.utf8)) },
    ]
  }

  private static func ethereum() throws -> [FuzzTarget] {
    let key = [UInt8](repeating: 1, count: 32)
    let transactions: [Transaction] = [
      .dynamicFee(
        DynamicFeeTransaction(
          chainID: 314, nonce: 1, maxPriorityFeePerGas: 2, maxFeePerGas: 300, gasLimit: 21000,
          to: .zero, value: 5, data: [1, 2, 3])),
      .legacy(
        LegacyTransaction(
          nonce: 1, gasPrice: 300, gasLimit: 21000, to: nil, value: 5, data: [], chainID: 314)),
    ]
    let encoded = try transactions.map { try $0.signed(privateKey: key).encoded }
    return [
      FuzzTarget("rlp", encoded.map { $0[0] < 0xc0 ? Array($0.dropFirst()) : $0 }) {
        _ = try RLPDecoder.decode($0).encoded
      },
      FuzzTarget("transaction", encoded) {
        let transaction = try Transaction.decode($0)
        _ = try transaction.sender()
      },
      FuzzTarget("bytecode", [[0x60, 1, 0x7f, 2, 0x5b, 0x56]]) {
        for instruction in Disassembler.instructions($0) { _ = instruction.text }
      },
    ]
  }

  private static func filecoin() throws -> [FuzzTarget] {
    let address = Address.ethereum(.zero)
    let message = Message(
      from: address, to: .id(10), nonce: 3, value: TokenAmount(whole: 2), method: .invokeContract,
      params: [0x42, 1, 2], gasLimit: 5000, gasFeeCap: TokenAmount(atto: 7))
    let signed = SignedMessage(message, Signature(.delegated, [UInt8](repeating: 9, count: 65)))
    let receipt = Filecoin.Receipt(
      exitCode: .ok, returnData: [1], gasUsed: 12, eventsRoot: .emptyArray)
    let event = StampedEvent(
      emitter: 100, event: ActorEvent([EventEntry(key: "t1", value: [1, 2, 3])]))
    let header = BlockHeader(
      miner: .id(1000), ticket: [1], electionProof: nil,
      beaconEntries: [.init(round: 1, data: [2])], parents: TipsetKey([.emptyArray]),
      parentWeight: 5, epoch: 6, parentStateRoot: .emptyArray, parentReceipts: .emptyArray,
      messages: .emptyArray, timestamp: 7, parentBaseFee: TokenAmount(atto: 100))
    let blocks = [signed.cborBytes, header.cborBytes, receipt.cborBytes, event.cborBytes]
    return [
      FuzzTarget("cbor", blocks) { _ = try CBORValue(cborBytes: $0).cborBytes },
      FuzzTarget("message", [message.cborBytes]) { _ = try Message(cborBytes: $0).cid },
      FuzzTarget("signed-message", [signed.cborBytes]) {
        _ = try SignedMessage(cborBytes: $0).chainLength
      },
      FuzzTarget("receipt", [receipt.cborBytes]) { _ = try Filecoin.Receipt(cborBytes: $0) },
      FuzzTarget("event", [event.cborBytes]) { _ = try StampedEvent(cborBytes: $0) },
      FuzzTarget("block-header", [header.cborBytes]) {
        _ = try Filecoin.BlockHeader(cborBytes: $0).cid
      },
      FuzzTarget("address", [address.bytes, Address.id(77).bytes]) {
        _ = try Address(bytes: $0).description
      },
      FuzzTarget("cid", [CID.emptyArray.bytes]) { _ = try CID(bytes: $0).description },
      FuzzTarget("links", blocks) {
        var scanner = LinkScanner()
        try scanner.scan(codec: Multicodec.dagCBOR, $0)
      },
      FuzzTarget(
        "car",
        [CARWriter.archive(roots: [.emptyArray], blocks: [(.emptyArray, [0x80])])]
      ) {
        var reader = try CARReader(ArraySource($0))
        while try reader.next() != nil {}
      },
    ]
  }

  /// Trees whose root block is mutated under its old name.
  private static func trees() throws -> [FuzzTarget] {
    let store = InMemoryBlockstore()
    let hamt = HAMT<ActorID>(store)
    let amt = AMT<ActorID>(store)
    let kamt = KAMT<UInt256>(store)
    for number in 0..<UInt64(40) {
      try hamt.set(Address.id(number).bytes, number)
      try amt.set(number * 7, number)
      try kamt.set(UInt256(number) << (number * 5), UInt256(number + 1))
    }
    let roots = (hamt: try hamt.flush(), amt: try amt.flush(), kamt: try kamt.flush())
    func target(
      _ name: String, _ root: CID, _ read: @escaping (any Blockstore) throws -> Void
    ) -> FuzzTarget {
      FuzzTarget(name, [store.get(root) ?? []]) { block in
        let overlay = BufferedBlockstore(store)
        overlay.put(root, block)
        try read(overlay)
      }
    }
    return [
      target("hamt", roots.hamt) { blocks in
        let tree = try HAMT<ActorID>(load: roots.hamt, blocks)
        _ = try tree.get(Address.id(7).bytes)
        try tree.set(Address.id(1000).bytes, 1)
        try tree.remove(Address.id(3).bytes)
        _ = try tree.flush()
      },
      target("amt", roots.amt) { blocks in
        let tree = try AMT<ActorID>(load: roots.amt, blocks)
        _ = try tree.get(7)
        try tree.set(1000, 1)
        try tree.remove(14)
        _ = try tree.flush()
      },
      target("kamt", roots.kamt) { blocks in
        let tree = try KAMT<UInt256>(load: roots.kamt, blocks)
        _ = try tree.get(UInt256(7) << 35)
        try tree.set(1000, 1)
        try tree.remove(UInt256(3) << 15)
        _ = try tree.flush()
      },
    ]
  }
}
