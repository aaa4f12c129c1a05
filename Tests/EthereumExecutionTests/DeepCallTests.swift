import EVM
import Ethereum
import EthereumExecution
import Foundation
import Primitives
import Testing

/// Chains of calls as deep as they may be, each frame with as much memory as its gas buys.
@Suite struct DeepCallTests {
  /// Writes the last byte of `memory` bytes, calls itself with the gas it has, and returns how many
  /// frames answered.
  static func code(memory: UInt32) -> [UInt8] {
    let last = bigEndian(memory - 1)
    return [0x60, 1, 0x63] + last + [0x53]
      // Output of 32 bytes at 0, no input, no value, to itself, with all gas but 1024.
      + [0x60, 32, 0x60, 0, 0x60, 0, 0x60, 0, 0x60, 0, 0x30, 0x61, 4, 0, 0x5a, 0x03, 0xf1, 0x50]
      + [0x60, 0, 0x51, 0x60, 1, 0x01, 0x60, 0, 0x52, 0x60, 32, 0x60, 0, 0xf3]
  }

  private static func bigEndian(_ number: UInt32) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) }
  }

  /// A gigabyte a frame where a call may have all gas (EIP-150 is not there yet), and what is left
  /// after 1024 times 63/64 of it (2^62 gas, of which 2^39 would arrive and a quarter is spent on the way):
  /// a terabyte and 32 gigabytes of addresses, of which two pages a
  /// frame are touched.
  @Test(
    arguments: [
      (Revision.homestead, 1 << 30, 1 << 53), (.cancun, 1 << 25, 1 << 62),
    ] as [(Revision, UInt32, UInt64)])
  func maximalMemoryInEveryFrame(revision: Revision, memory: UInt32, gas: UInt64) throws {
    let (sender, contract) = (EthAddress(truncating: 0xaaaa), EthAddress(truncating: 0xbbbb))
    let state = InMemoryState([
      sender: InMemoryAccount(balance: 1),
      contract: InMemoryAccount(code: Self.code(memory: memory)),
    ])
    let before = Self.residentBytes("VmRSS")
    let end = ExecutionThread.run {
      StateTransition.run(
        .legacy(
          .init(nonce: 0, gasPrice: 0, gasLimit: gas, to: contract, value: 0, data: [])),
        sender: sender, on: state, in: .init(block: BlockContext(number: 1, gasLimit: gas)),
        interpreter: Interpreter(ruleset: .ethereum(revision)))
    }
    let outcome = try end.result.get()
    // The outermost frame and 1024 below it; the next call is refused.
    #expect(UInt256(bigEndian: outcome.output) == 1025)
    if let before, let peak = Self.residentBytes("VmHWM") {
      #expect(peak - before < 1 << 30)
    }
  }

  /// A line of the process's status in bytes; nil on systems without it.
  private static func residentBytes(_ name: String) -> Int? {
    guard let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8) else {
      return nil
    }
    let line = status.split(separator: "\n").first { $0.hasPrefix(name + ":") }
    return line?.split(whereSeparator: \.isWhitespace).dropFirst().first
      .flatMap { Int($0) }.map { $0 * 1024 }
  }
}
