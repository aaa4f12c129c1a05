import CGMP

/// The inverse modulo a prime of numbers of a few limbs, by GMP's extended greatest common divisor.
enum ModularInverse {
  /// 1 / value modulo a prime, all little-endian limbs in memory; zero for zero.
  ///
  /// `Limbs` is nothing but 64-bit limbs, the modulus' last one not zero, and `value` is below it.
  static func inverse<Limbs: BitwiseCopyable>(of value: Limbs, modulo prime: Limbs) -> Limbs {
    let count = MemoryLayout<Limbs>.size / MemoryLayout<mp_limb_t>.size
    var result = value
    // Safe: GMP asks for one limb beyond the operands in each of the four areas, and writes at most
    // `count` limbs of cofactor, the absolute value of which is below the prime.
    unsafe withUnsafeTemporaryAllocation(of: mp_limb_t.self, capacity: 4 * (count + 1)) { scratch in
      guard let base = scratch.baseAddress else { return }
      unsafe scratch.initialize(repeating: 0)
      let number = unsafe base
      let modulus = unsafe base + (count + 1)
      let divisor = unsafe base + 2 * (count + 1)
      let cofactor = unsafe base + 3 * (count + 1)
      unsafe copy(value, to: number)
      unsafe copy(prime, to: modulus)
      var isZero = true
      for index in 0..<count where unsafe number[index] != 0 { isZero = false }
      if isZero { return }
      var size: mp_size_t = 0
      unsafe __gmpn_gcdext(divisor, cofactor, &size, number, count, modulus, count)
      if size < 0 {
        unsafe copy(prime, to: modulus)
        unsafe __gmpn_sub_n(cofactor, modulus, cofactor, count)
      }
      unsafe withUnsafeMutableBytes(of: &result) { bytes in
        unsafe bytes.copyMemory(
          from: UnsafeRawBufferPointer(start: cofactor, count: MemoryLayout<Limbs>.size))
      }
    }
    return result
  }

  @unsafe
  private static func copy<Limbs: BitwiseCopyable>(
    _ limbs: Limbs, to pointer: UnsafeMutablePointer<mp_limb_t>
  ) {
    unsafe UnsafeMutableRawPointer(pointer).storeBytes(of: limbs, as: Limbs.self)
  }
}
