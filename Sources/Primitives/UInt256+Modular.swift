extension UInt256 {
  /// EVM ADDMOD: (a + b) mod m over the 257-bit sum; 0 when m is 0.
  @inline(never)
  public static func addMod(_ a: UInt256, _ b: UInt256, _ modulus: UInt256) -> UInt256 {
    var (sum, carry) = addingWithCarry(a, b)
    if a >= modulus || b >= modulus {
      if carry == 0 { return sum % modulus }
      (sum, carry) = addingWithCarry(a % modulus, b % modulus)
    }
    let (reduced, borrow) = subtractingWithBorrow(sum, modulus)
    return carry == 1 || borrow == 0 ? reduced : sum
  }

  /// EVM MULMOD: (a × b) mod m over the 512-bit product; 0 when m is 0.
  ///
  /// A modulus that comes twice in a row on a thread gets a reciprocal, since contracts multiply
  /// modulo the same prime again and again: three products of words instead of a division.
  @inline(never)
  public static func mulMod(_ a: UInt256, _ b: UInt256, _ modulus: UInt256) -> UInt256 {
    if modulus.isZero { return .zero }
    let memory = ModulusMemory.ofThread
    if memory.modulus == modulus { return memory.remainder(ofProduct: a, b) }
    memory.remember(modulus)
    let (low, high) = a.multipliedFullWidth(by: b)
    if high.isZero { return low % modulus }
    return remainder(high < modulus ? high : high % modulus, low, dividingBy: modulus)
  }
}
