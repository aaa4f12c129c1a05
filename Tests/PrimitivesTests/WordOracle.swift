import CGMP
import Primitives

/// The EVM's word operations by GMP's integers of any width: the second implementation.
@safe
final class WordOracle {
  // Safe: allocated and initialised once, freed once, used by one test at a time.
  private let a = unsafe WordOracle.number()
  private let b = unsafe WordOracle.number()
  private let m = unsafe WordOracle.number()
  private let r = unsafe WordOracle.number()
  private let twoTo256 = unsafe WordOracle.number()

  init() {
    unsafe __gmpz_ui_pow_ui(twoTo256, 2, 256)
  }

  deinit {
    unsafe WordOracle.free(a)
    unsafe WordOracle.free(b)
    unsafe WordOracle.free(m)
    unsafe WordOracle.free(r)
    unsafe WordOracle.free(twoTo256)
  }

  @unsafe
  private static func free(_ number: UnsafeMutablePointer<mpz_t>) {
    unsafe __gmpz_clear(number)
    unsafe number.deallocate()
  }

  @unsafe
  private static func number() -> UnsafeMutablePointer<mpz_t> {
    let number = UnsafeMutablePointer<mpz_t>.allocate(capacity: 1)
    unsafe __gmpz_init(number)
    return unsafe number
  }

  func sum(_ x: UInt256, _ y: UInt256) -> (low: UInt256, high: UInt256) {
    load(x, y)
    unsafe __gmpz_add(r, a, b)
    return (result(), high())
  }

  func difference(_ x: UInt256, _ y: UInt256) -> UInt256 {
    load(x, y)
    unsafe __gmpz_sub(r, a, b)
    return result()
  }

  func product(_ x: UInt256, _ y: UInt256) -> (low: UInt256, high: UInt256) {
    load(x, y)
    unsafe __gmpz_mul(r, a, b)
    return (result(), high())
  }

  func quotient(_ x: UInt256, _ y: UInt256, signed: Bool = false) -> UInt256 {
    guard !y.isZero else { return .zero }
    load(x, y, signed: signed)
    unsafe __gmpz_tdiv_q(r, a, b)
    return result()
  }

  func remainder(_ x: UInt256, _ y: UInt256, signed: Bool = false) -> UInt256 {
    guard !y.isZero else { return .zero }
    load(x, y, signed: signed)
    unsafe __gmpz_tdiv_r(r, a, b)
    return result()
  }

  func sumModulo(_ x: UInt256, _ y: UInt256, _ modulus: UInt256) -> UInt256 {
    guard !modulus.isZero else { return .zero }
    load(x, y)
    unsafe WordOracle.set(m, modulus)
    unsafe __gmpz_add(r, a, b)
    unsafe __gmpz_tdiv_r(r, r, m)
    return result()
  }

  func productModulo(_ x: UInt256, _ y: UInt256, _ modulus: UInt256) -> UInt256 {
    guard !modulus.isZero else { return .zero }
    load(x, y)
    unsafe WordOracle.set(m, modulus)
    unsafe __gmpz_mul(r, a, b)
    unsafe __gmpz_tdiv_r(r, r, m)
    return result()
  }

  func power(_ x: UInt256, _ y: UInt256) -> UInt256 {
    load(x, y)
    unsafe __gmpz_powm(r, a, b, twoTo256)
    return result()
  }

  func shiftedLeft(_ x: UInt256, by count: UInt64) -> UInt256 {
    load(x, .zero)
    unsafe __gmpz_mul_2exp(r, a, UInt(count))
    return result()
  }

  func shiftedRight(_ x: UInt256, by count: UInt64, signed: Bool = false) -> UInt256 {
    load(x, .zero, signed: signed)
    unsafe __gmpz_fdiv_q_2exp(r, a, UInt(count))
    return result()
  }

  /// −1, 0 or 1.
  func order(_ x: UInt256, _ y: UInt256, signed: Bool = false) -> Int {
    load(x, y, signed: signed)
    return Int(unsafe __gmpz_cmp(a, b)).signum()
  }

  func bitwise(
    _ x: UInt256, _ y: UInt256
  ) -> (and: UInt256, or: UInt256, xor: UInt256, not: UInt256) {
    load(x, y)
    unsafe __gmpz_and(r, a, b)
    let and = result()
    unsafe __gmpz_ior(r, a, b)
    let or = result()
    unsafe __gmpz_xor(r, a, b)
    let xor = result()
    unsafe __gmpz_com(r, a)
    return (and, or, xor, result())
  }

  /// Bits needed to write the number: 0 for zero.
  func bitWidth(_ x: UInt256) -> Int {
    load(x, .zero)
    return unsafe x.isZero ? 0 : Int(__gmpz_sizeinbase(a, 2))
  }

  /// The lowest `bits` bits as a two's complement number of that width.
  func signExtended(_ x: UInt256, bits: UInt64) -> UInt256 {
    load(x, .zero)
    unsafe __gmpz_fdiv_r_2exp(r, a, UInt(bits))
    if unsafe __gmpz_tstbit(r, UInt(bits - 1)) == 1 {
      unsafe __gmpz_set_ui(b, 1)
      unsafe __gmpz_mul_2exp(b, b, UInt(bits))
      unsafe __gmpz_sub(r, r, b)
    }
    return result()
  }

  func text(_ x: UInt256, radix: Int32) -> String {
    load(x, .zero)
    var characters = [CChar](repeating: 0, count: 80)
    // Safe: 2^256 has at most 78 digits from base 10 on.
    unsafe __gmpz_get_str(&characters, radix, a)
    return String(
      decoding: characters.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  private func load(_ x: UInt256, _ y: UInt256, signed: Bool = false) {
    unsafe WordOracle.set(a, x)
    unsafe WordOracle.set(b, y)
    if signed {
      if x.limb3 >> 63 == 1 { unsafe __gmpz_sub(a, a, twoTo256) }
      if y.limb3 >> 63 == 1 { unsafe __gmpz_sub(b, b, twoTo256) }
    }
  }

  @unsafe
  private static func set(_ number: UnsafeMutablePointer<mpz_t>, _ word: UInt256) {
    let limbs = [word.limb0, word.limb1, word.limb2, word.limb3]
    // Eight-byte words, least significant first, of the machine's byte order.
    unsafe __gmpz_import(number, 4, -1, 8, 0, 0, limbs)
  }

  /// The result modulo 2^256.
  private func result() -> UInt256 {
    unsafe __gmpz_fdiv_r(m, r, twoTo256)
    return exported()
  }

  /// What a non-negative result has above 2^256.
  private func high() -> UInt256 {
    unsafe __gmpz_fdiv_q_2exp(m, r, 256)
    return exported()
  }

  private func exported() -> UInt256 {
    var limbs: [UInt64] = [0, 0, 0, 0]
    unsafe __gmpz_export(&limbs, nil, -1, 8, 0, 0, m)
    return UInt256(limbs: limbs[0], limbs[1], limbs[2], limbs[3])
  }
}
