import Filecoin
import IPLD

/// Events in order of emission, cut back when the frame that emitted them reverts.
struct EventAccumulator {
  private(set) var events: [StampedEvent] = []
  private var marks: [Int] = []

  mutating func append(_ event: StampedEvent) { events.append(event) }

  mutating func beginTransaction() { marks.append(events.count) }

  mutating func endTransaction(revert: Bool) {
    guard let mark = marks.popLast() else {
      preconditionFailure("no transaction of events to end")
    }
    if revert { events.removeSubrange(mark...) }
  }
}
