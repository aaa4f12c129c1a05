import EVM
import FVM
import Filecoin
import IPLD
import Primitives
import Testing

@testable import Actors

/// Sizes of code, init code and data (builtin-actors `system.rs` `MAX_CODE_SIZE`; ref-fvm
/// `kernel/default.rs`: blocks up to 1 MiB).
struct SizeLimitTests {
  @Test(arguments: [(24_576, ExitCode.ok), (24_577, .illegalArgument)])
  func codeHasALimit(size: Int, expected: ExitCode) throws {
    let world = try EdgeWorld()
    let outcome = try world.create(try Assembly("\(size) 0 RETURN").bytes)
    #expect(outcome.code == expected)
  }

  /// EIP-3541; the second byte does not matter, and an empty contract may be.
  @Test(arguments: [("0xef", ExitCode.illegalArgument), ("0xfe", .ok)])
  func codeMayNotBeginWithEF(byte: String, expected: ExitCode) throws {
    let world = try EdgeWorld()
    let outcome = try world.create(try Assembly("\(byte) 0 MSTORE8 1 0 RETURN").bytes)
    #expect(outcome.code == expected)
  }

  /// There is no EIP-3860 limit of 49,152 bytes: nothing in `initialize_evm_contract` looks at it.
  @Test func initCodeHasNone() throws {
    let world = try EdgeWorld()
    let start = try Assembly("0 0 RETURN").bytes
    let outcome = try world.create(start + [UInt8](repeating: 0xfe, count: 60_000))
    #expect(outcome.code == .ok)
    // The same by a contract.
    let creation = try world.run("100000 0 0 CREATE" + Assembly.returnTop)
    #expect(creation.word?.isZero == false)
  }

  /// Calldata of more than a block cannot be sent: CALL answers 0, and the frame goes on.
  @Test(arguments: [(1 << 20, 1), ((1 << 20) + 1, 0)])
  func calldataIsABlock(size: Int, expected: UInt64) throws {
    let world = try EdgeWorld()
    let callee = try world.deploy("CALLDATASIZE" + Assembly.returnTop)
    let outcome = try world.run("0 0 \(size) 0 0 \(callee) GAS CALL" + Assembly.returnTop)
    #expect(outcome.code == .ok)
    #expect(outcome.word == UInt256(expected))
  }

  /// A return value of more than a block cannot be written: the actor panics, exit code 24
  /// (`runtime/src/runtime/fvm.rs` `trampoline`: "failed to write result").
  @Test(arguments: [((1 << 20) - 5, ExitCode.ok), (1 << 20, .assertionFailed)])
  func returnDataIsABlock(size: Int, expected: ExitCode) throws {
    let world = try EdgeWorld()
    let contract = try world.deploy("\(size) 0 RETURN")
    #expect(try world.call(contract).code == expected)
    let outcome = try world.run(Assembly.call(contract) + Assembly.returnTop)
    #expect(outcome.word == (expected == .ok ? 1 : 0))
  }

  /// Init code in a creation is part of a block of parameters: what does not fit makes CREATE answer 0.
  @Test func initCodeOfABlockFails() throws {
    let world = try EdgeWorld()
    let outcome = try world.run("1048577 0 0 CREATE" + Assembly.returnTop)
    #expect(outcome.code == .ok)
    #expect(outcome.word == 0)
  }
}
