package import Ethereum
package import FVM
package import Filecoin
import IPLD
package import Primitives

/// An actor's event as an Ethereum log (lotus `node/impl/eth/events.go`).
package struct LogView: Hashable, Sendable {
  /// The actor behind `address`.
  package var emitter: ActorID
  package var address: EthAddress
  package var topics: [Hash256]
  package var data: [UInt8]

  package init(emitter: ActorID, address: EthAddress, topics: [Hash256], data: [UInt8]) {
    self.emitter = emitter
    self.address = address
    self.topics = topics
    self.data = data
  }

  package var log: Log { Log(address: address, topics: topics, data: data) }

  /// Topics and data of an event, nil for one that is no log: a codec other than RAW, a topic that
  /// does not have 32 bytes, a gap in the topics, a key twice. Unknown keys are passed over.
  package static func content(
    of event: ActorEvent
  ) -> (topics: [Hash256], data: [UInt8]?)? {
    var topics: [Hash256?] = [nil, nil, nil, nil]
    var data: [UInt8]?
    for entry in event.entries {
      guard entry.codec == Multicodec.raw else { return nil }
      switch entry.key {
      case "t1", "t2", "t3", "t4":
        let index = Int(entry.key.utf8.last ?? 0x31) - 0x31
        guard topics[index] == nil, let topic = Hash256(entry.value) else { return nil }
        topics[index] = topic
      case "d":
        guard data == nil else { return nil }
        data = entry.value
      default:
        continue
      }
    }
    let count = topics.firstIndex(of: nil) ?? topics.count
    guard topics[count...].allSatisfy({ $0 == nil }) else { return nil }
    return (topics[..<count].compactMap(\.self), data)
  }

  /// The logs among a message's events, in order. `delegatedAddress` tells the f4 address of an
  /// emitter.
  package static func logs(
    of events: [StampedEvent], delegatedAddress: (ActorID) throws(KernelError) -> Address?
  ) throws(KernelError) -> [LogView] {
    var logs: [LogView] = []
    for stamped in events {
      guard let (topics, data) = content(of: stamped.event) else { continue }
      let address = AddressMapping.ethAddress(
        of: stamped.emitter, delegated: try delegatedAddress(stamped.emitter))
      logs.append(
        LogView(emitter: stamped.emitter, address: address, topics: topics, data: data ?? []))
    }
    return logs
  }

  /// The logs among a message's events over the state after it.
  package static func logs(
    of events: [StampedEvent], in tree: StateTree
  ) throws(KernelError) -> [LogView] {
    try logs(of: events) { id throws(KernelError) in try tree.actor(id)?.delegatedAddress }
  }
}
