package import Filecoin
import IPLD
package import Primitives

/// An actor's event as an Ethereum log.
package struct LogView: Hashable, Sendable {
  package var emitter: ActorID
  package var address: EthAddress
  /// At most four.
  package var topics: [Hash256]
  package var data: [UInt8]

  /// Topics and data of an event; nil when it is no log: an entry that is not raw bytes, a topic that
  /// is not 32 bytes, a topic or data given twice, or a gap between topics. Keys that mean nothing
  /// here are skipped (lotus `node/impl/eth/events.go`).
  package static func contents(of event: ActorEvent) -> (topics: [Hash256], data: [UInt8])? {
    var topics: [Int: Hash256] = [:]
    var data: [UInt8]?
    for entry in event.entries {
      guard entry.codec == Multicodec.raw else { return nil }
      switch entry.key {
      case "t1", "t2", "t3", "t4":
        guard let index = entry.key.last?.wholeNumberValue, let topic = Hash256(entry.value),
          topics.updateValue(topic, forKey: index) == nil
        else { return nil }
      case "d":
        guard data == nil else { return nil }
        data = entry.value
      default: break
      }
    }
    var ordered: [Hash256] = []
    while let topic = topics[ordered.count + 1] { ordered.append(topic) }
    guard ordered.count == topics.count else { return nil }
    return (ordered, data ?? [])
  }

  /// The logs among a message's events, in order. `delegatedAddress` answers an actor's f4 address,
  /// which gives the log's address; an actor without one is shown by its masked id.
  package static func logs(
    of events: [StampedEvent], delegatedAddress: (ActorID) throws -> Address?
  ) rethrows -> [LogView] {
    var logs: [LogView] = []
    for event in events {
      guard let contents = contents(of: event.event) else { continue }
      let address = try delegatedAddress(event.emitter)?.ethAddress
      logs.append(
        LogView(
          emitter: event.emitter, address: address ?? EthAddress(maskedActorID: event.emitter),
          topics: contents.topics, data: contents.data))
    }
    return logs
  }
}
