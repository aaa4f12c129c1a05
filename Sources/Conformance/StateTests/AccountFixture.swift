package import JSONText
package import Primitives

/// An account as vector files list it.
package struct AccountFixture: Sendable, Equatable {
  package var address: EthAddress
  package var nonce: UInt64
  /// Wei.
  package var balance: UInt256
  package var code: [UInt8]
  /// Slots that are not zero.
  package var storage: [UInt256: UInt256]

  /// The accounts of a `pre`, `post` or `alloc` object; missing members are zero.
  package static func accounts(_ value: JSONValue) throws(VectorError) -> [AccountFixture] {
    try value.members { key, account throws(VectorError) in
      try AccountFixture(key: key, account)
    }
  }

  /// An account under its key, the address.
  init(key: String, _ value: JSONValue) throws(VectorError) {
    try self.init(address: try Read.address(.string(key)), value)
  }

  package init(
    address: EthAddress, nonce: UInt64 = 0, balance: UInt256 = .zero, code: [UInt8] = [],
    storage: [UInt256: UInt256] = [:]
  ) {
    self.address = address
    self.nonce = nonce
    self.balance = balance
    self.code = code
    self.storage = storage
  }

  init(address: EthAddress, _ value: JSONValue) throws(VectorError) {
    self.address = address
    nonce = try value.optional("nonce", Read.uint64) ?? 0
    balance =
      try value.optional("balance", Read.word) ?? .zero
    code = try value.optional("code", Read.bytes) ?? []
    storage = [:]
    _ = try value.optional("storage") { slots throws(VectorError) in
      guard let slots = slots.object else { throw VectorError("expected an object") }
      storage.reserveCapacity(slots.count)
      for slot in slots {
        guard let key = try HexText.word(slot.key) else {
          throw VectorError("slot above 256 bits").within(slot.key)
        }
        let word = try Read.word(slot.value)
        if !word.isZero { storage[key] = word }
      }
    }
  }
}
