import EVM
import FVM
import Filecoin
import IPLD
import Primitives
import Testing

@testable import Actors

/// Contracts under method numbers of Filecoin's: `handle_filecoin_method(uint64,uint64,bytes)` for
/// 1024 and above (builtin-actors `evm/src/lib.rs`, FRC-42).
struct FilecoinMethodTests {
  /// Returns its calldata as bytes of a CBOR block, exit code 0.
  private static let echo = """
    0x51 32 MSTORE 96 64 MSTORE CALLDATASIZE 96 MSTORE CALLDATASIZE 0 128 CALLDATACOPY
    CALLDATASIZE 128 ADD 0 RETURN
    """

  @Test(arguments: [1024, 2_643_134_072, UInt64.max])
  func aMethodNumberBecomesCalldata(method: UInt64) throws {
    let world = try EdgeWorld()
    let contract = try world.deploy(Self.echo)
    for params in [[], [0x80], [UInt8](repeating: 0xab, count: 33)] as [[UInt8]] {
      let outcome = try world.send(
        to: .ethereum(contract), MethodNumber(rawValue: method), params: params)
      #expect(outcome.code == .ok)
      let data = outcome.result.receipt.returnData
      // keccak256("handle_filecoin_method(uint64,uint64,bytes)")[..4], then ABI words.
      #expect(Array(data.prefix(4)) == [0x86, 0x8e, 0x10, 0xc4])
      let words = stride(from: 4, to: data.count, by: 32).compactMap {
        UInt256(bigEndian: data[$0..<$0 + 32])
      }
      #expect(
        Array(words.prefix(4)) == [
          UInt256(method), params.isEmpty ? 0 : 0x51, 0x60, UInt256(UInt64(params.count)),
        ])
      #expect(Array(data.dropFirst(132).prefix(params.count)) == params)
      #expect(data.count == 132 + (params.count + 31) / 32 * 32)
      #expect(outcome.result.returnCodec == Multicodec.cbor)
    }
  }

  /// A codec in the answer but CBOR, one without data, numbers that do not fit: 21.
  @Test(arguments: [
    // Exit code, codec, offset, length, expected exit code, and whether there is a block.
    ("0", "0x51", "96", "2", 0, true), ("0", "0", "96", "0", 0, false),
    ("0", "0", "96", "2", 21, false), ("0", "0x71", "96", "2", 21, false),
    ("0", "0x55", "96", "2", 21, false), ("42", "0x51", "96", "2", 42, true),
    ("42", "0", "96", "0", 42, false), ("0xffffffff", "0x51", "96", "2", 4_294_967_295, true),
    ("0x0100000000", "0x51", "96", "2", 21, false),
    ("0", "0x010000000000000000", "96", "2", 21, false),
    ("0", "0x51", "0x0100000000", "2", 21, false), ("0", "0x51", "96", "0x0100000000", 21, false),
    // Codes of the system's are not an actor's to use: 9, with the data.
    ("5", "0x51", "96", "2", 9, true), ("15", "0", "96", "0", 9, false),
    ("16", "0x51", "96", "2", 16, true),
    // An offset past the end reads zeros: no data, of CBOR, which is a block all the same.
    ("0", "0x51", "1000", "0", 0, false),
  ])
  func theAnswerIsDecoded(
    exit: String, codec: String, offset: String, length: String, expected: Int, hasData: Bool
  ) throws {
    let world = try EdgeWorld()
    let contract = try world.deploy(
      """
      \(exit) 0 MSTORE \(codec) 32 MSTORE \(offset) 64 MSTORE \(length) 96 MSTORE
      0x4107 240 SHL 128 MSTORE 160 0 RETURN
      """)
    let outcome = try world.send(to: .ethereum(contract), 5000)
    #expect(outcome.code == ExitCode(UInt32(expected)))
    #expect(outcome.result.receipt.returnData == (hasData ? [0x41, 0x07] : []))
  }

  /// Without output there is no block; a revert is a revert under any number.
  @Test func noOutputIsNoBlock() throws {
    let world = try EdgeWorld()
    let silent = try world.send(to: .ethereum(try world.deploy("STOP")), 5000)
    #expect(silent.code == .ok && silent.result.returnCodec == nil)
    let reverting = try world.deploy("0xaa 0 MSTORE8 1 0 REVERT")
    let outcome = try world.send(to: .ethereum(reverting), 5000)
    #expect(outcome.code == .evmReverted)
    #expect(outcome.output == [0xaa])
  }

  /// The numbers in between are nobody's, and 0 is a bare transfer that no code sees.
  @Test func lowNumbersReachNoContract() throws {
    let world = try EdgeWorld()
    let contract = try world.deploy("1 0 SSTORE")
    for method in [7, 100, 1023] as [UInt64] {
      let outcome = try world.send(to: .ethereum(contract), MethodNumber(rawValue: method))
      #expect(outcome.code == .unhandledMessage, "\(method)")
    }
    let value = TokenAmount(atto: 5 as UInt64)
    #expect(try world.send(to: .ethereum(contract), .send, value: value).code == .ok)
    #expect(try world.balance(contract) == value)
    #expect(try world.slot(0, of: contract) == 0)
    #expect(try world.send(to: .ethereum(contract), 1024).code == .ok)
    #expect(try world.slot(0, of: contract) == 1)
  }

  /// InvokeContract takes no parameters, a RAW block, or a byte string in CBOR.
  @Test(
    arguments: [
      (nil, 0, ""), (DataBlock(codec: Multicodec.raw, data: [1, 2]), 0, "0102"),
      (DataBlock(codec: Multicodec.cbor, data: [0x42, 1, 2]), 0, "0102"),
      (DataBlock(codec: Multicodec.dagCBOR, data: [0x42, 1, 2]), 0, "0102"),
      (DataBlock(codec: Multicodec.cbor, data: [0x40]), 0, ""),
      (DataBlock(codec: Multicodec.cbor, data: [0x82, 1, 2]), 21, ""),
      (DataBlock(codec: Multicodec.cbor, data: [0x42, 1]), 21, ""),
      (DataBlock(codec: Multicodec.cbor, data: [0x41, 1, 2]), 21, ""),
    ] as [(DataBlock?, Int, String)])
  func invokeContractTakesBytes(params: DataBlock?, expected: Int, seen: String) throws {
    var target: Address = .id(0)
    var answer: Runtime.Response?
    let probe = ProbeActor { _, _, runtime throws(ActorError) in
      if case .success(let response) = try runtime.send(
        to: target, EVMMethod.invokeContract, params)
      {
        answer = response
      }
      return nil
    }
    let world = try EdgeWorld(probe: probe)
    target = .ethereum(
      try world.deploy("CALLDATASIZE 0 0 CALLDATACOPY CALLDATASIZE 0 RETURN"))
    try world.send(to: .id(EdgeWorld.probeID), 77)
    #expect(answer?.exitCode == ExitCode(UInt32(expected)))
    if expected == 0 {
      #expect(answer?.data == DataBlock(cbor: ByteString(try Hex.decode(seen))))
    }
  }
}
