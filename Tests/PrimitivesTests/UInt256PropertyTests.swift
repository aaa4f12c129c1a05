import Primitives
import Testing

/// Every operation against GMP on random and edge values.
@Suite struct UInt256PropertyTests {
  @Test func sumsAndDifferences() {
    let oracle = WordOracle()
    Property.run { generator in
      let (x, y) = (generator.word(), generator.word())
      let (low, high) = oracle.sum(x, y)
      let (sum, carry) = UInt256.addingWithCarry(x, y)
      guard sum == low, UInt256(carry) == high, x + y == low else { return "\(x) + \(y)" }
      guard x.addingChecked(y) == (high.isZero ? low : nil) else { return "checked \(x) + \(y)" }
      let difference = oracle.difference(x, y)
      let less = oracle.order(x, y) < 0
      let (found, borrow) = UInt256.subtractingWithBorrow(x, y)
      guard found == difference, (borrow == 1) == less, x - y == difference else {
        return "\(x) - \(y)"
      }
      guard x.subtractingChecked(y) == (less ? nil : difference) else {
        return "checked \(x) - \(y)"
      }
      guard -x == oracle.difference(.zero, x) else { return "-\(x)" }
      return nil
    }
  }

  @Test func products() {
    let oracle = WordOracle()
    Property.run { generator in
      let (x, y) = (generator.word(), generator.word())
      let (low, high) = oracle.product(x, y)
      guard x * y == low else { return "\(x) * \(y)" }
      guard x.multipliedFullWidth(by: y) == (low, high) else { return "full \(x) * \(y)" }
      guard x.multipliedChecked(by: y) == (high.isZero ? low : nil) else {
        return "checked \(x) * \(y)"
      }
      return nil
    }
  }

  @Test func quotientsAndRemainders() {
    let oracle = WordOracle()
    Property.run(rounds: 2 * Property.rounds) { generator in
      let (x, y) = generator.division()
      let (quotient, remainder) = (oracle.quotient(x, y), oracle.remainder(x, y))
      guard x / y == quotient else { return "\(x) / \(y)" }
      guard x % y == remainder else { return "\(x) % \(y)" }
      guard x.quotientAndRemainder(dividingBy: y) == (quotient, remainder) else {
        return "\(x) divided by \(y)"
      }
      return nil
    }
  }

  /// The rare corrections of schoolbook division: equal top limbs and digits that are too large.
  @Test func divisionsThatNeedEveryCorrection() {
    let oracle = WordOracle()
    let limbs: [UInt64] = [0, 1, 1 << 63, (1 << 63) + 1, .max - 1, .max]
    for d1 in limbs where d1 != 0 {
      for d0 in limbs {
        for u1 in limbs {
          for u0 in limbs {
            for (x, y) in [
              (UInt256(limbs: u0, u1, d1, 0), UInt256(limbs: d0, d1, 0, 0)),
              (UInt256(limbs: u0, u1, 0, d1), UInt256(limbs: u1, d0, d1, 0)),
              (UInt256(limbs: u0, u1, d0, d1), UInt256(limbs: u1, d0, d1, 0)),
              (UInt256(limbs: u0, u1, u1, d1), UInt256(limbs: d0, u0, d1, 0)),
            ] {
              #expect(x / y == oracle.quotient(x, y), "\(x) / \(y)")
              #expect(x % y == oracle.remainder(x, y), "\(x) % \(y)")
            }
            let modulus = UInt256(limbs: u0, d0, .max, d1)
            for x in [UInt256(limbs: u1, u0, 0, d1), UInt256(limbs: u0, u1, .max, d1)] {
              for shift: UInt64 in [64, 128, 192] {
                let y = UInt256.one << shift
                let expected = oracle.productModulo(x, y, modulus)
                // Another modulus before it: this one is divided by.
                #expect(UInt256.mulMod(1, 1, 7) == 1)
                #expect(UInt256.mulMod(x, y, modulus) == expected, "\(x) \(y) \(modulus)")
                #expect(UInt256.mulMod(x, y, modulus) == expected, "\(x) \(y) \(modulus) again")
              }
            }
          }
        }
      }
    }
  }

  @Test func signedQuotientsAndRemainders() {
    let oracle = WordOracle()
    Property.run { generator in
      var (x, y) = generator.division()
      if generator.next() & 1 == 1 { x = -x }
      if generator.next() & 1 == 1 { y = -y }
      guard x.dividedSigned(by: y) == oracle.quotient(x, y, signed: true) else {
        return "signed \(x.hexWord) / \(y.hexWord)"
      }
      guard x.remainderSigned(dividingBy: y) == oracle.remainder(x, y, signed: true) else {
        return "signed \(x.hexWord) % \(y.hexWord)"
      }
      return nil
    }
  }

  @Test func modularSumsAndProducts() {
    let oracle = WordOracle()
    Property.run(rounds: 2 * Property.rounds) { generator in
      let modulus = generator.word()
      var (x, y) = (generator.word(), generator.word())
      switch generator.next() & 3 {
      case 0: (x, y) = (oracle.remainder(x, modulus), oracle.remainder(y, modulus))
      case 1:
        x = modulus - UInt256(generator.next() & 3)
        if generator.next() & 1 == 0 { y = .one << (64 * (generator.next() & 3)) }
      default: break
      }
      guard .addMod(x, y, modulus) == oracle.sumModulo(x, y, modulus) else {
        return "(\(x) + \(y)) mod \(modulus)"
      }
      // The first time the product is divided, then it goes by the modulus's reciprocal.
      for time in 0..<3 {
        guard .mulMod(x, y, modulus) == oracle.productModulo(x, y, modulus) else {
          return "(\(x) * \(y)) mod \(modulus), time \(time)"
        }
        if time == 1 { (x, y) = (generator.word(), generator.word()) }
      }
      return nil
    }
  }

  @Test func powers() {
    let oracle = WordOracle()
    Property.run(rounds: Property.rounds / 10) { generator in
      let (x, y) = (generator.word(), generator.word())
      guard x.power(y) == oracle.power(x, y) else { return "\(x) ** \(y)" }
      let small = UInt256(generator.next() & 0x1ff) << (generator.next() & 31)
      guard x.power(small) == oracle.power(x, small) else { return "\(x) ** \(small)" }
      return nil
    }
  }

  @Test func shifts() {
    let oracle = WordOracle()
    Property.run { generator in
      let x = generator.word()
      let count = generator.next() % 300
      let left = oracle.shiftedLeft(x, by: count)
      let right = oracle.shiftedRight(x, by: count)
      guard x << count == left, x.shiftedLeft(by: UInt256(count)) == left else {
        return "\(x) << \(count)"
      }
      guard x >> count == right, x.shiftedRight(by: UInt256(count)) == right else {
        return "\(x) >> \(count)"
      }
      guard
        x.arithmeticShiftedRight(by: UInt256(count))
          == oracle.shiftedRight(x, by: count, signed: true)
      else { return "\(x) >> \(count), signed" }
      let far = generator.word() | (.one << 64)
      let fill: UInt256 = x.limb3 >> 63 == 1 ? .max : .zero
      guard x.shiftedLeft(by: far).isZero, x.shiftedRight(by: far).isZero,
        x.arithmeticShiftedRight(by: far) == fill
      else { return "\(x) shifted by \(far)" }
      return nil
    }
  }

  @Test func comparisons() {
    let oracle = WordOracle()
    Property.run { generator in
      let x = generator.word()
      let y = generator.next() & 7 == 0 ? x : generator.word()
      let order = oracle.order(x, y)
      guard (x < y) == (order < 0), (x == y) == (order == 0), (x >= y) == (order >= 0) else {
        return "\(x) compared to \(y)"
      }
      guard x.isLessSigned(than: y) == (oracle.order(x, y, signed: true) < 0) else {
        return "\(x) compared to \(y), signed"
      }
      return nil
    }
  }

  @Test func bits() {
    let oracle = WordOracle()
    Property.run { generator in
      let (x, y) = (generator.word(), generator.word())
      guard (x & y, x | y, x ^ y, ~x) == oracle.bitwise(x, y) else { return "bits of \(x), \(y)" }
      let width = oracle.bitWidth(x)
      guard x.bitWidthUsed == width, x.leadingZeroBitCount == 256 - width,
        x.byteWidthUsed == (width + 7) / 8
      else { return "width of \(x)" }
      let index = generator.next() % 40
      let byte =
        index < 32
        ? oracle.bitwise(oracle.shiftedRight(x, by: 8 * (31 - index)), 0xff).and : UInt256.zero
      guard x.byte(at: UInt256(index)) == byte else { return "byte \(index) of \(x)" }
      let extended = index < 31 ? oracle.signExtended(x, bits: 8 * index + 8) : x
      guard x.signExtended(fromByte: UInt256(index)) == extended else {
        return "\(x) extended from byte \(index)"
      }
      return nil
    }
  }

  @Test func texts() {
    let oracle = WordOracle()
    Property.run(rounds: Property.rounds / 8) { generator in
      let x = generator.word()
      let decimal = oracle.text(x, radix: 10)
      let hexadecimal = "0x" + oracle.text(x, radix: 16)
      guard x.description == decimal, x.hexQuantity == hexadecimal else { return "text of \(x)" }
      let padding = String(repeating: "0", count: 66 - hexadecimal.count)
      guard x.hexWord == "0x" + padding + hexadecimal.dropFirst(2) else { return "word of \(x)" }
      guard UInt256(text: decimal) == x, UInt256(text: hexadecimal) == x,
        UInt256(text: x.hexWord.uppercased()) == x
      else { return "\(decimal) is not read" }
      return nil
    }
  }

  @Test func bytes() {
    let oracle = WordOracle()
    Property.run(rounds: Property.rounds / 8) { generator in
      let x = generator.word()
      let bytes = (0..<32).map { index in
        UInt8(oracle.bitwise(oracle.shiftedRight(x, by: UInt64(8 * (31 - index))), 0xff).and.limb0)
      }
      guard x.bigEndianBytes == bytes else { return "bytes of \(x)" }
      let minimal = Array(bytes.drop { $0 == 0 })
      guard x.minimalBigEndianBytes == minimal else { return "shortest bytes of \(x)" }
      guard UInt256(bigEndian: bytes) == x, UInt256(bigEndian: minimal) == x,
        UInt256(bigEndian: [0] + minimal) == (minimal.count < 32 ? x : nil),
        UInt256(bigEndian: bytes.lazy.map { $0 }) == x
      else { return "\(x) is not read" }
      return nil
    }
  }
}
