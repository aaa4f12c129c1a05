import Foundation
import Primitives
import Synchronization

/// Runs work on several threads and hands results on in the order of the items.
package enum OrderedWork {
  /// The number of processors this process may use.
  package static var defaultWorkers: Int { ProcessInfo.processInfo.activeProcessorCount }

  /// Calls `process` for each item on `workers` threads with stacks deep enough for nested calls,
  /// and `deliver` once an item in order, never twice at a time.
  package static func run<Item: Sendable, Output: Sendable>(
    _ items: [Item], workers: Int, process: @escaping @Sendable (Item) -> Output,
    deliver: @escaping @Sendable (Int, Output) -> Void
  ) {
    let queue = Queue<Output>(count: items.count)
    let done = DispatchGroup()
    for _ in 0..<max(1, min(workers, items.count)) {
      done.enter()
      let thread = Thread {
        while let next = queue.take() {
          let output = process(items[next])
          queue.finish(next, output, deliver)
        }
        done.leave()
      }
      thread.stackSize = ExecutionThread.stackSize
      thread.start()
    }
    done.wait()
  }
}

/// What the workers share: the next item to take, and results that wait for earlier ones.
private final class Queue<Output: Sendable>: Sendable {
  private struct Delivery {
    var next = 0
    var waiting: [Int: Output] = [:]
  }

  private let count: Int
  private let taken = Atomic<Int>(0)
  private let delivery = Mutex(Delivery())

  init(count: Int) { self.count = count }

  func take() -> Int? {
    let position = taken.wrappingAdd(1, ordering: .relaxed).oldValue
    return position < count ? position : nil
  }

  func finish(_ position: Int, _ output: Output, _ deliver: (Int, Output) -> Void) {
    delivery.withLock { delivery in
      delivery.waiting[position] = output
      while let output = delivery.waiting.removeValue(forKey: delivery.next) {
        deliver(delivery.next, output)
        delivery.next += 1
      }
    }
  }
}
