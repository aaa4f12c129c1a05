import EVM
import FVM
import Filecoin
import IPLD
import Primitives
import Testing

@testable import Actors

/// How a contract ends (builtin-actors `evm/src/lib.rs`: exit codes 33 to 40).
struct AbortCodeTests {
  @Test(arguments: [
    ("0 0 REVERT", 33), ("0xaabb 0 MSTORE 2 30 REVERT", 33), ("INVALID", 34), ("#0c", 35),
    ("#f2", 35), ("0 BLOBHASH", 35), ("BLOBBASEFEE", 35), ("#21", 35), ("ADD", 36), ("1 SWAP1", 36),
    ("DUP16", 36), ("LOG4", 36), ("loop: 1 @loop JUMP", 37), ("0x0100000000 MLOAD", 38),
    ("1 0 0xffffffff CALLDATACOPY", 38), ("0x0100000000 0 0 CODECOPY", 38),
    ("0 0xffffffff MSTORE", 38), ("1 0 0 RETURNDATACOPY", 38), ("0 1 0 RETURNDATACOPY", 38),
    ("0x0100000000 0 RETURN", 38), ("0 JUMP", 39), ("1 JUMP", 39), ("1 1 JUMPI", 39),
    ("0x010000000000000000 JUMP", 39), ("8 JUMP #605b", 39),
    ("\(EdgeWorld.masked.missing) SELFDESTRUCT", 40),
  ])
  func eachEndHasItsCode(code: String, expected: Int) throws {
    let world = try EdgeWorld()
    let contract = try world.deploy("1 0 SSTORE \(code)")
    let outcome = try world.call(contract, value: 1)
    #expect(outcome.code == ExitCode(UInt32(expected)), "\(code)")
    // Nothing stays: neither the slot nor the value.
    #expect(try world.slot(0, of: contract) == 0)
    #expect(try world.balance(contract) == .zero)
    // Data comes with a revert alone.
    if expected != 33 { #expect(outcome.result.receipt.returnData.isEmpty) }
    // To a calling contract each of them is 0.
    #expect(try world.run(Assembly.call(contract) + Assembly.returnTop).word == 0)
  }

  /// Revert data is a CBOR byte string in the receipt and bytes to a caller.
  @Test func aRevertHasData() throws {
    let world = try EdgeWorld()
    let contract = try world.deploy("0xaabb 0 MSTORE 2 30 REVERT")
    let outcome = try world.call(contract)
    #expect(outcome.result.receipt.returnData == [0x42, 0xaa, 0xbb])
    #expect(outcome.result.returnCodec == Multicodec.cbor)
    #expect(try world.call(try world.deploy("0 0 REVERT")).result.receipt.returnData == [0x40])
    let caller = try world.run(
      Assembly.call(contract) + "POP RETURNDATASIZE 0 0 RETURNDATACOPY RETURNDATASIZE 0 RETURN")
    #expect(caller.output == [0xaa, 0xbb])
  }

  /// A size of 0 touches no memory, whatever the offset (`instructions/memory.rs`).
  @Test(arguments: [
    "0 0 NOT RETURN", "0 0 NOT 0 NOT CALLDATACOPY", "0 0 NOT KECCAK256", "0 0 NOT 0 NOT MCOPY",
    "0 0 NOT LOG0", "0 0 NOT 0 0 NOT 0 4 GAS CALL",
  ])
  func nothingNeedsNoMemory(code: String) throws {
    #expect(try EdgeWorld().run(code).code == .ok)
  }

  /// Code without STOP ends with one; a truncated PUSH at its end is filled with zeros.
  @Test func codeEndsWithStop() throws {
    let world = try EdgeWorld()
    #expect(try world.run("1 0 SSTORE").code == .ok)
    #expect(try world.run("#63ff").code == .ok)
    #expect(try world.run("#").code == .ok)
  }

  /// The stack holds 1024 words.
  @Test func theStackHolds1024Words() throws {
    let full = [UInt8](repeating: Opcode.push0.rawValue, count: 1024)
    let world = try EdgeWorld()
    #expect(try world.call(try world.deploy(full)).code == .ok)
    #expect(try world.call(try world.deploy(full + [0x5f])).code == .evmStackOverflow)
    #expect(try world.call(try world.deploy(full + [0x80])).code == .evmStackOverflow)
  }
}
