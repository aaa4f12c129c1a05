import Cryptography
import Primitives
import Testing

@Suite struct ModularExponentiationTests {
  @Test(arguments: [
    // Arithmetic by hand; the result has the length of the modulus.
    (base: "03", exponent: "05", modulus: "07", result: "05"),
    (base: "03", exponent: "05", modulus: "000007", result: "000005"),
    (base: "", exponent: "", modulus: "05", result: "01"),
    (base: "00", exponent: "00", modulus: "01", result: "00"),
    (base: "02", exponent: "10", modulus: "010000", result: "000000"),
    (base: "02", exponent: "0f", modulus: "010000", result: "008000"),
    (base: "ff", exponent: "02", modulus: "00", result: "00"),
    (base: "ff", exponent: "02", modulus: "0000", result: "0000"),
    (base: "ff", exponent: "02", modulus: "", result: ""),
    (base: "0000000002", exponent: "0003", modulus: "06", result: "02"),
    // EIP-198, first example: Fermat's little theorem with the prime of secp256k1.
    (
      base: "03",
      exponent: "fffffffffffffffffffffffffffffffffffffffffffffffffffffffefffffc2e",
      modulus: "fffffffffffffffffffffffffffffffffffffffffffffffffffffffefffffc2f",
      result: "0000000000000000000000000000000000000000000000000000000000000001"
    ),
  ])
  func powers(base: String, exponent: String, modulus: String, result: String) throws {
    let power = ModularExponentiation.power(
      base: try Hex.decode(base), exponent: try Hex.decode(exponent),
      modulus: try Hex.decode(modulus))
    #expect(Hex.encode(power) == result)
  }
}
