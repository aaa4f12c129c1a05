package import Primitives

/// An account, and slots of it, that a transaction announces (EIP-2930).
package struct AccessListEntry: Hashable, Sendable {
  package var address: EthAddress
  package var storageKeys: [UInt256]

  package init(address: EthAddress, storageKeys: [UInt256] = []) {
    self.address = address
    self.storageKeys = storageKeys
  }

  static func decodeList(_ decoder: inout RLPDecoder) throws(RLPError) -> [AccessListEntry] {
    var list = try decoder.readList()
    var entries: [AccessListEntry] = []
    while !list.isAtEnd {
      var fields = try list.readList()
      var entry = AccessListEntry(address: try fields.readAddress())
      var keys = try fields.readList()
      while !keys.isAtEnd { entry.storageKeys.append(try keys.readHash().word) }
      try fields.finishList()
      entries.append(entry)
    }
    return entries
  }

  static func encodeList(_ entries: [AccessListEntry], to encoder: inout RLPEncoder) {
    encoder.appendList { list in
      for entry in entries {
        list.appendList { fields in
          fields.append(entry.address)
          fields.appendList { keys in
            for key in entry.storageKeys { keys.append(Hash256(word: key)) }
          }
        }
      }
    }
  }
}
