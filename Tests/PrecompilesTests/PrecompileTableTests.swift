import Precompiles
import Primitives
import Testing

@Suite struct PrecompileTableTests {
  /// How many contracts each revision has, from the EIPs that add them.
  @Test func eachRevisionHasItsContracts() {
    let counts: [(Revision, Int)] = [
      (.frontier, 4), (.homestead, 4), (.spuriousDragon, 4), (.byzantium, 8), (.petersburg, 8),
      (.istanbul, 9), (.berlin, 9), (.shanghai, 9), (.cancun, 10), (.prague, 17), (.osaka, 18),
    ]
    for (revision, count) in counts {
      let table = PrecompileTable(revision)
      #expect(table.addresses.count == count, "\(revision)")
      #expect(table.addresses == table.addresses.sorted())
      for precompile in table.precompiles { #expect(precompile.since <= revision) }
      for number in 1...min(count, 17) {
        #expect(table[address(number)]?.address == address(number), "\(revision) \(number)")
      }
    }
    #expect(PrecompileTable(.prague)[address(0x100)] == nil)
    #expect(PrecompileTable(.osaka)[address(0x100)]?.name == "P256VERIFY")
  }

  @Test func addressesBeyondTheTableAreNoContracts() {
    let table = PrecompileTable(.osaka)
    for word: UInt256 in [0, 0x12, 0xff, 0x101, UInt256(limbs: 1, 1, 0, 0), .max] {
      #expect(!table.contains(EthAddress(truncating: word)), "\(word)")
    }
  }

  @Test func filecoinLacksPointEvaluation() {
    let table = PrecompileTable.filecoin
    #expect(!table.contains(address(0x0a)))
    #expect(table.addresses.count == 17)
    #expect(table.contains(address(0x100)))
  }

  /// EIP-196, 197, 1108: the prices before and after Istanbul; EIP-2537 discounts.
  @Test func pricesFollowTheRevision() {
    let cases: [(Revision, Int, bytes: Int, gas: UInt64)] = [
      (.frontier, 0x01, 0, 3000), (.frontier, 0x02, 33, 84), (.frontier, 0x03, 32, 720),
      (.frontier, 0x04, 65, 24),
      (.byzantium, 0x06, 0, 500), (.istanbul, 0x06, 0, 150),
      (.byzantium, 0x07, 0, 40_000), (.istanbul, 0x07, 0, 6000),
      (.byzantium, 0x08, 384, 260_000), (.istanbul, 0x08, 384, 113_000),
      (.cancun, 0x0a, 192, 50_000),
      (.prague, 0x0b, 256, 375), (.prague, 0x0c, 160, 12_000), (.prague, 0x0c, 0, 0),
      (.prague, 0x0c, 160 * 128, 797_184), (.prague, 0x0c, 160 * 129, 803_412),
      (.prague, 0x0d, 512, 600), (.prague, 0x0e, 288, 22_500), (.prague, 0x0e, 576, 45_000),
      (.prague, 0x0f, 768, 102_900), (.prague, 0x10, 64, 5500), (.prague, 0x11, 128, 23_800),
      (.osaka, 0x100, 160, 6900),
    ]
    for (revision, number, bytes, gas) in cases {
      let input = [UInt8](repeating: 0, count: bytes)
      #expect(
        PrecompileTable(revision)[address(number)]?.gas(input) == gas, "\(revision) \(number)")
    }
  }

  /// Lengths that no memory holds are priced without being allocated.
  @Test func modularExponentiationPriceSaturates() {
    let huge = [UInt8](repeating: 0xff, count: 96)
    for revision in [Revision.byzantium, .berlin, .osaka] {
      #expect(PrecompileTable(revision)[address(5)]?.gas(huge) == .max)
    }
    // A modulus and base of no length cost the least, whatever the exponent's length (EIP-198).
    let exponentOnly = [UInt8](repeating: 0, count: 32) + [UInt8](repeating: 0xff, count: 32)
    #expect(PrecompileTable(.byzantium)[address(5)]?.gas(exponentOnly) == 0)
    #expect(PrecompileTable(.berlin)[address(5)]?.gas(exponentOnly) == 200)
    // EIP-7883 has no free exponent: at least 16 a round.
    #expect(PrecompileTable(.osaka)[address(5)]?.gas(exponentOnly) == .max)
  }

  private func address(_ number: Int) -> EthAddress { EthAddress(truncating: UInt256(number)) }
}
