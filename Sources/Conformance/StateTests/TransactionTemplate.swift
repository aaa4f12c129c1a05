import Cryptography
package import Ethereum
import JSONText
package import Primitives

/// A family of transactions that differ in data, gas limit and value.
package struct TransactionTemplate: Sendable {
  /// Which data, gas limit and value a member of the family has.
  package struct Indexes: Sendable, Hashable {
    package var data: Int
    package var gas: Int
    package var value: Int

    init(_ value: JSONValue) throws(VectorError) {
      func index(_ key: String) throws(VectorError) -> Int {
        try value.at(key, Read.index)
      }
      data = try index("data")
      gas = try index("gas")
      self.value = try index("value")
    }
  }

  /// A member of the family.
  package enum Instance: Sendable {
    case valid(Transaction, sender: EthAddress)
    /// Fields that no encoding of a transaction can carry; every client must reject it.
    case impossible(reason: String)
  }

  /// A field that may be written larger than the protocol allows.
  private enum Number: Sendable {
    case small(UInt64)
    case large(UInt256)
    case tooLarge

    init(_ value: JSONValue) throws(VectorError) {
      guard let word = try Read.wordOrTooLarge(value) else {
        self = .tooLarge
        return
      }
      self = word.asUInt64.map { .small($0) } ?? .large(word)
    }

    var word: UInt256? {
      switch self {
      case .small(let number): UInt256(number)
      case .large(let word): word
      case .tooLarge: nil
      }
    }
    var uint64: UInt64? { if case .small(let number) = self { number } else { nil } }
  }

  private var data: [[UInt8]]
  private var gasLimits: [Number]
  private var values: [Number]
  private var accessLists: [[AccessListEntry]?]?
  private var nonce: Number
  private var gasPrice: Number?
  private var maxFeePerGas: Number?
  private var maxPriorityFeePerGas: Number?
  private var maxFeePerBlobGas: Number?
  private var blobHashes: [Hash256]?
  private var authorizations: [Authorization]?
  private var to: EthAddress?
  private var sender: EthAddress
  /// The sender's key, 32 bytes, if the file tells it.
  package private(set) var privateKey: [UInt8]?

  init(_ value: JSONValue) throws(VectorError) {
    func number(_ key: String) throws(VectorError) -> Number? {
      try value.optional(key, Number.init)
    }
    func numbers(_ key: String) throws(VectorError) -> [Number] {
      try value.at(key) { list throws(VectorError) in try list.elements(Number.init) }
    }
    data = try value.at("data") { list throws(VectorError) in
      try list.elements(Read.bytes)
    }
    gasLimits = try numbers("gasLimit")
    values = try numbers("value")
    nonce = try value.at("nonce", Number.init)
    gasPrice = try number("gasPrice")
    maxFeePerGas = try number("maxFeePerGas")
    maxPriorityFeePerGas = try number("maxPriorityFeePerGas")
    maxFeePerBlobGas = try number("maxFeePerBlobGas")
    accessLists = try value.optional("accessLists") { list throws(VectorError) in
      try list.elements { entry throws(VectorError) in
        entry.isNull ? nil : try AccessListEntry.list(entry)
      }
    }
    blobHashes = try value.optional("blobVersionedHashes") { list throws(VectorError) in
      try list.elements(Read.hash)
    }
    authorizations = try value.optional("authorizationList") { list throws(VectorError) in
      try list.elements(Authorization.init(vector:))
    }
    to =
      try value.optional("to") { to throws(VectorError) in
        try Read.text(to).isEmpty ? nil : try Read.address(to)
      } ?? nil
    sender = try TransactionTemplate.sender(value)
    privateKey = try value.optional("secretKey") { key throws(VectorError) in
      try Read.hash(key).bytes
    }
  }

  private static func sender(_ value: JSONValue) throws(VectorError) -> EthAddress {
    if let sender = try value.optional(
      "sender", Read.address)
    {
      return sender
    }
    return try value.at("secretKey") { key throws(VectorError) in
      guard let publicKey = Secp256k1.publicKey(of: try Read.hash(key).bytes) else {
        throw VectorError("not a private key")
      }
      return EthAddress(truncating: Keccak256.hash(Array(publicKey.dropFirst())).word)
    }
  }

  /// The transaction that an expectation chooses, bound to a chain, and its sender.
  package func instance(
    _ indexes: Indexes, chainID: UInt64
  ) throws(VectorError) -> Instance {
    guard data.indices.contains(indexes.data), gasLimits.indices.contains(indexes.gas),
      values.indices.contains(indexes.value)
    else { throw VectorError("index outside the transaction's lists").within("indexes") }
    guard let value = values[indexes.value].word else { return .impossible(reason: "value") }
    guard let gasLimit = gasLimits[indexes.gas].uint64 else {
      return .impossible(reason: "gas limit above 64 bits")
    }
    guard let nonce = nonce.uint64 else { return .impossible(reason: "nonce above 64 bits") }
    let data = data[indexes.data]
    let list = accessLists.flatMap { indexes.data < $0.count ? $0[indexes.data] : nil }

    let transaction: Transaction
    if isDynamic {
      guard let maxFee = (maxFeePerGas ?? .small(0)).word,
        let priorityFee = (maxPriorityFeePerGas ?? .small(0)).word,
        let blobFee = (maxFeePerBlobGas ?? .small(0)).word
      else { return .impossible(reason: "fee above 256 bits") }
      if let authorizations {
        guard let to else { return .impossible(reason: "type 4 transaction creates a contract") }
        transaction = .setCode(
          SetCodeTransaction(
            chainID: chainID, nonce: nonce, maxPriorityFeePerGas: priorityFee,
            maxFeePerGas: maxFee, gasLimit: gasLimit, to: to, value: value, data: data,
            accessList: list ?? [], authorizations: authorizations))
      } else if blobHashes != nil || maxFeePerBlobGas != nil {
        guard let to else { return .impossible(reason: "type 3 transaction creates a contract") }
        transaction = .blob(
          BlobTransaction(
            chainID: chainID, nonce: nonce, maxPriorityFeePerGas: priorityFee,
            maxFeePerGas: maxFee, gasLimit: gasLimit, to: to, value: value, data: data,
            accessList: list ?? [], maxFeePerBlobGas: blobFee, blobHashes: blobHashes ?? []))
      } else {
        transaction = .dynamicFee(
          DynamicFeeTransaction(
            chainID: chainID, nonce: nonce, maxPriorityFeePerGas: priorityFee,
            maxFeePerGas: maxFee, gasLimit: gasLimit, to: to, value: value, data: data,
            accessList: list ?? []))
      }
    } else {
      guard let price = (gasPrice ?? .small(0)).word else {
        return .impossible(reason: "gas price above 256 bits")
      }
      if let list {
        transaction = .accessList(
          AccessListTransaction(
            chainID: chainID, nonce: nonce, gasPrice: price, gasLimit: gasLimit, to: to,
            value: value, data: data, accessList: list))
      } else {
        transaction = .legacy(
          LegacyTransaction(
            nonce: nonce, gasPrice: price, gasLimit: gasLimit, to: to, value: value, data: data))
      }
    }
    return .valid(transaction, sender: sender)
  }

  private var isDynamic: Bool {
    maxFeePerGas != nil || maxPriorityFeePerGas != nil || maxFeePerBlobGas != nil
      || blobHashes != nil || authorizations != nil
  }
}

extension AccessListEntry {
  /// An access list as JSON.
  static func list(_ value: JSONValue) throws(VectorError) -> [AccessListEntry] {
    try value.elements { entry throws(VectorError) in
      AccessListEntry(
        address: try entry.at("address", Read.address),
        storageKeys: try entry.optional("storageKeys") { keys throws(VectorError) in
          try keys.elements(Read.word)
        } ?? [])
    }
  }
}

extension Authorization {
  init(vector value: JSONValue) throws(VectorError) {
    func word(_ key: String) throws(VectorError) -> UInt256? {
      try value.optional(key, Read.word)
    }
    let parity = try word("yParity")
    let v = try word("v")
    self.init(
      chainID: try word("chainId") ?? .zero, address: try value.at("address", Read.address),
      nonce: try value.at("nonce", Read.uint64), yParity: parity ?? v ?? .zero,
      r: try word("r") ?? .zero, s: try word("s") ?? .zero)
  }
}
