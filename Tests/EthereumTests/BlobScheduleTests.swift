import Ethereum
import Primitives
import Testing

/// Values computed by the formula of EIP-4844 with exact integers.
@Suite struct BlobScheduleTests {
  static let prices: [(UInt64, UInt64)] = [
    (0, 1), (2_314_057, 1), (2_314_058, 2), (10 * 1024 * 1024, 23),
    (148_099_578, 18_446_739_238_971_471_609),
  ]

  @Test(arguments: prices)
  func priceGrowsWithExcess(excess: UInt64, price: UInt64) {
    #expect(BlobSchedule.cancun.baseFee(excessBlobGas: excess) == UInt256(price))
  }

  @Test func excessFollowsTheTarget() {
    let gas = BlobSchedule.gasPerBlob
    let cancun = BlobSchedule.cancun
    #expect(cancun.excessBlobGas(parentExcess: 0, parentUsed: 3 * gas, parentBaseFee: nil) == 0)
    #expect(cancun.excessBlobGas(parentExcess: 0, parentUsed: 4 * gas, parentBaseFee: nil) == gas)
    #expect(cancun.excessBlobGas(parentExcess: gas, parentUsed: gas, parentBaseFee: nil) == 0)
    // EIP-7918: a third of what was used is added while execution is the dearer part.
    #expect(
      BlobSchedule.prague.excessBlobGas(
        parentExcess: 6 * gas, parentUsed: 6 * gas, parentBaseFee: 1000) == 8 * gas)
  }
}
