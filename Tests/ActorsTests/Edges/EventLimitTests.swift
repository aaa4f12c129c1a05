import EVM
import FVM
import Filecoin
import IPLD
import Primitives
import Testing

@testable import Actors

/// LOG0 to LOG4 as events of the FVM (builtin-actors `instructions/log_event.rs`, FIP-0049).
struct EventLimitTests {
  private func entries(_ outcome: EdgeWorld.Outcome) -> [[EventEntry]] {
    outcome.result.events.map(\.event.entries)
  }

  /// Topics are entries t1 to t4, the data is d and absent when empty; all indexed, all RAW.
  @Test(arguments: [
    ("0 0 LOG0", []), ("2 30 LOG0", ["d"]), ("7 0 0 LOG1", ["t1"]), ("7 2 30 LOG1", ["t1", "d"]),
    ("8 7 0 0 LOG2", ["t1", "t2"]), ("9 8 7 2 30 LOG3", ["t1", "t2", "t3", "d"]),
    ("10 9 8 7 2 30 LOG4", ["t1", "t2", "t3", "t4", "d"]),
  ])
  func entriesHaveTheirKeys(code: String, keys: [String]) throws {
    let world = try EdgeWorld()
    let contract = try world.deploy("0xaabb 0 MSTORE \(code)")
    let outcome = try world.call(contract)
    #expect(outcome.result.events.map(\.emitter) == [try world.id(contract)])
    let expected = keys.enumerated().map { index, key in
      EventEntry(
        flags: .indexAll, key: key, codec: Multicodec.raw,
        value: key == "d" ? [0xaa, 0xbb] : UInt256(UInt64(7 + index)).bigEndianBytes)
    }
    #expect(entries(outcome) == [expected])
    #expect(outcome.result.receipt.eventsRoot != nil)
  }

  /// 8192 bytes of topics and data together are the most; more ends the actor with 24.
  @Test(arguments: [
    ("8192 0 LOG0", 0), ("8193 0 LOG0", 24), ("7 8160 0 LOG1", 0), ("7 8161 0 LOG1", 24),
    ("4 3 2 1 8064 0 LOG4", 0), ("4 3 2 1 8065 0 LOG4", 24),
  ])
  func valuesTogetherHaveALimit(code: String, expected: Int) throws {
    let world = try EdgeWorld()
    let outcome = try world.run(code)
    #expect(outcome.code == ExitCode(UInt32(expected)))
    #expect(outcome.result.events.count == (expected == 0 ? 1 : 0))
  }

  /// Gas alone limits how many events there are.
  @Test func anyNumberOfEventsIsKept() throws {
    let world = try EdgeWorld()
    let outcome = try world.run(
      "300 loop: DUP1 0 0 LOG1 1 SWAP1 SUB DUP1 @loop JUMPI")
    #expect(outcome.code == .ok)
    #expect(outcome.result.events.count == 300)
    let values = entries(outcome).map { $0.first?.value ?? [] }
    #expect(values == (1...300).reversed().map { UInt256(UInt64($0)).bigEndianBytes })
  }

  /// An event of a frame that fails is gone, also one of a frame inside it that succeeded.
  @Test func failedFramesSayNothing() throws {
    let world = try EdgeWorld()
    let inner = try world.deploy("0 0 LOG0")
    let failing = try world.deploy("7 0 0 LOG1" + Assembly.call(inner) + "INVALID")
    let outcome = try world.run(
      "1 0 0 LOG1" + Assembly.call(failing) + Assembly.call(inner) + "2 0 0 LOG1")
    #expect(outcome.code == .ok)
    #expect(entries(outcome).map { $0.map(\.key) } == [["t1"], [], ["t1"]])
    #expect(entries(outcome).last?.first?.value.last == 2)
    let failed = try world.call(failing)
    #expect(failed.result.events.isEmpty && failed.result.receipt.eventsRoot == nil)
  }
}
