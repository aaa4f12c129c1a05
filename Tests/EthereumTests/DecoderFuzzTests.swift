import Ethereum
import Primitives
import Testing

/// Seeded mutations of good encodings: a decoder refuses them or finds what encodes to them again.
@Suite struct DecoderFuzzTests {
  /// SplitMix64.
  struct Random {
    var state: UInt64

    mutating func next() -> UInt64 {
      state &+= 0x9e37_79b9_7f4a_7c15
      var z = state
      z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
      z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
      return z ^ (z >> 31)
    }

    mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }

    /// Flips, cuts, doubles or plants lengths in a copy.
    mutating func mutated(_ bytes: [UInt8]) -> [UInt8] {
      var bytes = bytes
      for _ in 0...below(3) {
        guard !bytes.isEmpty else { return [UInt8(below(256))] }
        let place = below(bytes.count)
        switch below(6) {
        case 0: bytes[place] ^= 1 << UInt8(below(8))
        case 1: bytes[place] = UInt8(below(256))
        case 2: bytes.removeSubrange(place..<min(bytes.count, place + 1 + below(4)))
        case 3: bytes.insert(contentsOf: bytes[place...].prefix(1 + below(40)), at: place)
        case 4: bytes[place] = [0x80, 0xb7, 0xb8, 0xbf, 0xc0, 0xf7, 0xf8, 0xff][below(8)]
        default: bytes.removeLast(below(bytes.count) / 4)
        }
      }
      return bytes
    }
  }

  static let address = EthAddress(truncating: 0x7e5f_4552_091a_6912)
  static let transactions: [Transaction] = [
    .legacy(
      .init(nonce: 1, gasPrice: 2, gasLimit: 3, to: address, value: 4, data: [5], chainID: 9)),
    .accessList(
      .init(
        chainID: 1, nonce: 0, gasPrice: 7, gasLimit: 9, to: nil, value: 0, data: [],
        accessList: [AccessListEntry(address: address, storageKeys: [1, 2])])),
    .blob(
      .init(
        chainID: 1, nonce: 0, maxPriorityFeePerGas: 1, maxFeePerGas: 2, gasLimit: 9, to: address,
        value: 0, data: [], maxFeePerBlobGas: 3, blobHashes: [Hash256(word: 1)])),
    .setCode(
      .init(
        chainID: 1, nonce: 0, maxPriorityFeePerGas: 1, maxFeePerGas: 2, gasLimit: 9, to: address,
        value: 0, data: [],
        authorizations: [.init(chainID: 1, address: address, nonce: 7, yParity: 1, r: 5, s: 6)])),
  ]

  static let block: Block = {
    var header = BlockHeader(number: 1, gasLimit: 30_000_000, timestamp: 12)
    header.baseFee = 7
    header.withdrawalsRoot = .zero
    return Block(
      header: header, transactions: transactions,
      ommers: [BlockHeader(number: 0, gasLimit: 1, timestamp: 1)],
      withdrawals: [Withdrawal(index: 1, validatorIndex: 2, address: address, amount: 3)])
  }()

  static let receipt = Receipt(
    type: .dynamicFee, outcome: .status(true), cumulativeGasUsed: 21_000,
    logs: [Log(address: address, topics: [Hash256(word: 1)], data: [1, 2, 3])])

  /// Decodes and encodes again; nil when the bytes were refused.
  static func again(_ kind: String, _ bytes: [UInt8]) -> [UInt8]? {
    // A refusal is the other permitted answer.
    switch kind {
    case "item": (try? RLPDecoder.decode(bytes))?.encoded
    case "transaction": (try? Transaction.decode(bytes))?.encoded
    case "receipt": (try? Receipt.decode(bytes))?.encoded
    default: (try? Block.decode(bytes))?.encoded
    }
  }

  @Test(arguments: ["item", "transaction", "receipt", "block"])
  func decodersAreTotalAndCanonical(kind: String) {
    let seed: UInt64 = 0xfe71
    var random = Random(state: seed)
    let seeds =
      switch kind {
      case "transaction": Self.transactions.map(\.encoded)
      case "receipt": [Self.receipt.encoded]
      default: [Self.block.encoded]
      }
    for good in seeds { #expect(Self.again(kind, good) == good, "\(kind)") }
    for round in 0..<4000 {
      let bytes = random.mutated(seeds[round % seeds.count])
      guard let encoded = Self.again(kind, bytes) else { continue }
      #expect(encoded == bytes, "\(kind), seed \(seed), round \(round): \(Hex.encode(bytes))")
    }
  }
}
