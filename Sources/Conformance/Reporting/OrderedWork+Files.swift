package import EVM
import Foundation
import Primitives
import Synchronization

extension OrderedWork {
  /// Runs files on `workers` threads, and calls `deliver` on the calling thread once a file in order.
  ///
  /// A thread that finds no file left takes cases of files that others are still at, so that a few
  /// long cases at the end keep all threads busy. `tier` is which of the EVM's loops runs them.
  package static func run<Item: Sendable>(
    files items: [Item], workers: Int, tier: Tier = .adaptive,
    open: @escaping @Sendable (Item) -> FileWork,
    deliver: (Item, FileResult) -> Void
  ) {
    let board = Board(count: items.count)
    for _ in 0..<max(1, workers) {
      let thread = Thread {
        while let position = board.takeFile() {
          let sheet = Sheet(open(items[position]), position, tier)
          board.open(sheet)
          board.finish(sheet, sheet.work())
        }
        while let sheet = board.sheetToHelp() { board.finish(sheet, sheet.work()) }
      }
      thread.stackSize = ExecutionThread.stackSize
      thread.start()
    }
    for position in items.indices { deliver(items[position], board.wait(for: position)) }
  }
}

/// One file's cases: which was taken last, and what came of those that are done.
private final class Sheet: Sendable {
  private struct Progress {
    var parts: [[TestResult]?]
    var left: Int
  }

  let position: Int
  private let file: FileWork
  private let tier: Tier
  private let taken = Atomic<Int>(0)
  private let progress: Mutex<Progress>

  init(_ file: FileWork, _ position: Int, _ tier: Tier) {
    self.file = file
    self.tier = tier
    self.position = position
    progress = Mutex(
      Progress(parts: [[TestResult]?](repeating: nil, count: file.count), left: file.count))
  }

  var hasMore: Bool { taken.load(ordering: .relaxed) < file.count }

  /// Runs cases until none is left to take; the results if the last of all was among them.
  func work() -> FileResult? {
    if file.count == 0 { return FileResult(path: file.path, results: []) }
    let interpreters = Interpreters(tier: tier)
    while true {
      let part = taken.wrappingAdd(1, ordering: .relaxed).oldValue
      guard part < file.count else { return nil }
      let results = file.run(part, interpreters)
      let all = progress.withLock { progress -> [TestResult]? in
        progress.parts[part] = results
        progress.left -= 1
        return progress.left == 0 ? progress.parts.flatMap { $0 ?? [] } : nil
      }
      if let all { return FileResult(path: file.path, results: all) }
    }
  }
}

/// What the threads share: files to take, files in work, and results that wait for delivery.
private final class Board: Sendable {
  private struct State {
    var next = 0
    /// Files taken whose cases are not yet known.
    var unopened = 0
    var sheets: [Sheet] = []
    var finished: [Int: FileResult] = [:]
  }

  private let count: Int
  private let state = Mutex(State())
  private let signal = DispatchSemaphore(value: 0)

  init(count: Int) { self.count = count }

  func takeFile() -> Int? {
    state.withLock { state in
      guard state.next < count else { return nil }
      defer { state.next += 1 }
      state.unopened += 1
      return state.next
    }
  }

  func open(_ sheet: Sheet) {
    state.withLock { state in
      state.unopened -= 1
      state.sheets.append(sheet)
    }
  }

  /// A file with cases to take; nil once there will be none. Waits for files that are being read.
  func sheetToHelp() -> Sheet? {
    while true {
      let (sheet, mayCome) = state.withLock { state in
        (state.sheets.first { $0.hasMore }, state.unopened > 0)
      }
      if let sheet { return sheet }
      guard mayCome else { return nil }
      Thread.sleep(forTimeInterval: 0.002)
    }
  }

  /// A thread has left the file; `result` comes from the one that did its last case.
  func finish(_ sheet: Sheet, _ result: FileResult?) {
    guard let result else { return }
    state.withLock { state in
      state.sheets.removeAll { $0 === sheet }
      state.finished[sheet.position] = result
    }
    signal.signal()
  }

  func wait(for position: Int) -> FileResult {
    while true {
      if let result = state.withLock({ $0.finished.removeValue(forKey: position) }) {
        return result
      }
      signal.wait()
    }
  }
}
