import Ethereum
import JSONText
import Primitives

/// A transaction as JSON-RPC and transition tools write it, signed or with a key to sign it.
struct TransactionJSON {
  var transaction: Transaction
  /// The key to sign with; nil if the JSON brings a signature.
  var privateKey: [UInt8]?

  /// - Parameters:
  ///   - chainID: what a transaction without `chainId` is bound to.
  ///   - protects: whether an unsigned legacy transaction gets replay protection (EIP-155).
  init(_ value: JSONValue, chainID: UInt64, protects: Bool) throws(VectorError) {
    let fields = try Fields(value, chainID: chainID)
    transaction = try fields.transaction()
    let signature = try TransactionJSON.signature(value)
    if let key = try value.optional("secretKey", Read.hash), signature.v.isZero, signature.r.isZero
    {
      privateKey = key.bytes
      if protects, value["protected"]?.bool ?? true, case .legacy(var legacy) = transaction {
        legacy.chainID = chainID
        transaction = .legacy(legacy)
      }
      return
    }
    try setSignature(signature)
  }

  /// Calldata or init code: `input`, or what older writers call `data`. An `input` that is there wins,
  /// even an empty one.
  static func calldata(_ value: JSONValue) throws(VectorError) -> [UInt8] {
    try value.optional(value["input"] == nil ? "data" : "input", Read.bytes) ?? []
  }

  /// The transaction with its signature.
  func signed() throws(VectorError) -> Transaction {
    guard let privateKey else { return transaction }
    do {
      return try transaction.signed(privateKey: privateKey)
    } catch {
      throw VectorError(error.description).within("secretKey")
    }
  }

  private mutating func setSignature(
    _ signature: (v: UInt256, r: UInt256, s: UInt256)
  ) throws(VectorError) {
    if case .legacy(var legacy) = transaction {
      guard let split = LegacyTransaction.split(v: signature.v) else {
        throw VectorError("neither 27, 28 nor an EIP-155 value").within("v")
      }
      legacy.chainID = split.chainID
      legacy.signature = TransactionSignature(
        r: signature.r, s: signature.s, yParity: split.yParity)
      transaction = .legacy(legacy)
      return
    }
    guard let parity = signature.v.asUInt64 else { throw VectorError("too large").within("v") }
    transaction.signature = TransactionSignature(r: signature.r, s: signature.s, yParity: parity)
  }

  private static func signature(
    _ value: JSONValue
  ) throws(VectorError) -> (v: UInt256, r: UInt256, s: UInt256) {
    let parity = try value.optional("yParity", Read.word)
    let v = try value.optional("v", Read.word)
    return (
      v ?? parity ?? .zero, try value.optional("r", Read.word) ?? .zero,
      try value.optional("s", Read.word) ?? .zero
    )
  }
}

/// The fields that the types share.
private struct Fields {
  let value: JSONValue
  let chainID: UInt64
  let nonce: UInt64
  let gasLimit: UInt64
  let to: EthAddress?
  let amount: UInt256
  let data: [UInt8]
  let accessList: [AccessListEntry]

  init(_ value: JSONValue, chainID: UInt64) throws(VectorError) {
    self.value = value
    let own = try value.optional("chainId", Read.uint64)
    self.chainID = own ?? chainID
    nonce = try value.at("nonce", Read.uint64)
    gasLimit = try value.at(value["gas"] == nil ? "gasLimit" : "gas", Read.uint64)
    let recipient = try value.optional("to", Read.text)
    to = recipient == nil || recipient == "" ? nil : try value.at("to", Read.address)
    amount = try value.optional("value", Read.word) ?? .zero
    data = try TransactionJSON.calldata(value)
    accessList = try value.optional("accessList", AccessListEntry.list) ?? []
  }

  func transaction() throws(VectorError) -> Transaction {
    let number = try value.optional("type", Read.uint64) ?? 0
    guard let type = UInt8(exactly: number).flatMap({ TransactionType(rawValue: $0) }) else {
      throw VectorError("unknown transaction type \(number)").within("type")
    }
    switch type {
    case .legacy:
      return .legacy(
        LegacyTransaction(
          nonce: nonce, gasPrice: try value.at("gasPrice", Read.word), gasLimit: gasLimit, to: to,
          value: amount, data: data))
    case .accessList:
      return .accessList(
        AccessListTransaction(
          chainID: chainID, nonce: nonce, gasPrice: try value.at("gasPrice", Read.word),
          gasLimit: gasLimit, to: to, value: amount, data: data, accessList: accessList))
    case .dynamicFee, .blob, .setCode: return try dynamic(type)
    }
  }

  private func dynamic(_ type: TransactionType) throws(VectorError) -> Transaction {
    let maxFee = try value.at("maxFeePerGas", Read.word)
    let priority = try value.at("maxPriorityFeePerGas", Read.word)
    if type == .dynamicFee {
      return .dynamicFee(
        DynamicFeeTransaction(
          chainID: chainID, nonce: nonce, maxPriorityFeePerGas: priority, maxFeePerGas: maxFee,
          gasLimit: gasLimit, to: to, value: amount, data: data, accessList: accessList))
    }
    guard let to else { throw VectorError("type \(type.rawValue) needs a recipient").within("to") }
    if type == .blob {
      return .blob(
        BlobTransaction(
          chainID: chainID, nonce: nonce, maxPriorityFeePerGas: priority, maxFeePerGas: maxFee,
          gasLimit: gasLimit, to: to, value: amount, data: data, accessList: accessList,
          maxFeePerBlobGas: try value.at("maxFeePerBlobGas", Read.word),
          blobHashes: try value.at("blobVersionedHashes") { list throws(VectorError) in
            try list.elements(Read.hash)
          }))
    }
    return .setCode(
      SetCodeTransaction(
        chainID: chainID, nonce: nonce, maxPriorityFeePerGas: priority, maxFeePerGas: maxFee,
        gasLimit: gasLimit, to: to, value: amount, data: data, accessList: accessList,
        authorizations: try value.at("authorizationList") { list throws(VectorError) in
          try list.elements(Authorization.init(vector:))
        }))
  }
}
