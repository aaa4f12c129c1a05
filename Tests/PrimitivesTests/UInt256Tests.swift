import Primitives
import Testing

/// The corners that the Yellow Paper (appendix H) and EIPs name.
@Suite struct UInt256Tests {
  private let minimum = UInt256.one << 255

  @Test func divisionByZeroIsZero() {
    for x in [UInt256.zero, 1, .max, minimum] {
      #expect(x / 0 == 0)
      #expect(x % 0 == 0)
      #expect(x.dividedSigned(by: 0) == 0)
      #expect(x.remainderSigned(dividingBy: 0) == 0)
      #expect(UInt256.addMod(x, .max, 0) == 0)
      #expect(UInt256.mulMod(x, .max, 0) == 0)
    }
  }

  @Test func theLeastNumberOverMinusOneIsItself() {
    #expect(minimum.dividedSigned(by: .max) == minimum)
    #expect(minimum.remainderSigned(dividingBy: .max) == 0)
    #expect(minimum.magnitude == minimum)
  }

  /// EIP-145 test cases.
  @Test func shiftsFollowTheProposal() {
    #expect(UInt256.one.shiftedLeft(by: 255) == minimum)
    #expect(UInt256.one.shiftedLeft(by: 256) == 0)
    #expect(UInt256.max.shiftedLeft(by: 1) == UInt256.max - 1)
    #expect(UInt256.one.shiftedRight(by: 1) == 0)
    #expect(UInt256.max.shiftedRight(by: 255) == 1)
    #expect(UInt256.max.shiftedRight(by: 256) == 0)
    #expect(minimum.arithmeticShiftedRight(by: 1) == UInt256(limbs: 0, 0, 0, 0xc0 << 56))
    #expect(minimum.arithmeticShiftedRight(by: 255) == .max)
    #expect(minimum.arithmeticShiftedRight(by: 257) == .max)
    #expect((minimum - 1).arithmeticShiftedRight(by: 254) == 1)
    #expect((minimum - 1).arithmeticShiftedRight(by: .max) == 0)
  }

  @Test func powersOfTheCorners() {
    #expect(UInt256.zero.power(0) == 1)
    #expect(UInt256.zero.power(1) == 0)
    #expect(UInt256.one.power(.max) == 1)
    #expect(UInt256.max.power(2) == 1)
    #expect(UInt256(2).power(255) == minimum)
    #expect(UInt256(2).power(256) == 0)
    #expect(UInt256(4).power(.max) == 0)
    #expect(UInt256(10).power(18) == 1_000_000_000_000_000_000)
  }

  @Test func conversionsFailOutsideTheirRange() {
    #expect(UInt256(UInt64.max).asUInt64 == .max)
    #expect((UInt256(UInt64.max) + 1).asUInt64 == nil)
    #expect(UInt256(Int.max).asInt == .max)
    #expect((UInt256(Int.max) + 1).asInt == nil)
    #expect(UInt256(UInt128.max).asUInt128 == .max)
    #expect((UInt256(UInt128.max) + 1).asUInt128 == nil)
    #expect((UInt256(UInt64.max) + 1).clampedToUInt64 == .max)
    #expect(UInt256(7).clampedToUInt64 == 7)
  }

  @Test func textsThatAreNoNumberAreRefused() {
    let largest =
      "115792089237316195423570985008687907853269984665640564039457584007913129639935"
    #expect(UInt256(text: largest) == .max)
    #expect(UInt256(text: "000" + largest) == .max)
    #expect(UInt256(text: "0x0" + String(repeating: "f", count: 64)) == .max)
    #expect(UInt256(text: "0X1F") == 31)
    let refused = [
      "", "0x", "x", "-1", "+1", " 1", "1 ", "1_0", "0xg", "12a", "½",
      "115792089237316195423570985008687907853269984665640564039457584007913129639936",
      "1" + String(repeating: "0", count: 78), "0x1" + String(repeating: "0", count: 64),
    ]
    for text in refused { #expect(UInt256(text: text) == nil, "\(text)") }
  }

  @Test func atMost32BytesAreAWord() {
    #expect(UInt256(bigEndian: []) == 0)
    #expect(UInt256(bigEndian: [1, 0]) == 256)
    #expect(UInt256(bigEndian: [UInt8](repeating: 0xff, count: 32)) == .max)
    #expect(UInt256(bigEndian: [UInt8](repeating: 0, count: 33)) == nil)
    #expect(UInt256(bigEndian: repeatElement(0, count: 33)) == nil)
    #expect(UInt256.zero.minimalBigEndianBytes == [])
    #expect(UInt256(256).minimalBigEndianBytes == [1, 0])
  }
}
