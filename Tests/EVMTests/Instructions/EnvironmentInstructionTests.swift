import Cryptography
import EVM
import Primitives
import Testing

@Suite struct EnvironmentInstructionTests {
  static var host: MockHost {
    let host = MockHost()
    host.context = ExecutionContext(
      block: BlockContext(
        number: 11, timestamp: 12, coinbase: address(13), gasLimit: 14, baseFee: 15,
        blobBaseFee: 16, difficultyOrRandao: 17, chainID: 18),
      transaction: TransactionContext(
        origin: address(19), gasPrice: 20,
        blobHashes: [Hash256(word: 21), Hash256(word: UInt256.max)]))
    host.accounts[contract] = MockHost.Account(balance: 22)
    host.accounts[address(1)] = MockHost.Account(balance: 23, code: [1, 2, 3])
    host.blockHashes[9] = Hash256(word: 24)
    return host
  }

  static let values: [(Opcode, [UInt256], UInt256)] = [
    (.number, [], 11), (.timestamp, [], 12), (.coinbase, [], 13), (.gaslimit, [], 14),
    (.basefee, [], 15), (.blobbasefee, [], 16), (.prevrandao, [], 17), (.chainid, [], 18),
    (.origin, [], 19), (.gasprice, [], 20), (.blobhash, [0], 21), (.blobhash, [1], .max),
    (.blobhash, [2], 0), (.blobhash, [.max], 0), (.selfbalance, [], 22), (.balance, [1], 23),
    (.balance, [2], 0), (.blockhash, [9], 24), (.blockhash, [.max], 0), (.extcodesize, [1], 3),
    (.extcodesize, [2], 0), (.extcodehash, [1], Hash256.emptyCode.word), (.extcodehash, [2], 0),
    (.address, [], contract.word), (.caller, [], caller.word), (.callvalue, [], 77),
    (.calldatasize, [], 40), (.returndatasize, [], 0),
  ]

  @Test func valuesComeFromTheHostAndTheMessage() {
    for (opcode, operands, expected) in Self.values {
      let code = operands.reduce(Bytecode()) { $0.push($1) }.op(opcode)
      let outcome = run(
        code, host: Self.host, value: 77, input: [UInt8](repeating: 1, count: 40))
      #expect(outcome.top == expected, "\(opcode.mnemonic)")
      #expect(outcome.stack.count == 1)
    }
  }

  @Test func addressesAreTruncated() {
    let dirty = UInt256.max << 160 | 1
    #expect(run(Bytecode().push(dirty).op(.balance), host: Self.host).top == 23)
  }

  @Test func callDataIsPaddedWithZeros() {
    let input = (1...40).map { UInt8($0) }
    func load(_ offset: UInt256) -> UInt256? {
      run(Bytecode().push(offset).op(.calldataload), input: input).top
    }
    #expect(load(0) == UInt256(bigEndian: Array(input[0..<32])))
    #expect(load(8) == UInt256(bigEndian: Array(input[8..<40])))
    #expect(load(9) == UInt256(bigEndian: Array(input[9..<40]) + [0]))
    #expect(load(39) == UInt256(40) << 248)
    #expect(load(40) == 0)
    #expect(load(.max) == 0)
    #expect(load(word("0xffffffffffffffff")) == 0)
    #expect(load(word("0x10000000000000000")) == 0)
    #expect(run(Bytecode().push(0).op(.calldataload), input: [7]).top == UInt256(7) << 248)
  }

  @Test func copiesPadAndOverwrite() {
    let input: [UInt8] = [1, 2, 3]
    func copied(_ from: UInt256, _ size: UInt256) -> [UInt8] {
      run(
        Bytecode().operands(0, .max).op(.mstore).operands(1, from, size).op(.calldatacopy)
          .operands(0, 8).op(.return), input: input
      ).result.output
    }
    #expect(copied(0, 3) == [255, 1, 2, 3, 255, 255, 255, 255])
    #expect(copied(1, 4) == [255, 2, 3, 0, 0, 255, 255, 255])
    #expect(copied(3, 2) == [255, 0, 0, 255, 255, 255, 255, 255])
    #expect(copied(.max, 2) == [255, 0, 0, 255, 255, 255, 255, 255])
    #expect(copied(0, 0) == [UInt8](repeating: 255, count: 8))
  }

  @Test func codeIsCopied() {
    let code = Bytecode().operands(0, 0, 32).op(.codecopy).operands(0, 32).op(.return)
    let outcome = run(code)
    #expect(
      outcome.result.output == code.bytes + [UInt8](repeating: 0, count: 32 - code.bytes.count))
    #expect(run(Bytecode().op(.codesize)).top == 1)
    let foreign = Bytecode().operands(1, 0, 1, 4).op(.extcodecopy).operands(0, 4).op(.return)
    #expect(run(foreign, host: Self.host).result.output == [2, 3, 0, 0])
  }

  @Test func copiesPayByTheWord() {
    for (size, words) in [(1, 1), (32, 1), (33, 2), (64, 2), (65, 3)] as [(UInt256, Int64)] {
      for opcode in [Opcode.calldatacopy, .codecopy, .mcopy] {
        let code = Bytecode().operands(0, 0, size).op(opcode)
        #expect(run(code).gasCost(of: opcode) == 3 + 3 * words + 3 * words, "\(opcode.mnemonic)")
      }
      let hash = Bytecode().operands(0, size).op(.keccak256)
      #expect(run(hash).gasCost(of: .keccak256) == 30 + 6 * words + 3 * words)
    }
  }

  @Test func hashesAreKeccak() {
    let empty = run(Bytecode().operands(0, 0).op(.keccak256))
    #expect(empty.top == word("0xc5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470"))
    let zeros = run(Bytecode().operands(0, 64).op(.keccak256))
    #expect(zeros.top == word("0xad3228b676f7d3cd4284a5443f17f1962b36e491b30a40b2405849e597ba5fb5"))
  }

  /// Inputs of 32 and 64 bytes are remembered: the same again, others at the same place, a prefix.
  @Test func rememberedHashesAreThoseOfTheirInput() {
    let interpreter = Interpreter(ruleset: .ethereum(.cancun))
    let host = MockHost()
    for round in 0..<2 {
      for number in 0..<600 {
        for size in [31, 32, 33, 63, 64, 65] {
          var input = [UInt8](repeating: 0, count: size)
          input[size - 1] = UInt8(number % 256)
          input[size - 2] = UInt8(number / 256)
          let code = Bytecode().store(input).operands(0, UInt256(UInt64(size))).op(.keccak256)
            .returnTop()
          let result = interpreter.execute(
            CallMessage(
              kind: .call, gas: 100_000, recipient: contract, codeAddress: contract,
              sender: caller),
            code: Code(code.bytes), host: host)
          let expected = Keccak256.hash(input).word
          #expect(UInt256(bigEndian: result.output) == expected, "\(round) \(number) \(size)")
        }
      }
    }
  }
}
