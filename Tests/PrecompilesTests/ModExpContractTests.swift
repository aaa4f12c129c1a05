import Precompiles
import Primitives
import Testing

@Suite struct ModExpContractTests {
  /// EIP-7823: a length of 1024 bytes is the longest from Osaka on.
  @Test func lengthsAreBoundedFromOsaka() throws {
    for position in 0..<3 {
      for (length, fails) in [(1024, false), (1025, true)] {
        var lengths: [UInt256] = [1, 1, 1]
        lengths[position] = UInt256(length)
        let input = lengths.flatMap(\.bigEndianBytes)
        #expect(try run(.osaka, input) == nil ? fails : !fails, "\(position) \(length)")
        #expect(try run(.berlin, input) != nil)
        #expect(try filecoin(input) != nil)
      }
    }
  }

  /// builtin-actors `precompiles/evm.rs`: each length is read as 32 bits.
  @Test func filecoinRefusesLengthsBeyond32Bits() throws {
    for position in 0..<3 {
      var lengths: [UInt256] = [0, 0, 0]
      lengths[position] = UInt256(UInt64(1) << 32)
      #expect(try filecoin(lengths.flatMap(\.bigEndianBytes)) == nil, "\(position)")
    }
    let longestExponent = [0, UInt256(UInt64(UInt32.max)), 0].flatMap(\.bigEndianBytes)
    #expect(try filecoin(longestExponent) == [])
  }

  /// A host that runs without prices learns that it cannot: this is no failed call.
  @Test func numbersThatNoPriceAllowsAreAnErrorOfTheHost() {
    let lengths: [UInt256] = [1, 1, UInt256(UInt64(1) << 31)]
    #expect(throws: PrecompileError.tooLarge(name: "MODEXP", bytes: 1 << 31)) {
      try filecoin(lengths.flatMap(\.bigEndianBytes))
    }
  }

  /// EIP-198's conventions for zeros, and input that ends early.
  @Test func zerosAndMissingBytes() throws {
    let cases: [(lengths: [UInt256], numbers: [UInt8], output: [UInt8])] = [
      ([0, 0, 0], [], []),
      ([1, 1, 0], [3, 2], []),
      ([0, 0, 1], [2], [1]),  // 0^0 = 1
      ([0, 0, 1], [1], [0]),  // modulo 1
      ([1, 1, 2], [3, 2, 0, 0], [0, 0]),  // modulo 0
      ([1, 1, 1], [3, 2], [0]),  // the modulus is missing, which is zero
      ([1, 1, 2], [3, 2, 1], [0, 9]),  // its second byte is missing: modulo 256
      ([1, 2, 1], [2, 0, 3, 5], [3]),
    ]
    for (lengths, numbers, output) in cases {
      let input = lengths.flatMap(\.bigEndianBytes) + numbers
      for revision in [Revision.byzantium, .berlin, .osaka] {
        #expect(try run(revision, input) == output, "\(lengths) \(numbers)")
      }
      #expect(try filecoin(input) == output, "\(lengths) \(numbers)")
    }
    #expect(try run(.osaka, []) == [])
  }

  private func run(_ revision: Revision, _ input: [UInt8]) throws -> [UInt8]? {
    try PrecompileTable(revision)[address]?.run(input)
  }

  private func filecoin(_ input: [UInt8]) throws -> [UInt8]? {
    try PrecompileTable.filecoin[address]?.run(input)
  }

  private let address = EthAddress(truncating: 5)
}
