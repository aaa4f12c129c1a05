import Foundation
import Primitives
import Synchronization

/// Runs work on several threads and hands results on in the order of the items.
package enum OrderedWork {
  /// The number of processors this process may use.
  package static var defaultWorkers: Int { ProcessInfo.processInfo.activeProcessorCount }

  /// Calls `process` for each item on `workers` threads with stacks deep enough for nested calls,
  /// and `deliver` on the calling thread once an item in order.
  package static func run<Item: Sendable, Output: Sendable>(
    _ items: [Item], workers: Int, process: @escaping @Sendable (Item) -> Output,
    deliver: (Output) -> Void
  ) {
    let queue = Queue<Output>(count: items.count)
    for _ in 0..<max(1, min(workers, items.count)) {
      let thread = Thread {
        while let next = queue.take() { queue.finish(next, process(items[next])) }
      }
      thread.stackSize = ExecutionThread.stackSize
      thread.start()
    }
    for position in items.indices { deliver(queue.wait(for: position)) }
  }
}

/// What the threads share: the next item to take, and results that wait to be delivered.
private final class Queue<Output: Sendable>: Sendable {
  private let count: Int
  private let taken = Atomic<Int>(0)
  private let finished = Mutex<[Int: Output]>([:])
  private let signal = DispatchSemaphore(value: 0)

  init(count: Int) { self.count = count }

  func take() -> Int? {
    let position = taken.wrappingAdd(1, ordering: .relaxed).oldValue
    return position < count ? position : nil
  }

  func finish(_ position: Int, _ output: Output) {
    finished.withLock { $0[position] = output }
    signal.signal()
  }

  func wait(for position: Int) -> Output {
    while true {
      if let output = finished.withLock({ $0.removeValue(forKey: position) }) { return output }
      signal.wait()
    }
  }
}
