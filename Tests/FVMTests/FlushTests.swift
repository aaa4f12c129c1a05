import Filecoin
import IPLD
import Testing

@testable import FVM

/// A machine that goes on after a flush, as one that runs a chain of blocks may.
struct FlushTests {
  @Test func statesBetweenMessagesAreGoneAfterAFlush() throws {
    var count: UInt64 = 0
    let world = try TestMachine([
      200: ScriptActor { _, _, kernel throws(Abort) in
        count += 1
        try kernel.attempt { kernel throws(KernelError) in try kernel.setState(count) }
        return noBlock
      }
    ])
    let buffer = try #require(world.machine.blockstore as? BufferedBlockstore)
    for _ in 0..<3 {
      for _ in 0..<20 { #expect(try world.run().receipt.exitCode == .ok) }
      #expect(buffer.bufferedCount > 20)
      let root = try world.executor.flush()
      // The head of actors without a state stays at hand.
      #expect(buffer.bufferedCount == 1)
      #expect(try buffer.has(root))
      #expect(try world.actor(200)?.state == CID(dagCBOR: [0x81] + count.cborBytes))
    }
  }
}
