import Primitives
import Testing

struct ExecutionThreadTests {
  /// Levels of 4 KiB frames that only a deep stack holds.
  private func descend(_ levels: Int) -> Int {
    unsafe withUnsafeTemporaryAllocation(byteCount: 4096, alignment: 16) { buffer in
      unsafe buffer[0] = 1
      return levels == 0 ? 0 : unsafe Int(buffer[0]) + descend(levels - 1)
    }
  }

  @Test func aDeepRecursionFits() {
    #expect(ExecutionThread.run { descend(50_000) } == 50_000)
  }

  @Test func aRunInsideARunStaysOnItsThread() throws {
    struct Failure: Error {}
    let sum = ExecutionThread.run { ExecutionThread.run { descend(10) } + 1 }
    #expect(sum == 11)
    #expect(throws: Failure.self) {
      try ExecutionThread.run { () throws(Failure) in
        try ExecutionThread.run { () throws(Failure) in throw Failure() }
      }
    }
  }
}
