import CGMP

/// base^exponent mod modulus on numbers of any width (EIP-198).
public enum ModularExponentiation {
  /// The result in as many bytes as `modulus` has.
  ///
  /// All numbers are big-endian and may be empty, which is zero. A zero modulus gives zero;
  /// 0^0 is 1, reduced by the modulus.
  public static func power(base: [UInt8], exponent: [UInt8], modulus: [UInt8]) -> [UInt8] {
    var m = Integer(bigEndian: modulus)
    guard !m.isZero else { return [UInt8](repeating: 0, count: modulus.count) }
    var b = Integer(bigEndian: base)
    var e = Integer(bigEndian: exponent)
    var result = Integer.power(&b, &e, modulo: &m)
    return result.bigEndianBytes(count: modulus.count)
  }
}

/// An unsigned integer of any width, held by GMP.
@safe
private struct Integer: ~Copyable {
  // Safe: initialised once, freed once, and never copied.
  private var value = unsafe mpz_t()

  init(bigEndian bytes: [UInt8]) {
    unsafe __gmpz_init(&value)
    // One-byte words, most significant first.
    unsafe __gmpz_import(&value, bytes.count, 1, 1, 1, 0, bytes)
  }

  deinit {
    var last = unsafe value
    unsafe __gmpz_clear(&last)
  }

  var isZero: Bool { unsafe value._mp_size == 0 }

  /// `modulus` is not zero.
  static func power(
    _ base: inout Integer, _ exponent: inout Integer, modulo modulus: inout Integer
  ) -> Integer {
    var result = Integer(bigEndian: [])
    unsafe __gmpz_powm(&result.value, &base.value, &exponent.value, &modulus.value)
    return result
  }

  /// `count` bytes; the value fits them.
  mutating func bigEndianBytes(count: Int) -> [UInt8] {
    let used = (unsafe __gmpz_sizeinbase(&value, 2) + 7) / 8
    guard !isZero else { return [UInt8](repeating: 0, count: count) }
    return unsafe [UInt8](unsafeUninitializedCapacity: count) { output, filled in
      unsafe output.initialize(repeating: 0)
      // Safe: `used` ≤ `count`, as the value is smaller than a modulus of `count` bytes.
      _ = unsafe __gmpz_export(
        output.baseAddress.unsafelyUnwrapped + (count - used), nil, 1, 1, 1, 0, &value)
      filled = count
    }
  }
}
