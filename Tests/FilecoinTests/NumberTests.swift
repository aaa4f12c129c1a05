import IPLD
import JSONText
import Primitives
import TestSupport
import Testing

@testable import Filecoin

@Suite struct NumberTests {
  @Test func numbersHaveTheirForms() throws {
    for vector in try GoldenVectors.cases("numbers") {
      let id = try vector.text("id")
      switch try vector.text("kind") {
      case "bigint":
        let number = try #require(BigInt(text: try vector.text("decimal")))
        #expect(number.description == (try vector.text("decimal")), "\(id)")
        guard vector["error"] == nil else {
          #expect(!number.isEncodable, "\(id)")
          let form = ByteString([number.isNegative ? 1 : 0] + number.magnitudeBytes)
          #expect(throws: CBORError.self, "\(id)") { try BigInt(cborBytes: form.cborBytes) }
          continue
        }
        #expect(number.cborBytes == (try vector.hex("cbor")), "\(id)")
        #expect(try BigInt(cborBytes: try vector.hex("cbor")) == number, "\(id)")
      case "token_display":
        let amount = TokenAmount(atto: try #require(BigInt(text: try vector.text("atto"))))
        #expect(amount.description == (try vector.text("text")), "\(id)")
      case "token_display_precision":
        let amount = TokenAmount(atto: try #require(BigInt(text: try vector.text("atto"))))
        let decimals = Int(try vector.integer("precision"))
        #expect(amount.description(decimals: decimals) == (try vector.text("text")), "\(id)")
      case "u256_cbor":
        let word = try #require(UInt256(text: try vector.text("decimal")))
        #expect(word.cborBytes == (try vector.hex("cbor")), "\(id)")
        #expect(try UInt256(cborBytes: try vector.hex("cbor")) == word, "\(id)")
      case let kind: Issue.record("\(id): \(kind)")
      }
    }
  }

  @Test func signBytesOtherThanZeroAndOneAreRefused() throws {
    #expect(throws: CBORError.self) { try BigInt(cborBytes: [0x42, 2, 1]) }
    #expect(throws: CBORError.self) {
      try UInt256(cborBytes: ByteString([UInt8](repeating: 0, count: 33)).cborBytes)
    }
    #expect(try BigInt(cborBytes: [0x41, 1]) == .zero)
    #expect(try BigInt(cborBytes: [0x43, 0, 0, 7]) == 7)
  }

  /// Against the language's own 128-bit integers.
  @Test func arithmeticAgreesWithFixedWidthIntegers() {
    var random = SystemRandomNumberGenerator()
    for _ in 0..<3000 {
      let a = Int64.random(in: .min ... .max, using: &random) >> Int64.random(in: 0..<64)
      let b = Int64.random(in: .min ... .max, using: &random) >> Int64.random(in: 0..<64)
      let (x, y) = (Int128(a), Int128(b))
      #expect(BigInt(a) + BigInt(b) == BigInt(x + y))
      #expect(BigInt(a) - BigInt(b) == BigInt(x - y))
      #expect(BigInt(a) * BigInt(b) == BigInt(x * y))
      #expect((BigInt(a) < BigInt(b)) == (a < b))
      #expect(BigInt(a).description == a.description)
      guard b != 0 else { continue }
      let wide = x * y + Int128(Int32.random(in: .min ... .max, using: &random))
      let result = BigInt(wide).quotientAndRemainder(dividingBy: BigInt(b))
      #expect(result.quotient == BigInt(wide / y))
      #expect(result.remainder == BigInt(wide % y))
    }
  }

  /// q · d + r = n with |r| < |d| has one solution, so this is a check and not a repetition.
  @Test func divisionOfLongNumbersIsExact() {
    var random = SystemRandomNumberGenerator()
    func number(_ limbs: Int) -> BigInt {
      BigInt(
        isNegative: Bool.random(using: &random),
        limbs: (0..<limbs).map { _ in
          [0, .max, UInt64.random(in: 0 ... .max, using: &random)].randomElement(using: &random)
            ?? 0
        })
    }
    for round in 0..<4000 {
      let dividend = number(round % 9)
      let divisor = number(1 + round % 5)
      guard !divisor.isZero else { continue }
      let (quotient, remainder) = dividend.quotientAndRemainder(dividingBy: divisor)
      #expect(quotient * divisor + remainder == dividend)
      let size = remainder.isNegative ? -remainder : remainder
      #expect(size < (divisor.isNegative ? -divisor : divisor))
      #expect(remainder.isZero || remainder.isNegative == dividend.isNegative)
    }
  }

  // Go's big.Div rounds so that the remainder is not negative.
  @Test(arguments: [(7, 2, 3), (-7, 2, -4), (7, -2, -3), (-7, -2, 4), (-8, 2, -4)])
  func euclideanQuotients(dividend: Int, divisor: Int, quotient: Int) {
    #expect(BigInt(dividend).euclideanQuotient(dividingBy: BigInt(divisor)) == BigInt(quotient))
  }

  @Test func methodsHaveTheirNumbers() throws {
    for vector in try GoldenVectors.cases("frc42") {
      let id = try vector.text("id")
      let name = try vector.text("name")
      if vector["error"] != nil {
        #expect(throws: MethodNumber.NameError.self, "\(id)") { try MethodNumber(name: name) }
      } else {
        #expect(try MethodNumber(name: name).rawValue == (try vector.integer("number")), "\(id)")
      }
    }
  }
}
