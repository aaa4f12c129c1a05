import Cryptography
package import Primitives

/// What a LOG instruction leaves behind (Yellow Paper §4.3.1).
package struct Log: Hashable, Sendable {
  /// The contract that emitted it.
  package var address: EthAddress
  /// At most four.
  package var topics: [Hash256]
  package var data: [UInt8]

  package init(address: EthAddress, topics: [Hash256], data: [UInt8]) {
    self.address = address
    self.topics = topics
    self.data = data
  }

  /// Keccak-256 of the RLP list of logs, by which state tests compare them.
  package static func hash(of logs: [Log]) -> Hash256 {
    Keccak256.hash(RLPEncoder.list { list in Log.encode(logs, to: &list) })
  }

  static func encode(_ logs: [Log], to list: inout RLPEncoder) {
    for log in logs {
      list.appendList { fields in
        fields.append(log.address)
        fields.appendList { topics in
          for topic in log.topics { topics.append(topic) }
        }
        fields.append(log.data)
      }
    }
  }

  init(_ list: inout RLPDecoder) throws(RLPError) {
    var fields = try list.readList()
    address = try fields.readAddress()
    var items = try fields.readList()
    topics = []
    while !items.isAtEnd { topics.append(try items.readHash()) }
    data = try fields.readBytes()
    try fields.finishList()
  }
}
