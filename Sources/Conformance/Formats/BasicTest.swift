import Cryptography
import EVM
import Ethereum
import EthereumExecution
package import JSONText
import Primitives

/// ethereum/tests `BasicTests`: keys and addresses, signed transactions, hex-prefix encoding,
/// difficulty, ciphers, and the main network's genesis.
package enum BasicTest {
  /// Runs every case of a file; nil if the file is none of these.
  package static func run(_ file: JSONValue, fileName: String) -> [TestResult]? {
    switch fileName {
    case "keyaddrtest.json": list(file, keyAndAddress)
    case "txtest.json": list(file, transaction)
    case "hexencodetest.json": named(file, hexPrefix)
    case "genesishashestest.json": genesis(file)
    case "crypto.json": named(file, decryption)
    // Heights beyond Byzantium on the main network, of Homestead in the file named after it.
    case "difficulty.json": named(file) { try difficulty($0, { mainNetwork(block: $0) }) }
    case "difficultyCustomMainNetwork.json":
      named(file) { try difficulty($0, { mainNetwork(block: $0) }) }
    case "difficultyCustomHomestead.json": named(file) { try difficulty($0, { _ in .homestead }) }
    default: nil
    }
  }

  private static func list(
    _ file: JSONValue, _ check: (JSONValue) throws -> Void
  ) -> [TestResult] {
    (file.array ?? []).enumerated().map { position, test in
      TestResult.checking(test["seed"]?.string ?? String(position)) { try check(test) }
    }
  }

  private static func named(
    _ file: JSONValue, _ check: (JSONValue) throws -> Void
  ) -> [TestResult] {
    (file.object ?? [:]).map { test in
      TestResult.checking(test.key) { try check(test.value) }
    }
  }

  /// `sig_of_emptystring` is left aside: no hash of the empty string is what it signs, and upstream
  /// does not say what is.
  private static func keyAndAddress(_ test: JSONValue) throws {
    let key = Keccak256.hash(Array(try test.at("seed", Read.text).utf8))
    try expectEqual("key", got: key, want: try test.at("key", Read.hash))
    let address = try test.at("addr", Read.address)
    try expectEqual("address", got: Secp256k1.address(of: key.bytes), want: address)
  }

  private static func transaction(_ test: JSONValue) throws {
    let to = try test.at("to", Read.text)
    let legacy = LegacyTransaction(
      nonce: try test.at("nonce", Read.uint64), gasPrice: try test.at("gasprice", Read.word),
      gasLimit: try test.at("startgas", Read.uint64),
      to: to.isEmpty ? nil : try test.at("to", Read.address),
      value: try test.at("value", Read.word), data: try test.at("data", Read.bytes))
    let unsigned = RLPEncoder.list { fields in
      fields.append(legacy.nonce)
      fields.append(legacy.gasPrice)
      fields.append(legacy.gasLimit)
      fields.append(legacy.to)
      fields.append(legacy.value)
      fields.append(legacy.data)
      for _ in 0..<3 { fields.append(0 as UInt64) }
    }
    try expectEqual("unsigned", got: unsigned, want: try test.at("unsigned", Read.bytes))
    let bytes = try test.at("signed", Read.bytes)
    var signed = try Transaction.decode(bytes)
    try expectEqual("encoding", got: signed.encoded, want: bytes)
    try expectEqual(
      "sender", got: try signed.sender(allowsHighS: true),
      want: Secp256k1.address(of: try test.at("key", Read.hash).bytes))
    signed.signature = .unsigned
    try expectEqual("fields", got: signed, want: .legacy(legacy))
  }

  /// `aes_ctr` counts from zero.
  private static func decryption(_ test: JSONValue) throws {
    let key = try test.at("key", Read.bytes)
    let cipher = try test.at("cipher", Read.bytes)
    let kind = try test.at("decryption_type", Read.text)
    let payload: [UInt8]?
    switch kind {
    case "aes_ctr":
      payload = AES.counterMode(cipher, key: key, counter: [UInt8](repeating: 0, count: 16))
    case "ecies_sec1_altered": payload = ECIES.open(cipher, privateKey: key)
    default: throw VectorError("unknown decryption \(kind)").within("decryption_type")
    }
    guard let payload else { throw Mismatch("not decrypted") }
    try expectEqual(
      "payload", got: Hex.encode(payload), want: Hex.encode(try test.at("payload", Read.bytes)))
  }

  private static func hexPrefix(_ test: JSONValue) throws {
    let nibbles = try test.at("seq") { list throws(VectorError) in
      try list.elements(Read.index).map { UInt8(truncatingIfNeeded: $0) }
    }
    try expectEqual(
      "encoding",
      got: HexPrefix.encode(nibbles, isLeaf: test["term"]?.bool ?? false),
      want: try test.at("out", Read.bytes))
  }

  private static func difficulty(
    _ test: JSONValue, _ revision: (UInt64) -> Revision
  ) throws {
    let number = try test.at("currentBlockNumber", Read.uint64)
    let ommers = try test.optional("parentUncles", Read.hash) ?? BlockHeader.emptyOmmersHash
    let got = Difficulty.next(
      number: number, timestamp: try test.at("currentTimestamp", Read.uint64),
      parentTimestamp: try test.at("parentTimestamp", Read.uint64),
      parentDifficulty: try test.at("parentDifficulty", Read.word),
      parentHasOmmers: ommers != BlockHeader.emptyOmmersHash,
      rules: Ruleset.ethereum(revision(number)).rules)
    try expectEqual(
      "difficulty", got: got, want: try test.at("currentDifficulty", Read.word))
  }

  /// The revision of a block of Ethereum's main network by its number (EIP-606, 607, 608, 609,
  /// 1013, 1716).
  private static func mainNetwork(block number: UInt64) -> Revision {
    switch number {
    case ..<1_150_000: .frontier
    case ..<4_370_000: .homestead
    case ..<7_280_000: .byzantium
    default: .petersburg
    }
  }

  private static func genesis(_ file: JSONValue) -> [TestResult] {
    func block() throws -> Block { try Block.decode(try file.at("genesis_rlp_hex", Read.bytes)) }
    return [
      TestResult.checking("genesis_rlp_hex") {
        try expectEqual(
          "encoding", got: try block().encoded, want: try file.at("genesis_rlp_hex", Read.bytes))
      },
      TestResult.checking("genesis_state_root") {
        try expectEqual(
          "state root", got: try block().header.stateRoot,
          want: try file.at("genesis_state_root", Read.hash))
      },
      TestResult.checking("genesis_hash") {
        try expectEqual(
          "hash", got: try block().hash, want: try file.at("genesis_hash", Read.hash))
      },
    ]
  }
}
