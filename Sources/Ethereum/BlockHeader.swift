import Cryptography
package import Primitives

/// A block's header (Yellow Paper §4.3); the fields that later forks added are nil before them.
package struct BlockHeader: Hashable, Sendable {
  package var parentHash: Hash256
  package var ommersHash: Hash256
  package var coinbase: EthAddress
  package var stateRoot: Hash256
  package var transactionsRoot: Hash256
  package var receiptsRoot: Hash256
  package var bloom: Bloom
  package var difficulty: UInt256
  package var number: UInt64
  package var gasLimit: UInt64
  package var gasUsed: UInt64
  /// Seconds since the Unix epoch.
  package var timestamp: UInt64
  package var extraData: [UInt8]
  /// The proof of work's mix hash; PREVRANDAO from Paris on (EIP-4399).
  package var mixHash: Hash256
  /// Eight bytes, big-endian.
  package var nonce: UInt64
  /// Wei per gas, from London on (EIP-1559).
  package var baseFee: UInt256?
  /// From Shanghai on (EIP-4895).
  package var withdrawalsRoot: Hash256?
  /// From Cancun on (EIP-4844).
  package var blobGasUsed: UInt64?
  /// From Cancun on (EIP-4844).
  package var excessBlobGas: UInt64?
  /// From Cancun on (EIP-4788).
  package var parentBeaconBlockRoot: Hash256?
  /// From Prague on (EIP-7685).
  package var requestsHash: Hash256?

  /// Keccak-256 of an empty RLP list: the ommers hash of a block without ommers.
  package static let emptyOmmersHash = Keccak256.hash([0xc0] as [UInt8])

  package init(
    parentHash: Hash256 = .zero, ommersHash: Hash256 = BlockHeader.emptyOmmersHash,
    coinbase: EthAddress = .zero, stateRoot: Hash256 = MerklePatriciaTrie.emptyRoot,
    transactionsRoot: Hash256 = MerklePatriciaTrie.emptyRoot,
    receiptsRoot: Hash256 = MerklePatriciaTrie.emptyRoot, bloom: Bloom = Bloom(),
    difficulty: UInt256 = .zero, number: UInt64, gasLimit: UInt64, gasUsed: UInt64 = 0,
    timestamp: UInt64, extraData: [UInt8] = [], mixHash: Hash256 = .zero, nonce: UInt64 = 0
  ) {
    self.parentHash = parentHash
    self.ommersHash = ommersHash
    self.coinbase = coinbase
    self.stateRoot = stateRoot
    self.transactionsRoot = transactionsRoot
    self.receiptsRoot = receiptsRoot
    self.bloom = bloom
    self.difficulty = difficulty
    self.number = number
    self.gasLimit = gasLimit
    self.gasUsed = gasUsed
    self.timestamp = timestamp
    self.extraData = extraData
    self.mixHash = mixHash
    self.nonce = nonce
  }

  /// The block's hash: keccak256 of `encoded`.
  package var hash: Hash256 { Keccak256.hash(encoded) }

  package var encoded: [UInt8] {
    RLPEncoder.list { fields in
      fields.append(parentHash)
      fields.append(ommersHash)
      fields.append(coinbase)
      fields.append(stateRoot)
      fields.append(transactionsRoot)
      fields.append(receiptsRoot)
      fields.append(bloom.bytes)
      fields.append(difficulty)
      fields.append(number)
      fields.append(gasLimit)
      fields.append(gasUsed)
      fields.append(timestamp)
      fields.append(extraData)
      fields.append(mixHash)
      fields.append(UInt256(nonce).bigEndianBytes.suffix(8))
      if let baseFee { fields.append(baseFee) }
      if let withdrawalsRoot { fields.append(withdrawalsRoot) }
      if let blobGasUsed { fields.append(blobGasUsed) }
      if let excessBlobGas { fields.append(excessBlobGas) }
      if let parentBeaconBlockRoot { fields.append(parentBeaconBlockRoot) }
      if let requestsHash { fields.append(requestsHash) }
    }
  }

  /// Reads a header alone.
  package static func decode(_ bytes: [UInt8]) throws(RLPError) -> BlockHeader {
    var decoder = RLPDecoder(bytes)
    let header = try BlockHeader(&decoder)
    try decoder.finishInput()
    return header
  }

  init(_ list: inout RLPDecoder) throws(RLPError) {
    var fields = try list.readList()
    parentHash = try fields.readHash()
    ommersHash = try fields.readHash()
    coinbase = try fields.readAddress()
    stateRoot = try fields.readHash()
    transactionsRoot = try fields.readHash()
    receiptsRoot = try fields.readHash()
    bloom = Bloom(try fields.readBytes(count: Bloom.size)) ?? Bloom()
    difficulty = try fields.readUInt256()
    number = try fields.readUInt64()
    gasLimit = try fields.readUInt64()
    gasUsed = try fields.readUInt64()
    timestamp = try fields.readUInt64()
    extraData = try fields.readBytes()
    mixHash = try fields.readHash()
    nonce = UInt256(bigEndian: try fields.readBytes(count: 8))?.limb0 ?? 0
    if !fields.isAtEnd { baseFee = try fields.readUInt256() }
    if !fields.isAtEnd { withdrawalsRoot = try fields.readHash() }
    if !fields.isAtEnd {
      blobGasUsed = try fields.readUInt64()
      excessBlobGas = try fields.readUInt64()
      parentBeaconBlockRoot = try fields.readHash()
    }
    if !fields.isAtEnd { requestsHash = try fields.readHash() }
    try fields.finishList()
  }
}
